// Where our files lie: https://specifications.freedesktop.org/basedir-spec/latest/
import { homedir } from 'node:os';
import { join } from 'node:path';

const base = (variable: string, ...otherwise: string[]): string => {
  const set = process.env[variable];
  return set?.startsWith('/') ? set : join(homedir(), ...otherwise);
};

export const stateFile = (name: string): string => join(base('XDG_STATE_HOME', '.local', 'state'), 'vaultop', name);

/** May be deleted at any time. */
export const cacheFile = (...names: readonly string[]): string =>
  join(base('XDG_CACHE_HOME', '.cache'), 'vaultop', ...names);

export const configFile = (): string => join(base('XDG_CONFIG_HOME', '.config'), 'vaultop', 'config.yaml');

/** Of what the reader of this name was notified. */
export const alertMemoryFile = (name: string): string => stateFile(join('alerts', `${name}.json`));
