// `npm run mutants`: changes the sources in small ways, one at a time, and prints which changes no test notices.
import { createCompiler } from './compiler.ts';
import { readCoverage } from './coverage/coverage-map.ts';
import { testPattern } from './coverage/test-files.ts';
import { judgeMutant } from './judge-mutant.ts';
import type { Mutant } from './mutants-of.ts';
import { runNamed } from './named/run-named.ts';
import { lineOf, summaryOf } from './print-results.ts';
import { addResult, clearResults, isAlive, isCounted, type MutantResult, readResults } from './results.ts';
import { type RunOptions, runOptions, usage } from './run-options.ts';
import { runForMap } from './run-tests.ts';
import { seededMutants } from './seeded-mutants.ts';
import { withJobs } from './with-jobs.ts';

/** Fewer killed of those that count fail the run. */
const leastKilled = 0.9;

const print = (text: string) => process.stdout.write(`${text}\n`);

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}

function readOptions(): RunOptions {
  try {
    return runOptions(process.argv.slice(2));
  } catch (error) {
    return refuse(`${(error as Error).message}\n${usage}`);
  }
}

/** Mutants until enough of them have compiled, each with its earlier result. */
function* chosen({ seed, only, mode, count }: RunOptions): Generator<{ mutant: Mutant; known?: MutantResult }> {
  if (mode === 'new') clearResults();
  const results = readResults();
  const compiler = createCompiler();
  let left = count;
  for (const mutant of seededMutants(seed, only)) {
    if (left === 0) break;
    const known = results.get(mutant.id);
    if (mode === 'survivors' && !(known && isAlive(known))) continue;
    const isBroken = known ? known.outcome === 'broken' : !compiler.compiles(mutant);
    if (!isBroken) left -= 1;
    if (mode === 'survivors') yield { mutant };
    else if (known) yield { mutant, known };
    else if (isBroken) yield { mutant, known: noteBroken(mutant) };
    else yield { mutant };
  }
  compiler.close();
}

function noteBroken(mutant: Mutant): MutantResult {
  const result: MutantResult = { mutant, outcome: 'broken', testFiles: 0, leftOut: 0, cpuMs: 0 };
  addResult(result);
  return result;
}

async function runSeeded(options: RunOptions): Promise<number> {
  const coverage = readCoverage();
  const results: MutantResult[] = [];
  await withJobs(chosen(options), options.jobs, async ({ mutant, known }) => {
    const result = known ?? (await judgeMutant(mutant, { coverage, limitMs: options.limitMs }));
    results.push(result);
    if (known) return;
    addResult(result);
    print(lineOf(result));
  });
  print(`\n${summaryOf(results)}`);
  const counted = results.filter(isCounted);
  return counted.filter(({ outcome }) => outcome === 'killed').length >= leastKilled * counted.length ? 0 : 1;
}

async function run(options: RunOptions): Promise<number> {
  if (options.mode === 'map') return runForMap([options.only ?? testPattern]);
  return options.mode === 'named' ? runNamed(options) : runSeeded(options);
}

process.exitCode = await run(readOptions()).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return 1;
});
