import { Box } from 'ink';
import { type FormLine, formLines, labelWidth, wrapped } from '../../src/app/forms/form-lines.ts';
import { headLines } from '../../src/app/forms/subject-lines.ts';
import { Line, type Piece, padded } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';
import type { ActionProps } from '../screens/action-screen.tsx';
import { typedPieces } from './typed-pieces.ts';

export function ActionForm({ overlay, view, width, height: whole }: ActionProps) {
  const { glyphs } = useAppearance();
  const head = headLines(overlay, view.data).flatMap((text) => wrapped(text, width - 4));
  const height = Math.max(1, whole - head.length);
  const form = formLines(overlay, view.data);
  const labels = labelWidth(form, width);
  const lines = form.flatMap((line) => drawn(line, { labels, room: width - labels - 4, cursor: glyphs.cursor }));
  const focus = lines.findIndex(({ focused }) => focused);
  // The focus is kept a third below the top, so that its notes are in view, too.
  const top = Math.max(0, Math.min(focus - Math.floor(height / 3), lines.length - height));
  return (
    <Box flexDirection="column" width={width} height={whole} overflow="hidden">
      {head.map((text) => (
        <Line key={text} pieces={[{ text: `  ${text}`, tone: 'accent' }]} />
      ))}
      {lines.slice(top, top + height).map(({ pieces }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} pieces={pieces} />
      ))}
    </Box>
  );
}

interface Drawn {
  readonly pieces: readonly Piece[];
  readonly focused: boolean;
}

interface Layout {
  /** The width of the labels with the space behind them. */
  readonly labels: number;
  readonly room: number;
  readonly cursor: string;
}

function drawn({ focused, label, text, tone, input }: FormLine, { labels, room, cursor }: Layout): Drawn[] {
  const mark: Piece = { text: `${focused ? cursor : ' '} `, tone: 'accent' };
  const name: Piece = { text: `${padded(label, labels - 2)}  `, tone: focused ? 'accent' : 'muted' };
  if (input) return [{ focused, pieces: [mark, name, ...typedPieces('', input, room)] }];
  const [first = '', ...rest] = wrapped(text, room);
  const indent: Piece = { text: ' '.repeat(labels + 2) };
  return [
    { focused, pieces: [mark, name, { text: first, tone: focused ? 'accent' : tone }] },
    ...rest.map((more) => ({ focused: false, pieces: [indent, { text: more, tone }] })),
  ];
}
