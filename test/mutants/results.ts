// The results of mutants, one line each, so that an ended run can be resumed.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './coverage/coverage-map.ts';
import type { Mutant } from './mutants-of.ts';

/**
 * `uncovered`: no test runs the changed piece. Two are not counted: `broken` does not compile, and of `unclear` a test failed
 * that waited for long and fails without the change as well: the machine was too busy.
 */
export type Outcome = 'killed' | 'survived' | 'uncovered' | 'broken' | 'unclear';

export interface MutantResult {
  readonly mutant: Mutant;
  readonly outcome: Outcome;
  /** What failed, or why the run ended. */
  readonly killer?: string;
  readonly testFiles: number;
  /** Test files that cover it and are too dear. */
  readonly leftOut: number;
  readonly cpuMs: number;
}

const file = join(cacheFolder, 'results.jsonl');

/** By the mutant's id: what was found last, except where it was unclear. */
export function readResults(): Map<string, MutantResult> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const results = lines.map((line) => JSON.parse(line) as MutantResult);
  return new Map(results.filter(({ outcome }) => outcome !== 'unclear').map((result) => [result.mutant.id, result]));
}

export function addResult(result: MutantResult): void {
  mkdirSync(cacheFolder, { recursive: true });
  appendFileSync(file, `${JSON.stringify(result)}\n`);
}

export const clearResults = (): void => rmSync(file, { force: true });

export const isCounted = ({ outcome }: MutantResult): boolean => outcome !== 'broken' && outcome !== 'unclear';

export const isAlive = ({ outcome }: MutantResult): boolean => outcome === 'survived' || outcome === 'uncovered';
