// The config file of the whole machine, which lies under each user's own. What it forbids holds only if nobody else can
// write it, so it is refused unless it and its folder belong to root alone.
import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import type { PlacedIssue } from '../../settings/issue.ts';
import { formatIssue } from '../../settings/issue.ts';
import type { FilePosition } from '../../settings/positions.ts';
import type { Config } from '../../settings/schema.ts';
import { UsageError } from '../options/options.ts';
import { checkNames } from './check-names.ts';

/** A constant, and no option: a user who could name another file could leave this one out. */
export interface SitePlace {
  readonly path: string;
  /** The only user and group that may write it: 0, or another one in tests. */
  readonly owner: number;
}

export const sitePlace: SitePlace = { path: '/etc/vaultop/config.yaml', owner: 0 };

export interface SiteFile {
  readonly path: string;
  readonly config: Config;
  /** As written. */
  readonly plain: unknown;
  /** Warnings only. */
  readonly issues: readonly PlacedIssue[];
  position(path: readonly PropertyKey[]): FilePosition;
}

/** undefined: there is none. Throws a UsageError if others can write it, and if it cannot be read or is wrong. */
export async function readSiteFile(place: SitePlace): Promise<SiteFile | undefined> {
  const { path } = place;
  const text = readText(place);
  if (text === undefined) return undefined;
  const { readConfig } = await import('../../settings/read-config.ts');
  const { config, plain, issues, position } = readConfig(text, checkNames);
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const lines = errors.map((issue) => `  ${formatIssue(path, issue)}`).join('\n');
    throw new UsageError(
      `the config file of this machine has ${errors.length === 1 ? 'an error' : 'errors'}:\n${lines}`,
    );
  }
  return { path, config, plain, issues, position };
}

function readText(place: SitePlace): string | undefined {
  try {
    // Of a link, the file and folder that it leads to.
    const real = realpathSync(place.path);
    for (const one of new Set([dirname(place.path), dirname(real), real])) assertOwned(one, statSync(one), place);
    return readPlainFileSync(real);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UsageError(`the config file of this machine, ${place.path}, cannot be read: ${message}`);
  }
}

const groupMayWrite = 0o020;
const othersMayWrite = 0o002;

/** An access list that lets another user write appears as a group that may write: the mask stands in its place. */
function assertOwned(
  path: string,
  { uid, gid, mode }: Pick<Stats, 'uid' | 'gid' | 'mode'>,
  { owner }: SitePlace,
): void {
  const isWritable = (mode & othersMayWrite) !== 0 || ((mode & groupMayWrite) !== 0 && gid !== owner);
  if (uid === owner && !isWritable) return;
  const fix = `sudo chown root:root ${path} && sudo chmod go-w ${path}`;
  throw new UsageError(`users other than root can write ${path}, so vaultop does not start. Run: ${fix}`);
}
