// The sign-ins that end soon or have ended, and the command of `:login`.
import type { ConnectionState, Data } from './data.ts';

/** A person has time to finish what is being typed. */
const soonMs = 30 * 60_000;

export interface EndingSignIn {
  readonly connection: ConnectionState;
  readonly leftMs: number;
}

/** The one that ends first, within half an hour; what has ended already is a problem of its own. */
export function endingSignIn({ connections, now }: Pick<Data, 'connections' | 'now'>): EndingSignIn | undefined {
  const ending = connections.flatMap((connection) => {
    const { expiresAt, problem } = connection;
    const leftMs = expiresAt === undefined || problem ? 0 : expiresAt - now;
    return leftMs > 0 && leftMs < soonMs ? [{ connection, leftMs }] : [];
  });
  return ending.toSorted((one, other) => one.leftMs - other.leftMs)[0];
}

export type Login =
  | { readonly connection: string; readonly command: readonly string[] }
  /** Why there is no command to run. */
  | { readonly problem: string };

/** Of the connection of that name, else of the one that needs it most. */
export function loginOf({ connections, now }: Pick<Data, 'connections' | 'now'>, name = ''): Login {
  const meant = name === '' ? connections : connections.filter(({ id, label }) => id === name || label === name);
  if (meant.length === 0) return { problem: `No sign-in is named "${name}".` };
  const failed = meant.find(({ problem, login }) => problem && login);
  const soon = endingSignIn({ connections: meant.filter(({ login }) => login), now })?.connection;
  const chosen = failed ?? soon ?? meant.find(({ login }) => login);
  if (chosen?.login) return { connection: chosen.id, command: chosen.login };
  const advice = meant.find(({ problem }) => problem)?.problem?.nextStep;
  return { problem: advice ?? 'No sign-in command is known for these credentials.' };
}
