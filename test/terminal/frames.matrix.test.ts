// Random frames on terminals of several kinds: what a terminal shows is the frame.
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { detectCapabilities, type TerminalCapabilities } from '../../src/terminal/capabilities.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { caseCount } from '../support/matrix.ts';
import { createFakeTty, xtermCapabilities } from './fake-tty.ts';
import { createReplay } from './terminal-replay.ts';

const styles = [
  '1',
  '2',
  '3',
  '4',
  '7',
  '9',
  '31',
  '32;1',
  '96',
  '44',
  '48;5;236',
  '38;5;208',
  '38;2;10;200;30',
  '48;2;1;2;3',
  '1;2',
  '22',
  '39',
  '27',
  'link 1',
  'link 2',
  'link off',
];
const graphemes = [
  'a',
  'b',
  ' ',
  ' ',
  '  ',
  '-',
  '─',
  '›',
  'é',
  'e\u0301',
  '日',
  '本',
  '한',
  '😀',
  '👩‍💻',
  '❤️',
  '🇩🇪',
  'ﾊ',
  '…',
  '    ',
];
const widthOf = (grapheme: string): number =>
  /^[日本한😀]|👩‍💻|❤️|🇩🇪/u.test(grapheme) ? 2 : grapheme === 'e\u0301' ? 1 : grapheme.length;

interface Piece {
  style: string | undefined;
  text: string;
  times: number;
}

const piece: fc.Arbitrary<Piece> = fc.record({
  style: fc.option(fc.constantFrom(...styles), { nil: undefined }),
  text: fc.constantFrom(...graphemes),
  times: fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 14 }) }),
});
const line = fc.array(piece, { maxLength: 14 });
type Frame = Piece[][];

/** A step changes the screen like a user's keys would, or shows something else. */
type Step =
  | { kind: 'frame'; frame: Frame }
  | { kind: 'edit'; at: number; line: Piece[] }
  | { kind: 'scroll'; top: number; size: number; by: number; fresh: Piece[] }
  | { kind: 'resize'; columns: number; rows: number }
  | { kind: 'repaint' };

const size = fc.record({ columns: fc.integer({ min: 2, max: 40 }), rows: fc.integer({ min: 1, max: 14 }) });
const frame = fc.array(line, { maxLength: 14 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('frame' as const), frame }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), at: fc.nat(13), line }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('scroll' as const),
      top: fc.nat(8),
      size: fc.integer({ min: 2, max: 14 }),
      by: fc.integer({ min: -4, max: 4 }),
      fresh: line,
    }),
  },
  { weight: 1, arbitrary: size.map((of) => ({ kind: 'resize' as const, ...of })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'repaint' as const }) },
);

/** As Ink would write it: cut to the width, closed at its end. */
function toText(pieces: readonly Piece[], columns: number, links: boolean): string {
  let text = '';
  let column = 0;
  for (const { style, text: grapheme, times } of pieces) {
    if (style?.startsWith('link')) text += links ? toLink(style) : '';
    else if (style !== undefined) text += `\x1b[${style}m`;
    for (let done = 0; done < times && column + widthOf(grapheme) <= columns; done++) {
      text += grapheme;
      column += widthOf(grapheme);
    }
  }
  return `${text}\x1b[0m${links ? toLink('link off') : ''}`;
}

const toLink = (style: string): string =>
  `\x1b]8;;${style === 'link off' ? '' : `https://example.com/${style.slice(-1)}`}\x1b\\`;

/** The whole frame on an empty screen: written without our writer, or by a new writer. */
type Reference = (lines: readonly string[], columns: number, rows: number) => string;

const asItIs: Reference = (lines) => lines.map((text, index) => `\x1b[${index + 1}H${text}`).join('');

const paintedAfresh =
  (capabilities: TerminalCapabilities): Reference =>
  (lines, columns, rows) => {
    const tty = createFakeTty(columns, rows);
    createScreenWriter({ stdout: tty, capabilities }).paint(lines.join('\n'));
    return tty.taken();
  };

let frames = 0;
afterAll(() => console.log(`Frames compared cell by cell: ${frames}`));

function scrolled(frame: Frame, { top, size, by, fresh }: Extract<Step, { kind: 'scroll' }>): Frame {
  const block = frame.slice(top, top + size);
  const filler = Array.from({ length: Math.min(Math.abs(by), block.length) }, () => fresh);
  const moved = by > 0 ? [...block.slice(by), ...filler] : [...filler, ...block.slice(0, block.length + by)];
  return [...frame.slice(0, top), ...moved.slice(0, block.length), ...frame.slice(top + size)];
}

function check(
  first: { columns: number; rows: number },
  start: Frame,
  steps: Step[],
  capabilities: TerminalCapabilities,
  reference: Reference = asItIs,
) {
  let { columns, rows } = first;
  let frame = start;
  const tty = createFakeTty(columns, rows);
  const writer = createScreenWriter({ stdout: tty, capabilities });
  const shown = createReplay(columns, rows);
  const plain = createReplay(columns, rows);
  writer.open();
  const compare = () => {
    const lines = frame.slice(0, rows).map((pieces) => toText(pieces, columns, capabilities.hyperlinks));
    writer.stdout.write('\x1b[?2026h');
    writer.stdout.write(`\x1b[2K\x1b[1A\x1b[2K\x1b[G${lines.join('\n')}${lines.length < rows ? '\n' : ''}`);
    writer.stdout.write('\x1b[?2026l');
    shown.write(tty.taken());
    plain.reset();
    plain.write(reference(lines, columns, rows));
    frames += 1;
    expect(shown.cellTexts()).toEqual(plain.cellTexts());
  };
  compare();
  for (const step of steps) {
    if (step.kind === 'frame') frame = step.frame;
    else if (step.kind === 'edit') frame = frame.map((old, at) => (at === step.at ? step.line : old));
    else if (step.kind === 'scroll') frame = scrolled(frame, step);
    else if (step.kind === 'repaint') {
      shown.write('\x1b[2;2Hgarbage of another program');
      writer.repaint();
    } else {
      ({ columns, rows } = step);
      tty.resize(columns, rows);
      shown.resize(columns, rows);
      plain.resize(columns, rows);
    }
    compare();
  }
}

const terminals: Array<[name: string, capabilities: TerminalCapabilities]> = [
  ['xterm', xtermCapabilities],
  ['a terminal with links', { ...xtermCapabilities, hyperlinks: true }],
  [
    'the Linux console',
    { ...detectCapabilities({ TERM: 'linux', LANG: 'C.UTF-8' }, { isTTY: true }, 'linux'), colors: 16_777_216 },
  ],
  [
    'a VT100',
    { ...detectCapabilities({ TERM: 'vt100', LANG: 'C.UTF-8' }, { isTTY: true }, 'linux'), colors: 16_777_216 },
  ],
];

describe('what the terminal shows is the frame', () => {
  test.each(terminals)(
    'on %s, over random frames',
    (_, capabilities) => {
      fc.assert(
        fc.property(size, frame, fc.array(step, { maxLength: 8 }), (of, start, steps) => {
          check(of, start, steps, capabilities);
        }),
        { numRuns: caseCount(50, 200), seed: 20_261_123 },
      );
    },
    60_000,
  );

  test.each([0, 16, 256] as const)(
    'in %i colours it is what a writer that begins anew would show',
    (colors) => {
      const capabilities = { ...xtermCapabilities, colors, hyperlinks: true };
      fc.assert(
        fc.property(size, frame, fc.array(step, { maxLength: 8 }), (of, start, steps) => {
          check(of, start, steps, capabilities, paintedAfresh(capabilities));
        }),
        { numRuns: caseCount(20, 80), seed: 20_261_124 },
      );
    },
    60_000,
  );
});
