import { Box } from 'ink';
import { type FormLine, formLines, wrapped } from '../../src/app/forms/form-lines.ts';
import { headLines } from '../../src/app/forms/subject-lines.ts';
import { Line, type Piece, padded } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';
import type { ActionProps } from '../screens/action-screen.tsx';
import { typedPieces } from './typed-pieces.ts';

const labelWidth = 22;

export function ActionForm({ overlay, view, width, height: whole }: ActionProps) {
  const { glyphs } = useAppearance();
  const room = width - labelWidth - 4;
  const head = headLines(overlay, view.data).flatMap((text) => wrapped(text, width - 4));
  const height = Math.max(1, whole - head.length);
  const lines = formLines(overlay, view.data).flatMap((line) => drawn(line, room, glyphs.cursor));
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

function drawn({ focused, label, text, tone, input }: FormLine, room: number, cursor: string): Drawn[] {
  const mark: Piece = { text: `${focused ? cursor : ' '} `, tone: 'accent' };
  const name: Piece = { text: padded(label, labelWidth), tone: focused ? 'accent' : 'muted' };
  if (input) return [{ focused, pieces: [mark, name, ...typedPieces('', input, room)] }];
  const [first = '', ...rest] = wrapped(text, room);
  const indent: Piece = { text: ' '.repeat(labelWidth + 2) };
  return [
    { focused, pieces: [mark, name, { text: first, tone: focused ? 'accent' : tone }] },
    ...rest.map((more) => ({ focused: false, pieces: [indent, { text: more, tone }] })),
  ];
}
