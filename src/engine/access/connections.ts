// The identity of each connection. A sign-in that fails is repeated until it succeeds.
import type { ConnectionState, Identity } from '../../app/state/data.ts';
import type { Aws, Connection } from '../../aws/aws.ts';
import { type AwsProblem, isSignInProblem } from '../../aws/errors/errors.ts';
import type { SignInAhead } from '../../aws/sign-in/sign-in-ahead.ts';
import { parseArn } from '../../domain/arn.ts';
import type { Clock } from '../../lib/clock.ts';
import { isSame } from '../../lib/same.ts';
import { findIdentity } from './identity.ts';
import { watchSignIns } from './watch-sign-ins.ts';

export interface ConnectionsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  /** The Region of the STS endpoint. */
  region(): string;
  /** An identity became known, or a sign-in failed or recovered. */
  changed(): void;
  /** The connection signed in again after a refusal. */
  recovered(id: string): void;
}

export interface Connections {
  states(): readonly ConnectionState[];
  add(connection: Connection): void;
  remove(id: string): void;
  /** A call failed. If the sign-in is the reason, the identity is requested until the sign-in works again. */
  refused(id: string, problem: AwsProblem): void;
  /**
   * Requests the identity of each failed connection at once: somebody may have fixed the cause. `signedIn`: of this
   * connection, too, with new credentials.
   */
  askAgain(signedIn?: string): void;
  stop(): void;
}

export function createConnections({ aws, clock, region, changed, recovered }: ConnectionsOptions): Connections {
  const states = new Map<string, ConnectionState>();
  /** For each role, the connection whose credentials assume it. */
  const sources = new Map<string, string>();
  const asking = new Map<string, () => void>();
  let isStopped = false;

  const set = (id: string, news: Partial<ConnectionState> | undefined) => {
    const state = states.get(id);
    if (!state || !news) return;
    states.set(id, { ...state, ...news });
    changed();
  };

  const known = (id: string) => (identity: Identity) => {
    asking.delete(id);
    const state = states.get(id);
    if (!state) return;
    const { problem, ...rest } = state;
    states.set(id, { ...rest, identity });
    signIns.look(id);
    changed();
    if (problem && state.identity) recovered(id);
  };

  const ask = (id: string) => {
    if (isStopped || asking.has(id)) return;
    asking.set(id, () => {});
    const failed = (problem: AwsProblem) => {
      if (!isMoreSpecific(states.get(id)?.problem, problem)) set(id, { problem });
      signIns.look(id);
    };
    asking.set(id, findIdentity({ aws, clock, connection: id, region: region(), known: known(id), failed }));
  };

  /**
   * A credential program started to wait for input, or ended: each connection that uses the program is notified, and
   * requests its identity at once.
   */
  const waits = (program: string, problem: AwsProblem | undefined) => {
    for (const [id, state] of [...states]) {
      if (id !== program && sources.get(id) !== program) continue;
      if (problem) set(id, { problem });
      else if (state.problem?.kind === 'waiting-for-program') requestAgain(id);
    }
  };

  const requestAgain = (id: string) => {
    asking.get(id)?.();
    asking.delete(id);
    ask(id);
  };

  const found = (id: string, ahead: SignInAhead) => set(id, withAhead(states.get(id), ahead));
  const signIns = watchSignIns({ aws, clock, ids: () => [...states.keys()], found });
  const stopListening = aws.onWaiting(waits);

  return {
    states: () => [...states.values()],
    add(connection) {
      const { id, roleArn, source } = connection;
      if (states.has(id)) return;
      if (source !== undefined) sources.set(id, source);
      const identity = roleArn === undefined ? undefined : identityOfRole(roleArn);
      states.set(id, { id, label: labelOf(connection), ...(identity ? { identity } : {}) });
      // The ARN of a role contains its account: no request is needed.
      if (!identity) ask(id);
    },
    remove(id) {
      asking.get(id)?.();
      asking.delete(id);
      states.delete(id);
      sources.delete(id);
    },
    refused(id, problem) {
      const state = states.get(id);
      if (!state || !isSignInProblem(problem)) return;
      if (asking.has(id) && !isMoreSpecific(problem, state.problem)) return;
      set(id, { problem });
      ask(id);
    },
    askAgain(signedIn) {
      for (const id of toRenew(states, signedIn)) {
        aws.renew(id, true);
        requestAgain(id);
      }
    },
    stop() {
      isStopped = true;
      signIns.stop();
      stopListening();
      for (const stop of asking.values()) stop();
      asking.clear();
    },
  };
}

const toRenew = (states: ReadonlyMap<string, ConnectionState>, signedIn: string | undefined): string[] =>
  [...states.values()].filter(({ id, problem }) => problem || id === signedIn).map(({ id }) => id);

/** undefined: nothing differs. */
function withAhead(
  before: ConnectionState | undefined,
  { expiresAt, command: login }: SignInAhead,
): Partial<ConnectionState> | undefined {
  if (!before || (before.expiresAt === expiresAt && isSame(before.login, login))) return undefined;
  return { expiresAt, login };
}

/**
 * An error from AWS is more specific than the reason why no request was sent; a wrong code is more specific than a
 * missing one.
 */
const isMoreSpecific = (one: AwsProblem | undefined, other: AwsProblem | undefined): boolean =>
  one?.code !== undefined && other !== undefined && other.code === undefined && one.kind === other.kind;

/** 'BackupReader in 123456789012', the name of a profile, or the source in the credential chain. */
export function labelOf({ profile, roleArn }: Connection): string {
  const role = roleArn === undefined ? undefined : parseArn(roleArn);
  if (role) return `${role.resource.split('/').at(-1)} in ${role.accountId}`;
  return profile === undefined ? 'the default credentials' : `profile ${profile}`;
}

function identityOfRole(roleArn: string): Identity | undefined {
  const role = parseArn(roleArn);
  if (!role) return undefined;
  const name = role.resource.split('/').at(-1);
  return {
    accountId: role.accountId,
    arn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${name}/vaultop`,
  };
}
