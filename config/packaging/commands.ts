// Programs of the system that the packages are made with.
import { execFileSync, spawnSync } from 'node:child_process';

/** The output is shown only on failure. */
export function runProgram(file: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  return execFileSync(file, words, { encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1e9 });
}

export const hasProgram = (file: string): boolean => !spawnSync(file, ['--version']).error;

/** The time of everything in a release: that of the commit it is made of. https://reproducible-builds.org/specs/source-date-epoch/ */
export function sourceDate(): number {
  const fromEnvironment = process.env.SOURCE_DATE_EPOCH;
  return Number(fromEnvironment ?? runProgram('git', ['log', '-1', '--format=%ct']).trim());
}

/** Options of GNU tar by which two archives of the same files are equal. */
export const sameEachTime = (date: number): readonly string[] => [
  ...['--sort=name', `--mtime=@${date}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'],
];
