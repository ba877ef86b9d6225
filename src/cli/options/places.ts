// The paths of this program's files: https://specifications.freedesktop.org/basedir-spec/latest/
import { join } from 'node:path';
import { homeFolder } from './home.ts';

/** The path of a file; undefined: there is no directory for it, so the program does without. */
type Place = string | undefined;

function place(variable: string, inHome: string, ...names: readonly string[]): Place {
  const set = process.env[variable];
  if (set?.startsWith('/')) return join(set, 'vaultop', ...names);
  const home = homeFolder();
  return home === undefined ? undefined : join(home, inHome, 'vaultop', ...names);
}

export const stateFile = (name: string): Place => place('XDG_STATE_HOME', '.local/state', name);

export const logFile = (): Place => stateFile('vaultop.log');

export const stateFolder = (): Place => place('XDG_STATE_HOME', '.local/state');

/** The file may be deleted at any time. */
export const cacheFile = (...names: readonly string[]): Place => place('XDG_CACHE_HOME', '.cache', ...names);

export const configFile = (): Place => place('XDG_CONFIG_HOME', '.config', 'config.yaml');

/** The memory of alerts for the reader of this name. */
export const alertMemoryFile = (name: string): Place => stateFile(join('alerts', `${name}.json`));
