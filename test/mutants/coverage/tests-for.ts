import { readFileSync } from 'node:fs';
import type { SourceChange } from '../test-order.ts';
import type { CoverageOfTest } from './coverage-map.ts';
import { importersOf } from './importers.ts';
import { digestOf, piecesOf } from './probes.ts';

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
