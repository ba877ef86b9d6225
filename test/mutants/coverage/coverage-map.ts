// The map from pieces of sources to the tests that run them, as `npm run mutants -- --map` has made it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachedFrom } from './import-graph.ts';
import { testFiles } from './test-files.ts';

export interface CoverageOfSource {
  /** Of the source's text: in another text the pieces are other ones. */
  readonly digest: string;
  /** Those that ran: their places in `piecesOf`. */
  readonly pieces: readonly number[];
}

export interface CoverageOfTest {
  /** The test file's path. */
  readonly test: string;
  /** What its tests took of a processor. */
  readonly cpuMs: number;
  /** Failed without any change. */
  readonly isFailed: boolean;
  /** By the source's path. */
  readonly sources: Readonly<Record<string, CoverageOfSource>>;
}

/** What is stored between runs. */
export const cacheFolder = 'node_modules/.cache/mutants';
export const coverageFile = (test: string): string =>
  join(cacheFolder, 'coverage', `${test.replaceAll('/', '~')}.json`);

/** An estimate: a test takes longer the more it loads. */
const msOfFile = 20;

/** A test that is not in the map counts as one that runs some of all that it loads. */
function guessed(test: string): CoverageOfTest {
  const reached = [...reachedFrom(test)].filter((file) => /^(?:src|components)\//.test(file));
  const sources = Object.fromEntries(reached.map((file) => [file, { digest: '', pieces: [] }]));
  return { test, cpuMs: reached.length * msOfFile, isFailed: false, sources };
}

function coverageOf(test: string): CoverageOfTest {
  const file = coverageFile(test);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CoverageOfTest) : guessed(test);
}

/** Of all tests that pass; the cheapest first. */
export const readCoverage = (): CoverageOfTest[] =>
  testFiles()
    .map(coverageOf)
    .filter(({ isFailed }) => !isFailed)
    .sort((a, b) => a.cpuMs - b.cpuMs);
