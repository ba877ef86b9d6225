import { type CoverageOfTest, testsFor } from './coverage/coverage-map.ts';
import type { Mutant } from './mutants-of.ts';
import type { MutantResult } from './results.ts';
import type { RunReport } from './run-report.ts';
import { runTests } from './run-tests.ts';

export function killerOf(report: RunReport | undefined): string | undefined {
  if (report === undefined) return 'the test runner ended without a report';
  if (report.isOverLimit) return 'it took more of a processor than it may';
  const { failure } = report;
  return failure && [failure.test, failure.name, failure.message].filter(Boolean).join(' › ');
}

/** Runs the tests that cover a mutant. */
export async function judgeMutant(mutant: Mutant, coverage: readonly CoverageOfTest[]): Promise<MutantResult> {
  const tests = testsFor(mutant, coverage);
  if (tests.length === 0) return { mutant, outcome: 'uncovered', testFiles: 0, cpuMs: 0 };
  const report = await runTests(mutant, tests);
  const killer = killerOf(report);
  const { testFiles = 0, cpuMs = 0 } = report ?? {};
  return { mutant, outcome: killer ? 'killed' : 'survived', ...(killer && { killer }), testFiles, cpuMs };
}
