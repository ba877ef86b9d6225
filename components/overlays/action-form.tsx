import { Box } from 'ink';
import { type FormLayout, type FormRow, formLayout } from '../../src/app/forms/form-layout.ts';
import { Line, type Piece, padded } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';
import type { ActionProps } from '../screens/action-screen.tsx';
import { typedPieces } from './typed-pieces.ts';

export function ActionForm({ overlay, view, width, height }: ActionProps) {
  const { glyphs } = useAppearance();
  const layout = formLayout(overlay, view.data, { width, height });
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {layout.head.map((text) => (
        <Line key={text} pieces={[{ text: `  ${text}`, tone: 'accent' }]} />
      ))}
      {layout.rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} pieces={drawn(row, layout, glyphs.cursor)} />
      ))}
    </Box>
  );
}

function drawn({ line, text, isFirst }: FormRow, { labels, room }: FormLayout, cursor: string): readonly Piece[] {
  const { focused, label, tone, input } = line;
  if (!isFirst) return [{ text: ' '.repeat(labels + 2) }, { text, tone }];
  const mark: Piece = { text: `${focused ? cursor : ' '} `, tone: 'accent' };
  const name: Piece = { text: `${padded(label, labels - 2)}  `, tone: focused ? 'accent' : 'muted' };
  if (input) return [mark, name, ...typedPieces('', input, room)];
  return [mark, name, { text, tone: focused ? 'accent' : tone }];
}
