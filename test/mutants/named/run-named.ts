import { readFileSync } from 'node:fs';
import { judgeChange } from '../judge-mutant.ts';
import type { RunOptions } from '../run-options.ts';
import { withJobs } from '../with-jobs.ts';
import { namedChange } from './named-change.ts';
import { type NamedMutant, namedMutants } from './named-mutants.ts';

/** What one test file may take of a processor. */
const cpuMs = 60_000;

async function isKilled(mutant: NamedMutant): Promise<boolean> {
  const change = namedChange(mutant, readFileSync(mutant.file, 'utf8'));
  const tests = mutant.tests.map((test) => ({ test, cpuMs }));
  const { outcome, killer, report } = await judgeChange(change, tests);
  const found = `${outcome.padEnd(9)} ${mutant.name}${killer ? `\n          by ${killer}` : ''}`;
  process.stdout.write(`${found}\n          ${mutant.file}, ${((report?.cpuMs ?? 0) / 1000).toFixed(1)} s\n`);
  return outcome === 'killed';
}

/** The exit code: 1 where one survives. */
export async function runNamed({ only = '', jobs }: RunOptions): Promise<number> {
  const chosen = namedMutants.filter(({ name, file }) => name.includes(only) || file.includes(only));
  let killed = 0;
  await withJobs(chosen, jobs, async (mutant) => {
    if (await isKilled(mutant)) killed += 1;
  });
  process.stdout.write(`\n${killed} of ${chosen.length} named mutants killed\n`);
  return killed === chosen.length ? 0 : 1;
}
