// The person's home directory, where there is one that files can be kept in. A relative one would be another directory with
// each working directory, and credentials would be read out of it: https://specifications.freedesktop.org/basedir-spec/latest/
import { homedir } from 'node:os';

/** No file can be in it, not even root's: what looks for files there finds none. */
export const nowhere = '/dev/null';

/** undefined: there is none. */
export function homeFolder(): string | undefined {
  const home = foundHome();
  return home.startsWith('/') && home !== nowhere ? home : undefined;
}

/** Node throws where HOME is not set and the system does not know the user, as in containers. */
function foundHome(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/**
 * Why there is no home directory. The AWS SDK and the programs that are started look into HOME by themselves: they find none
 * either from now on. undefined: there is one.
 */
export function leaveHomeOut(env: NodeJS.ProcessEnv): string | undefined {
  if (homeFolder() !== undefined) return undefined;
  const { HOME: home } = env;
  env.HOME = nowhere;
  const why =
    home === undefined
      ? `HOME is not set and the system does not know user ${process.getuid?.() ?? ''}`.trimEnd()
      : `HOME is ${home === '' ? 'empty' : `"${home}", which is no absolute path of a directory`}`;
  return `${why}: no files are read or kept in a home directory.`;
}
