// A table of hostile texts: whatever they hold, they reach the terminal as text.
import fc from 'fast-check';
import { renderToString } from 'ink';
import { afterAll, describe, expect, test } from 'vitest';
import { LiveContext } from '../../components/primitives/live.ts';
import { Table } from '../../components/primitives/table.tsx';
import type { Column } from '../../src/resources/resource.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { caseCount } from '../support/matrix.ts';
import { createFakeTty, xtermCapabilities } from '../terminal/fake-tty.ts';
import { createReplay } from '../terminal/terminal-replay.ts';
import { dataOf, smallWorld } from './fixtures.ts';

interface Row {
  readonly name: string;
  readonly tag: string;
}

const width = 100;
const rowsAtOnce = 40;
const columns: readonly Column<Row>[] = [
  { id: 'name', title: 'NAME', width: 'grow', keep: 100, text: ({ name }) => name },
  { id: 'tag', title: 'TAG', width: 20, keep: 90, align: 'right', text: ({ tag }) => tag },
  { id: 'end', title: 'END', width: 3, keep: 80, text: () => 'end' },
];
const live = { data: () => dataOf(smallWorld), subscribe: () => () => {} };

const pieces: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '\x1b[2J',
    '\x1b[H',
    '\x1b]0;title\x07',
    '\x1b]52;c;YQ==\x1b\\',
    '\x1b[5n',
    '\x1b[31m',
    '\x1bP+q\x1b\\',
  ),
  fc.constantFrom('\x1b', '\x9b', '\x9d', '\x90', '\x07', '\b', '\r', '\n', '\t', '\v', '\0', '\x7f', '\x84', '\x85'),
  fc.constantFrom('\u202e', '\u202d', '\u2066', '\u2069', '\u200f', '\u061c', '\u2028', '\u2029'),
  fc.constantFrom('\u200b', '\u2060', '\ufeff', '\u200d', '\u00ad', '\u034f').map((mark) => mark.repeat(60)),
  fc.constantFrom('\u0301', '\u0489', '\u20dd', '\u0e33').map((mark) => `e${mark.repeat(40)}`),
  fc.constantFrom('日本', '한국', '😀', '👩‍💻', '❤️', '🇩🇪', 'ﾊ', '\ud83d', '\udc00', 'नमस्ते', 'שלום', '𒐫'),
  fc.constant('x'.repeat(10_000)),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
const text = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));
const rows = fc.array(fc.record({ name: text, tag: text }), { minLength: rowsAtOnce, maxLength: rowsAtOnce });

/** Sequences that the writer itself may send; all other bytes must be plain text. */
const ours = /\x1b\[(?:[\d;]*[mHGCDABKSTrbJ]|\?(?:25|7|1049|2026)[hl])/g;
const harmful = /[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('text from outside', () => {
  let cases = 0;
  afterAll(() => console.log(`Hostile texts that did no harm: ${cases}`));

  test('reaches the terminal as text, and no column moves', () => {
    const tty = createFakeTty(width, rowsAtOnce + 1);
    const writer = createScreenWriter({ stdout: tty, capabilities: xtermCapabilities });
    const shown = createReplay(width, rowsAtOnce + 1);
    writer.open();
    fc.assert(
      fc.property(rows, (hostile) => {
        const frame = renderToString(
          <LiveContext value={live}>
            <Table
              rows={hostile}
              keys={hostile.map((_, index) => `${index}`)}
              columns={columns}
              width={width}
              top={0}
              height={rowsAtOnce + 1}
              cursorIndex={-1}
            />
          </LiveContext>,
          { columns: width },
        );
        writer.paint(frame);
        const bytes = tty.taken();
        shown.write(bytes);
        expect(bytes.replace(ours, '')).not.toMatch(harmful);
        const lines = shown.cells().map((cells) =>
          cells
            .slice(-3)
            .map((cell) => cell.text)
            .join(''),
        );
        expect(lines).toEqual(['END', ...Array.from({ length: rowsAtOnce }, () => 'end')]);
        cases += 2 * rowsAtOnce;
      }),
      { numRuns: caseCount(8, 25), seed: 20_261_124 },
    );
  });
});
