// The last lines of the screen with VAULTOP_DEBUG=1: figures of the parts of the program, for developers.
import { Box } from 'ink';
import { useSyncExternalStore } from 'react';
import { footerHeight } from '../../src/app/layout.ts';
import { formatBytes } from '../../src/lib/text/format.ts';
import type { DebugFigures, DebugSource } from '../../src/runtime/debug/debug-figures.ts';
import { fitPieces, Line, padded } from '../primitives/line.tsx';

const height = 3;
/** Fewer rows are not enough for the screen that is looked at. */
const leastScreenRows = 24;

/**
 * The number of rows that the panel takes from the screen: none if the screen would be too low; then the panel covers
 * the end of its body.
 */
export const rowsBelow = (rows: number): number => (rows - height >= leastScreenRows ? height : 0);

interface DebugPanelProps {
  readonly source: DebugSource;
  /** Of the terminal. */
  readonly columns: number;
  readonly rows: number;
}

export function DebugPanel({ source, columns, rows }: DebugPanelProps) {
  const figures = useSyncExternalStore(source.subscribe, source.figures);
  const top = rowsBelow(rows) > 0 ? rows - height : rows - footerHeight - height;
  return (
    <Box position="absolute" left={0} top={top} width={columns} height={height} flexDirection="column">
      {debugLines(figures).map((text) => (
        <Line key={text[0]} pieces={fitPieces([{ text: padded(text, columns), tone: 'muted' }], columns)} />
      ))}
    </Box>
  );
}

/** As many lines as the panel is high, each with a different first letter. */
function debugLines({ queries, polls, notesPerSecond, frames, store, memory }: DebugFigures): readonly string[] {
  const { sizeBytes, sequence } = store;
  const size = sizeBytes === undefined ? 'unknown' : formatBytes(sizeBytes);
  return [
    `queries ${queries.count}, ${queries.running} running, last ${queries.lastMs} ms, slowest ${queries.slowestMs} ms   notes ${notesPerSecond}/s`,
    `polls ${polls.running} running, ${polls.waiting} waiting, ${polls.failing} failing   store ${size}, sequence ${sequence ?? 'unknown'}`,
    `frames ${frames.count}, last ${formatBytes(frames.lastBytes)} ${frames.lastMs.toFixed(1)} ms, most ${formatBytes(frames.largestBytes)} ${frames.slowestMs.toFixed(1)} ms   memory ${formatBytes(memory.residentBytes)}, heap ${formatBytes(memory.heapBytes)}`,
  ];
}
