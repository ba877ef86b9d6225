// What belongs to the row, to choose from; lies over the screen below.
import { Box } from 'ink';
import { selected } from '../src/app/context.ts';
import { possibleDrillDowns } from '../src/app/open.ts';
import type { Tone } from '../src/domain/tone.ts';
import type { View } from '../src/runtime/runtime.ts';
import { Line, padded } from './line.tsx';
import { useAppearance } from './look.tsx';

export function DrillMenu({ view, choice }: { readonly view: View; readonly choice: number }) {
  const row = selected(view.state, view);
  if (!row) return null;
  const titles = possibleDrillDowns(row).map(({ title }) => title);
  return <Menu title={row.resource.label(row.row)} items={titles} choice={choice} columns={view.state.size.columns} />;
}

export interface MenuProps {
  readonly title: string;
  readonly items: readonly string[];
  readonly choice: number;
  /** Of the whole screen. */
  readonly columns: number;
}

const widest = 56;

export function Menu({ title, items, choice, columns }: MenuProps) {
  const { glyphs } = useAppearance();
  const inner = Math.min(columns - 8, widest, Math.max(30, title.length, ...items.map((item) => item.length + 6)));
  const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
  const rule = glyphs.rule.repeat(inner + 2);
  const line = (text: string, tone: Tone) => [
    { text: ` ${glyphs.side} `, tone: 'accent' as const },
    { text: padded(text, inner), tone },
    { text: ` ${glyphs.side} `, tone: 'accent' as const },
  ];
  return (
    <Box position="absolute" left={Math.floor((columns - inner - 6) / 2)} top={2} flexDirection="column">
      <Line pieces={[{ text: ` ${topLeft}${rule}${topRight} `, tone: 'accent' }]} />
      <Line pieces={line(title, 'muted')} />
      {items.map((item, index) => {
        const chosen = index === choice;
        const text = `${chosen ? glyphs.cursor : ' '} ${index + 1} ${item}`;
        return <Line key={item} pieces={line(text, chosen ? 'accent' : 'plain')} />;
      })}
      <Line pieces={[{ text: ` ${bottomLeft}${rule}${bottomRight} `, tone: 'accent' }]} />
    </Box>
  );
}
