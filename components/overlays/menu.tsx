// A small framed list to choose from; lies over the screen below.
import { Box } from 'ink';
import type { Tone } from '../../src/domain/tone.ts';
import { Line, padded } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';

export interface MenuItem {
  readonly text: string;
  readonly tone: Tone;
}

export interface MenuProps {
  readonly title: string;
  /** What fits: the caller scrolls. */
  readonly items: readonly MenuItem[];
  /** Among `items`. */
  readonly choice: number;
  /** The screen's row that the frame begins at. */
  readonly top: number;
  /** Cells of the longest line; no narrower than a menu looks right, no wider than `widest` or the screen. */
  readonly natural: number;
  readonly widest: number;
  /** Of the whole screen. */
  readonly columns: number;
}

const narrowest = 30;

export function Menu({ title, items, choice, top, natural, widest, columns }: MenuProps) {
  const { glyphs } = useAppearance();
  const inner = Math.min(columns - 8, widest, Math.max(narrowest, natural));
  const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
  const rule = glyphs.rule.repeat(inner + 2);
  const line = (text: string, tone: Tone) => [
    { text: ` ${glyphs.side} `, tone: 'accent' as const },
    { text: padded(text, inner), tone },
    { text: ` ${glyphs.side} `, tone: 'accent' as const },
  ];
  return (
    <Box position="absolute" left={Math.floor((columns - inner - 6) / 2)} top={top} flexDirection="column">
      <Line pieces={[{ text: ` ${topLeft}${rule}${topRight} `, tone: 'accent' }]} />
      <Line pieces={line(title, 'muted')} />
      {items.map(({ text, tone }, index) => {
        const chosen = index === choice;
        return <Line key={text} pieces={line(`${chosen ? glyphs.cursor : ' '} ${text}`, chosen ? 'accent' : tone)} />;
      })}
      <Line pieces={[{ text: ` ${bottomLeft}${rule}${bottomRight} `, tone: 'accent' }]} />
    </Box>
  );
}
