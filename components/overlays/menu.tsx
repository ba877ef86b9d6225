// A small framed list of choices over the screen.
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
  /** The visible items: the caller scrolls. */
  readonly items: readonly MenuItem[];
  /** Index into `items`. */
  readonly choice: number;
  /** The screen row of the frame's first line. */
  readonly top: number;
  /**
   * Width of the longest line in cells; the menu has a minimum width, and at most `widest` or the width of the screen.
   */
  readonly natural: number;
  readonly widest: number;
  /** Width of the whole screen. */
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
        // biome-ignore lint/suspicious/noArrayIndexKey: two lines may have the same text
        return <Line key={index} pieces={line(`${chosen ? glyphs.cursor : ' '} ${text}`, chosen ? 'accent' : tone)} />;
      })}
      <Line pieces={[{ text: ` ${bottomLeft}${rule}${bottomRight} `, tone: 'accent' }]} />
    </Box>
  );
}
