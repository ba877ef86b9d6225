// The home directory, if there is one that can contain files. A relative one would differ with each working directory,
// and credentials would be read from it: https://specifications.freedesktop.org/basedir-spec/latest/
import { homedir } from 'node:os';

/** No file can be inside it, not even root's: a program that looks for files there finds none. */
export const nowhere = '/dev/null';

/** undefined: there is none. */
export function homeFolder(): string | undefined {
  const home = foundHome();
  return home.startsWith('/') && home !== nowhere ? home : undefined;
}

/** Node throws if HOME is not set and the system does not know the user, as in containers. */
function foundHome(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/**
 * Returns the reason why there is no home directory; undefined: there is one. The AWS SDK and child processes read HOME
 * themselves: they find none either from now on.
 */
export function leaveHomeOut(env: NodeJS.ProcessEnv): string | undefined {
  if (homeFolder() !== undefined) return undefined;
  const { HOME: home } = env;
  env.HOME = nowhere;
  const why =
    home === undefined
      ? `HOME is not set and the system does not know user ${process.getuid?.() ?? ''}`.trimEnd()
      : `HOME is ${home === '' ? 'empty' : `"${home}", which is not an absolute path of a directory`}`;
  return `${why}: no files of a home directory are read or written.`;
}
