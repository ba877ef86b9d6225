// What can be done to the row, or to the marked rows; what cannot says why.
import { Box } from 'ink';
import { offers } from '../src/app/act/start.ts';
import type { Tone } from '../src/domain/tone.ts';
import type { View } from '../src/runtime/runtime.ts';
import { Line, padded } from './line.tsx';
import { useAppearance } from './look.tsx';

const widest = 74;

export function ActionMenu({ view, choice }: { readonly view: View; readonly choice: number }) {
  const { glyphs } = useAppearance();
  const { columns, rows } = view.state.size;
  const found = offers(view.state, view);
  const items = found.map(({ action, disabled }) => ({
    text: `${action.key ?? ' '}  ${action.title}${disabled ? `: ${disabled}` : ''}`,
    tone: (disabled ? 'muted' : 'plain') as Tone,
  }));
  const room = Math.max(3, rows - 9);
  const top = Math.max(0, Math.min(choice - room + 1, items.length - room));
  const inner = Math.min(columns - 8, widest, Math.max(30, ...items.map(({ text }) => text.length + 2)));
  const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
  const rule = glyphs.rule.repeat(inner + 2);
  const line = (text: string, tone: Tone) => [
    { text: ` ${glyphs.side} `, tone: 'accent' as const },
    { text: padded(text, inner), tone },
    { text: ` ${glyphs.side} `, tone: 'accent' as const },
  ];
  return (
    <Box position="absolute" left={Math.floor((columns - inner - 6) / 2)} top={1} flexDirection="column">
      <Line pieces={[{ text: ` ${topLeft}${rule}${topRight} `, tone: 'accent' }]} />
      <Line pieces={line(titleOf(found), 'muted')} />
      {items.slice(top, top + room).map(({ text, tone }, index) => {
        const chosen = top + index === choice;
        return <Line key={text} pieces={line(`${chosen ? glyphs.cursor : ' '} ${text}`, chosen ? 'accent' : tone)} />;
      })}
      <Line pieces={[{ text: ` ${bottomLeft}${rule}${bottomRight} `, tone: 'accent' }]} />
    </Box>
  );
}

function titleOf(found: ReturnType<typeof offers>): string {
  const onRows = found.filter(({ action }) => action.on !== 'list');
  const [first] = onRows;
  if (!first) return 'New';
  const count = first.targets.length + first.leftOut.length;
  const one = onRows.flatMap(({ targets }) => targets)[0];
  return count === 1 && one ? first.resource.label(one.row) : `${count} ${first.resource.plural}`;
}
