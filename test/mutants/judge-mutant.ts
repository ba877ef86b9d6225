import { readFileSync } from 'node:fs';
import type { CoverageOfTest } from './coverage/coverage-map.ts';
import { testsFor } from './coverage/tests-for.ts';
import type { Mutant } from './mutants-of.ts';
import type { MutantResult } from './results.ts';
import type { RunReport } from './run-report.ts';
import { type KnownTest, runTests } from './run-tests.ts';
import type { SourceChange } from './test-order.ts';

function killerOf(report: RunReport | undefined): string | undefined {
  if (report === undefined) return 'the test runner ended without a report';
  if (report.isOverLimit) return 'it took more of a processor than it may';
  const { failure } = report;
  return failure && [failure.test, failure.name, failure.message].filter(Boolean).join(' › ');
}

/** Tests wait this long at least for what does not come, in ms: a busy machine may be the reason as well. */
const waitedMs = 45_000;

/** The tests that may have failed because the machine was busy, and not because of the change. */
export function doubtfulTests(report: RunReport | undefined, tests: readonly KnownTest[]): readonly KnownTest[] {
  if (report === undefined) return tests;
  const { failure, isOverLimit } = report;
  if (isOverLimit || failure === undefined || failure.ms < waitedMs) return [];
  return tests.filter(({ test }) => test === failure.test);
}

export interface Judgement {
  readonly outcome: 'killed' | 'survived' | 'unclear';
  readonly killer?: string;
  readonly report?: RunReport | undefined;
}

/** Runs tests against a change; those that failed after a long wait must pass without the change. */
export async function judgeChange(change: SourceChange, tests: readonly KnownTest[]): Promise<Judgement> {
  const report = await runTests(change, tests);
  const killer = killerOf(report);
  if (killer === undefined) return { outcome: 'survived', report };
  const doubtful = doubtfulTests(report, tests);
  if (doubtful.length === 0) return { outcome: 'killed', killer, report };
  const unchanged = { ...change, end: change.start, text: '' };
  const isBusy = killerOf(await runTests(unchanged, doubtful)) !== undefined;
  return { outcome: isBusy ? 'unclear' : 'killed', killer, report };
}

/** The cheapest, until they would take too long; at least one. */
function within<Test extends KnownTest>(tests: readonly Test[], limitMs: number): readonly Test[] {
  let sum = 0;
  const end = tests.findIndex(({ cpuMs }) => {
    sum += cpuMs;
    return sum > limitMs;
  });
  return end === -1 ? tests : tests.slice(0, Math.max(1, end));
}

/** A source that is edited meanwhile has other text there. */
function checkUnedited({ file, start, end, before }: Mutant): void {
  if (readFileSync(file, 'utf8').slice(start, end) === before) return;
  throw new Error(`${file} was edited during the run: --resume continues with its new text.`);
}

export interface Covering {
  readonly coverage: readonly CoverageOfTest[];
  /** What the tests may take of a processor, as far as the map tells. */
  readonly limitMs: number;
}

/** Runs the tests that cover a mutant. */
export async function judgeMutant(mutant: Mutant, { coverage, limitMs }: Covering): Promise<MutantResult> {
  checkUnedited(mutant);
  const covering = testsFor(mutant, coverage);
  if (covering.length === 0) return { mutant, outcome: 'uncovered', testFiles: 0, leftOut: 0, cpuMs: 0 };
  const tests = within(covering, limitMs);
  const { outcome, killer, report } = await judgeChange(mutant, tests);
  const { testFiles = 0, cpuMs = 0 } = report ?? {};
  const leftOut = covering.length - tests.length;
  return { mutant, outcome, ...(killer && { killer }), testFiles, leftOut, cpuMs };
}
