// What every package says of the program.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface ProjectFile {
  readonly version: string;
  readonly description: string;
  readonly homepage: string;
  readonly bugs: string;
  readonly license: string;
}

export const project = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8'),
) as ProjectFile;

export const homepage = project.homepage.replace('#readme', '');
/** Both kinds of package want an address. The project reads none: `reports` is where it answers. */
export const maintainer = 'The vaultop authors <vaultop@users.noreply.github.com>';
export const reports = project.bugs;
export const summary = 'top for AWS Backup: a live terminal dashboard';
/** Lines of at most 78 characters. */
export const description = [
  'vaultop polls the vaults, jobs, recovery points and audits of AWS Backup over',
  'many accounts and Regions, shows what needs attention, and changes nothing',
  'unless it is started with --write. vaultop --demo needs no account.',
];

/**
 * A version such as 0.2.0-rc.1 is older than 0.2.0 for npm, and newer for dpkg and rpm, for which `~` sorts before the end:
 * https://www.debian.org/doc/debian-policy/ch-controlfields.html#version
 */
export const sortedVersion = (version: string): string => version.replace('-', '~');

export interface PackageBuild {
  readonly version: string;
  readonly processor: 'x64' | 'arm64';
  readonly executable: string;
  readonly outdir: string;
  /** In seconds since 1970. */
  readonly date: number;
}
