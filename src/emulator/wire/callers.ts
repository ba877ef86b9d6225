// The callers of access keys: the session of an assumed role, or the default operator of the account.

import type { Estate } from '../estate/estate.ts';
import { createRandom, seedOf } from '../estate/random.ts';

export interface Caller {
  role: string;
  /** The session name. */
  user: string;
  /** `AROA…:session`. */
  id: string;
  arn: string;
}

export interface Callers {
  of(accessKeyId: string, estate: Estate): Caller;
  /** Records the session of an access key that AssumeRole returned. */
  remember(accessKeyId: string, caller: Caller): void;
}

const mostSessions = 10_000;

export const sessionArn = (account: string, role: string, session: string) =>
  `arn:aws:sts::${account}:assumed-role/${role}/${session}`;

export function createCallers(): Callers {
  const sessions = new Map<string, Caller>();
  return {
    of: (accessKeyId, estate) => sessions.get(accessKeyId) ?? operatorOf(accessKeyId, estate),
    remember(accessKeyId, caller) {
      sessions.set(accessKeyId, caller);
      const [oldest] = sessions.keys();
      if (sessions.size > mostSessions && oldest !== undefined) sessions.delete(oldest);
    },
  };
}

function operatorOf(accessKeyId: string, { seed, account, accountName: user }: Estate): Caller {
  const role = 'BackupOperator';
  const id = `AROA${createRandom(seedOf(seed, accessKeyId)).hex(17).toUpperCase()}:${user}`;
  return { role, user, id, arn: sessionArn(account, role, user) };
}
