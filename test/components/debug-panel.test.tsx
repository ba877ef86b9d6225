import { Box, Text } from 'ink';
import { expect, test } from 'vitest';
import { DebugPanel, rowsBelow } from '../../components/panels/debug-panel.tsx';
import type { DebugFigures } from '../../src/runtime/debug/debug-figures.ts';
import { renderAt } from '../support/render-at.ts';

const figures: DebugFigures = {
  queries: { count: 12, running: 1, lastMs: 3, slowestMs: 410 },
  polls: { running: 3, waiting: 120, failing: 2 },
  notesPerSecond: 4,
  frames: { count: 87, dropped: 0, lastBytes: 312, largestBytes: 8_396, lastMs: 2.1, slowestMs: 12.44 },
  store: { sizeBytes: undefined, sequence: undefined },
  memory: { residentBytes: 221 * 2 ** 20, heapBytes: 64 * 2 ** 20 },
};

const lines = [
  'queries 12, 1 running, last 3 ms, slowest 410 ms   notes 4/s',
  'polls 3 running, 120 waiting, 2 failing   store unknown, sequence unknown',
  'frames 87, last 312 B 2.1 ms, most 8.1 KiB 12.4 ms   memory 221 MiB, heap 64.0 MiB',
];

async function renderedAt(columns: number, rows: number) {
  const screenRows = Array.from({ length: rows - rowsBelow(rows) }, (_, row) => `row ${row} `.padEnd(columns, '.'));
  const source = { figures: () => figures, subscribe: () => () => {} };
  return renderAt(
    <Box flexDirection="column" width={columns} height={rows}>
      {screenRows.map((text) => (
        <Text key={text}>{text}</Text>
      ))}
      <DebugPanel source={source} columns={columns} rows={rows} />
    </Box>,
    columns,
    rows,
  );
}

test('below the screen, where that keeps its 24 rows', async () => {
  const shown = (await renderedAt(120, 27)).lines().map((line) => line.trimEnd());
  expect(shown.slice(24)).toEqual(lines);
  expect(shown[23]).toMatch(/^row 23 /);
});

test('over the end of the body, where it does not: the header and the last line stay', async () => {
  const shown = (await renderedAt(80, 24)).lines();
  expect(shown).toHaveLength(24);
  expect(shown.slice(20, 23)).toEqual(
    lines.map((line) => (line.length > 80 ? `${line.slice(0, 79)}…` : line.padEnd(80))).map((line) => line.trimEnd()),
  );
  expect([shown[19], shown[23]]).toEqual([expect.stringMatching(/^row 19 /), expect.stringMatching(/^row 23 /)]);
});
