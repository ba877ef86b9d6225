// Looks each minute when the sign-in of each connection ends, which the header counts down.
import type { Aws } from '../../aws/aws.ts';
import type { SignInAhead } from '../../aws/sign-in/sign-in-ahead.ts';
import { type Clock, repeat } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';

export interface SignInWatchOptions {
  readonly aws: Pick<Aws, 'signInAhead'>;
  readonly clock: Clock;
  /** The ids of all connections. */
  ids(): readonly string[];
  found(connection: string, ahead: SignInAhead): void;
}

export interface SignInWatch {
  look(connection: string): void;
  stop(): void;
}

export function watchSignIns({ aws, clock, ids, found }: SignInWatchOptions): SignInWatch {
  let isStopped = false;
  const look = (connection: string) => {
    aws.signInAhead(connection).then(
      (ahead) => isStopped || found(connection, ahead),
      // Nothing is known, then; AWS refuses when it is over.
      () => {},
    );
  };
  let cancel: (() => void) | undefined;
  return {
    look(connection) {
      if (isStopped) return;
      // Before the first sign-in there is nothing to look at.
      cancel ??= repeat(clock, minuteMs, () => ids().forEach(look));
      look(connection);
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
