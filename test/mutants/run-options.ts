import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export const usage = `npm run mutants -- [--seed N] [--count N] [--only PATH] [--jobs N] [--limit SECONDS] [--resume | --survivors]
npm run mutants -- --named [--only NAME]
npm run mutants -- --map [--only TEST]`;

export interface RunOptions {
  readonly seed: number;
  /** How many mutants that compile. */
  readonly count: number;
  /** A path of sources or tests, or part of the name of a named mutant. */
  readonly only?: string;
  /** How many mutants at once. */
  readonly jobs: number;
  /**
   * Processor time that the tests of one mutant may take, in ms, as the map estimates it; more expensive mutants are
   * left out.
   */
  readonly limitMs: number;
  /** `resume`: mutants with a result keep it. `survivors`: those that survived run again, and no other. */
  readonly mode: 'new' | 'resume' | 'survivors' | 'named' | 'map';
}

const flags = {
  resume: { type: 'boolean' },
  survivors: { type: 'boolean' },
  named: { type: 'boolean' },
  map: { type: 'boolean' },
} as const;
const values = {
  seed: { type: 'string' },
  count: { type: 'string' },
  jobs: { type: 'string' },
  limit: { type: 'string' },
  only: { type: 'string' },
} as const;

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a whole number from 1, not "${text}".`);
}

/** Throws an error with a sentence for the user. */
export function runOptions(words: readonly string[]): RunOptions {
  const { values: given } = parseArgs({ args: [...words], options: { ...flags, ...values } });
  const modes = (['resume', 'survivors', 'named', 'map'] as const).filter((name) => given[name]);
  if (modes.length > 1) throw new Error(`--${modes[0]} and --${modes[1]} exclude each other.`);
  const { seed = '1', count = '200', jobs = String(availableParallelism()), limit = '120', only } = given;
  return {
    seed: wholeNumber('seed', seed),
    count: wholeNumber('count', count),
    jobs: wholeNumber('jobs', jobs),
    limitMs: 1_000 * wholeNumber('limit', limit),
    mode: modes[0] ?? 'new',
    ...(only !== undefined && { only: only.replace(/\/$/, '') }),
  };
}
