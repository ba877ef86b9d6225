import { readFileSync } from 'node:fs';
import { killerOf } from '../judge-mutant.ts';
import type { RunOptions } from '../run-options.ts';
import { runTests } from '../run-tests.ts';
import { withJobs } from '../with-jobs.ts';
import { namedChange } from './named-change.ts';
import { type NamedMutant, namedMutants } from './named-mutants.ts';

/** What one test file may take of a processor. */
const cpuMs = 60_000;

async function isKilled(mutant: NamedMutant): Promise<boolean> {
  const change = namedChange(mutant, readFileSync(mutant.file, 'utf8'));
  const report = await runTests(
    change,
    mutant.tests.map((test) => ({ test, cpuMs })),
  );
  const killer = killerOf(report);
  const found = killer ? `killed    ${mutant.name}\n          by ${killer}` : `survived  ${mutant.name}`;
  process.stdout.write(`${found}\n          ${mutant.file}, ${((report?.cpuMs ?? 0) / 1000).toFixed(1)} s\n`);
  return killer !== undefined;
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
