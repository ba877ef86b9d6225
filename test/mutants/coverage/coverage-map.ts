// The map from pieces of sources to the tests that run them, as `npm run mutants -- --map` has made it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceChange } from '../test-order.ts';
import { importersOf } from './importers.ts';
import { digestOf, piecesOf } from './probes.ts';

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
  /** Failed without any mutant. */
  readonly isFailed: boolean;
  /** By the source's path. */
  readonly sources: Readonly<Record<string, CoverageOfSource>>;
}

/** What is kept between runs. */
export const cacheFolder = 'node_modules/.cache/mutants';
const coverageFolder = join(cacheFolder, 'coverage');
export const coverageFile = (test: string): string => join(coverageFolder, `${test.replaceAll('/', '~')}.json`);

/** Of tests that pass and are still there; the cheapest first. */
export function readCoverage(): CoverageOfTest[] {
  const names = existsSync(coverageFolder) ? readdirSync(coverageFolder) : [];
  const all = names.map((name) => JSON.parse(readFileSync(join(coverageFolder, name), 'utf8')) as CoverageOfTest);
  return all.filter(({ test, isFailed }) => !isFailed && existsSync(test)).sort((a, b) => a.cpuMs - b.cpuMs);
}

/** The narrowest piece that holds the change; for what is put in between, the piece that follows. Undefined: it runs at load. */
function pieceOf({ file, start, end }: SourceChange, source: string): number | undefined {
  const pieces = piecesOf(file, source).map((piece, index) => ({ ...piece, index }));
  const [narrowest] = pieces
    .filter((piece) => piece.start <= start && end <= piece.end && start < piece.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  if (start < end) return narrowest?.index;
  const following = pieces.filter((piece) => piece.start >= start).sort((a, b) => a.start - b.start);
  return (following[0] ?? narrowest)?.index;
}

/** The tests that run what the change replaces. What runs at load is covered by the tests that run anything near to it. */
export function testsFor(change: SourceChange, coverage: readonly CoverageOfTest[]): CoverageOfTest[] {
  const source = readFileSync(change.file, 'utf8');
  const digest = digestOf(source);
  const piece = pieceOf(change, source);
  const files = piece === undefined ? [change.file, ...importersOf(change.file)] : [change.file];
  return coverage.filter(({ sources }) =>
    files.some((file) => {
      const ran = sources[file];
      if (ran === undefined) return false;
      return piece === undefined || ran.digest !== digest || ran.pieces.includes(piece);
    }),
  );
}
