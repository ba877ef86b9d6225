// The keys of this screen, or every key and list, in as many columns as fit; the lines continue from one column to the next.
import { Box } from 'ink';
import type { KeyContext, Keymap } from '../../config/keys.ts';
import { type HelpLine, helpPage } from '../../src/app/command-line/help-lines.ts';
import { bodyHeight, helpColumns, helpPageSize } from '../../src/app/layout.ts';
import type { HelpOverlay, Size } from '../../src/app/state/state.ts';
import { displayWidth } from '../../src/lib/text/text.ts';
import { Line, type Piece, padded } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';

export interface HelpProps {
  readonly overlay: HelpOverlay;
  readonly place: KeyContext;
  readonly size: Size;
  readonly keys: Keymap;
}

const keysWidth = 13;

interface HelpColumn {
  readonly width: number;
  /** Of the keys before the text. */
  readonly keys: number;
}

const narrowestHelp: HelpColumn = { width: keysWidth, keys: keysWidth };

/** As wide as their texts, if all lines are in view and have room; while they scroll, equally wide. */
function widthsOf(parts: readonly (readonly HelpLine[])[], width: number, isWhole: boolean): readonly HelpColumn[] {
  const longest = (lines: readonly HelpLine[], of: 'keys' | 'text') =>
    Math.max(0, ...lines.filter(({ keys }) => keys !== '').map((line) => displayWidth(line[of])));
  const natural = parts.map((lines) => {
    const keys = longest(lines, 'keys');
    return { keys, width: keys + longest(lines, 'text') + besideTexts };
  });
  const spare = width - natural.reduce((sum, part) => sum + part.width, 0);
  if (!isWhole || spare < 0) {
    return parts.map(() => ({ width: Math.floor(width / parts.length), keys: keysWidth }));
  }
  const each = Math.floor(spare / parts.length);
  return natural.map((part) => ({ ...part, width: part.width + each }));
}

export function Help({ overlay, place, size, keys }: HelpProps) {
  const { glyphs } = useAppearance();
  const { top, all, filter } = overlay;
  const lines = helpPage(overlay, place, keys);
  const page = helpPageSize(size);
  // Fewer lines than fit have wider columns.
  const columns = Math.max(1, Math.min(helpColumns(size), Math.ceil(lines.length / page)));
  // If everything fits, the help does not scroll.
  const from = Math.min(top, Math.max(0, lines.length - page * columns));
  const rest = lines.length - from - page * columns;
  const parts = Array.from({ length: columns }, (_, column) =>
    lines.slice(from + column * page, from + (column + 1) * page),
  );
  const widths = widthsOf(parts, size.columns, rest <= 0 && from === 0);
  return (
    <Box flexDirection="column" width={size.columns} height={bodyHeight(size)}>
      <Line
        pieces={[
          { text: titleOf(overlay, glyphs.caret), tone: 'accent' },
          { text: rest > 0 ? `  ${rest} more below` : '', tone: 'muted' },
          {
            text: `  type to search, tab: ${all || filter.text !== '' ? 'this screen' : 'all keys'}, esc closes`,
            tone: 'muted',
          },
        ]}
      />
      {Array.from({ length: page }, (_, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of the screen have no identity but their place
          key={index}
          pieces={Array.from({ length: columns }, (_, column) =>
            helpPieces(lines[from + column * page + index], widths[column] ?? narrowestHelp),
          ).flat()}
        />
      ))}
    </Box>
  );
}

function titleOf({ all, filter }: HelpOverlay, caret: string): string {
  if (filter.text !== '') return `Keys and lists: ${filter.text}${caret}`;
  return all ? 'Keys and lists' : 'Keys of this screen';
}

/** Before the keys, and after keys and text. */
const besideTexts = 4;

function helpPieces(line: HelpLine | undefined, { width, keys: keysWidth }: HelpColumn): Piece[] {
  if (!line) return [{ text: ' '.repeat(width) }];
  if (line.keys === '') return [{ text: padded(line.text, width), tone: 'accent' }];
  // The name of a list may be longer than any key.
  const keys = padded(line.keys, Math.max(keysWidth, line.keys.length));
  return [
    { text: `  ${keys} `, tone: 'busy' },
    { text: padded(line.text, width - keys.length - besideTexts) },
    { text: ' ' },
  ];
}
