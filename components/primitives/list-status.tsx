// The text in place of rows: loading, empty, or the problem and the next step.
import { Box } from 'ink';
import { wrap } from '../../src/lib/text/wrap.ts';
import { nextStepText, type PanelProblem } from '../panels/troubles.ts';
import { fitPieces, Line, type Piece } from './line.tsx';
import { useAppearance } from './look.tsx';

export interface ListStatusProps {
  readonly troubles: readonly PanelProblem[];
  readonly width: number;
  /** The available lines. */
  readonly height: number;
  /** The first text if there are no rows: 'loading…', 'no vaults'. */
  readonly empty?: string | readonly string[];
}

const indent = '   ';

export function ListStatus({ troubles, width, height, empty }: ListStatusProps) {
  const { glyphs } = useAppearance();
  const { bad } = glyphs.marks;
  const texts = [empty ?? []].flat();
  const whole: Piece[][] = [
    ...texts.flatMap((text) => wrapped(indent, text, width).map((line): Piece[] => [{ text: line, tone: 'muted' }])),
    ...troubles.flatMap((trouble) => wholeTrouble(trouble, width, bad)),
  ];
  // Without room for whole sentences, each has one line.
  const lines: Piece[][] =
    whole.length <= height
      ? whole
      : [
          ...texts.map((text): Piece[] => fitPieces([{ text: `${indent}${text}`, tone: 'muted' }], width)),
          ...troubles.flatMap((trouble) => troublePieces(trouble, width, bad)),
        ];
  return (
    <Box flexDirection="column" height={Math.min(height, lines.length)} flexShrink={0} overflow="hidden">
      {lines.slice(0, height).map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} pieces={pieces} />
      ))}
    </Box>
  );
}

/** The lines of a sentence; those after the first are indented below it. */
function wrapped(before: string, text: string, width: number): readonly string[] {
  const room = Math.max(1, width - before.length);
  return wrap(text, room).map((line, index) => `${index === 0 ? before : ' '.repeat(before.length)}${line.text}`);
}

function placeWords({ places, lists, word }: PanelProblem): string {
  const where = places.length > 3 ? `${places.length} places` : places.join(', ');
  const which = lists.length === 0 ? '' : `${lists.length > 3 ? `${lists.length} lists` : lists.join(', ')}: `;
  return `${where}: ${which}${word}. `;
}

/** The place, the message and the next step, each whole. */
function wholeTrouble(trouble: PanelProblem, width: number, mark: string): Piece[][] {
  const { message } = trouble.problem;
  const step = nextStepText(trouble.problem);
  const said = placeWords(trouble);
  const lines = wrapped(`${indent}${mark} `, `${said}${message} ${step}`, width);
  if (lines.length === 1) return troublePieces(trouble, width, mark);
  const first = wrapped(`${indent}${mark} `, `${said}${message}`, width);
  const [top = '', ...others] = first;
  const tinted = indent.length + mark.length + said.length;
  return [
    [{ text: top.slice(0, tinted), tone: 'bad' }, { text: top.slice(tinted) }],
    ...others.map((text): Piece[] => [{ text }]),
    ...wrapped(`${indent}  `, step, width).map((text): Piece[] => [{ text, tone: 'warn' }]),
  ];
}

/** The next step gets a line of its own if both do not fit on one. */
function troublePieces(trouble: PanelProblem, width: number, mark: string): Piece[][] {
  const { problem } = trouble;
  const what: Piece[] = [{ text: `${indent}${mark} ${placeWords(trouble)}`, tone: 'bad' }, { text: problem.message }];
  const step: Piece = { text: nextStepText(problem), tone: 'warn' };
  const length = [...what, step].reduce((sum, { text }) => sum + text.length, 1);
  if (length <= width) return [[...what, { text: ' ' }, step]];
  return [fitPieces(what, width), fitPieces([{ text: `${indent}  ` }, step], width)];
}
