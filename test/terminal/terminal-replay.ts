// A terminal emulator that shows what the bytes make visible, cell by cell.
import headless from '@xterm/headless';
import stringWidth from 'string-width';

export interface ShownCell {
  text: string;
  width: number;
  look: string;
}

export interface Replay {
  write(bytes: string): void;
  resize(columns: number, rows: number): void;
  /** Like a terminal that was just opened: creating a new one takes many times as long. */
  reset(): void;
  /** One string a line, without trailing blanks. */
  lines(): string[];
  cells(): ShownCell[][];
  /** The same, one text a line: quicker to compare. */
  cellTexts(): string[];
  cursor(): { column: number; line: number };
  readonly isAlternate: boolean;
  readonly isCursorHidden: boolean;
  readonly wraps: boolean;
}

/** xterm's own parser, which unlike `write` does not wait for a timer. */
interface Core {
  _inputHandler: { parse(bytes: string): void };
  _oscLinkService: { getLinkData(id: number): { uri: string } | undefined };
  coreService: { isCursorHidden: boolean; decPrivateModes: { wraparound: boolean } };
}

export function createReplay(columns: number, rows: number): Replay {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const core = (terminal as unknown as { _core: Core })._core;
  terminal.unicode.register(graphemeWidths as unknown as headless.IUnicodeVersionProvider);
  terminal.unicode.activeVersion = graphemeWidths.version;
  const buffer = () => terminal.buffer.active;
  return {
    write: (bytes) => core._inputHandler.parse(bytes),
    resize: (newColumns, newRows) => terminal.resize(newColumns, newRows),
    reset: () => terminal.reset(),
    lines: () =>
      Array.from(
        { length: terminal.rows },
        (_, line) =>
          buffer()
            .getLine(buffer().baseY + line)
            ?.translateToString(true, 0, terminal.cols) ?? '',
      ),
    cells: () => Array.from({ length: terminal.rows }, (_, line) => readLine(terminal, line)),
    cellTexts: () =>
      Array.from({ length: terminal.rows }, (_, line) =>
        readLine(terminal, line)
          .map(({ text, width, look }) => `${text} ${width} ${look}`)
          .join('|'),
      ),
    cursor: () => ({ column: buffer().cursorX, line: buffer().cursorY }),
    get isAlternate() {
      return buffer().type === 'alternate';
    },
    get isCursorHidden() {
      return core.coreService.isCursorHidden;
    },
    get wraps() {
      return core.coreService.decPrivateModes.wraparound;
    },
  };
}

function readLine(terminal: headless.Terminal, line: number): ShownCell[] {
  const buffer = terminal.buffer.active;
  const row = buffer.getLine(buffer.baseY + line);
  return Array.from({ length: terminal.cols }, (_, column) => {
    const cell = row?.getCell(column);
    return cell
      ? { text: cell.getChars() || ' ', width: cell.getWidth(), look: lookOf(cell, linkOf(terminal, cell)) }
      : { text: ' ', width: 1, look: '' };
  });
}

/** The address of a hyperlink, which xterm stores separately. */
function linkOf(terminal: headless.Terminal, cell: headless.IBufferCell): string {
  const { extended } = cell as unknown as { extended?: { urlId: number } };
  const { _oscLinkService: links } = (terminal as unknown as { _core: Core })._core;
  const uri = extended && extended.urlId > 0 ? links.getLinkData(extended.urlId)?.uri : undefined;
  return uri ? ` ${uri}` : '';
}

/** The visible attributes of a cell: a blank shows neither a text colour nor italics. */
function lookOf(cell: headless.IBufferCell, link: string): string {
  if (cell.isAttributeDefault()) return link.trim();
  const marks = [
    // xterm underlines what is a link.
    cell.isUnderline() && !link ? 'underline' : '',
    cell.isInverse() ? 'inverse' : '',
    cell.isStrikethrough() ? 'strike' : '',
  ];
  const background = color(cell.isBgDefault(), cell.getBgColor());
  if ((cell.getChars() || ' ') === ' ' && marks.join('') === '') return background + link;
  const text = [
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isItalic() && cell.getChars() !== ' ' ? 'italic' : '',
    color(cell.isFgDefault(), cell.getFgColor()),
  ];
  return [...marks, ...text, background, link].join(' ').trim();
}

const color = (isDefault: boolean, value: number): string => (isDefault ? '' : String(value));

/** Graphemes as current terminals measure them; xterm's built-in tables have none since Unicode 6. */
const graphemeWidths = {
  version: 'graphemes',
  wcwidth: (code: number): number => (code < 0x7f ? 1 : Math.min(2, stringWidth(String.fromCodePoint(code)))),
  charProperties(code: number, preceding: number): number {
    if (code < 0x7f) return 1 << 1;
    const text = String.fromCodePoint(code);
    const width = (preceding >> 1) & 3;
    const state = code === 0x200d ? afterJoiner : /\p{Regional_Indicator}/u.test(text) ? afterRegion : 0;
    if (width === 0 || !joins(text, preceding >> 3)) return (state << 3) | (this.wcwidth(code) << 1);
    const widened = code === 0xfe0f || /\p{Emoji_Modifier}/u.test(text) ? 2 : width;
    return ((state === afterRegion ? 0 : state) << 3) | (widened << 1) | 1;
  },
};

const afterJoiner = 1;
const afterRegion = 2;

function joins(text: string, state: number): boolean {
  if (/^(?:\p{Mn}|\p{Me}|\u200D|\uFE0F|\p{Emoji_Modifier})$/u.test(text)) return true;
  if (state === afterRegion) return /\p{Regional_Indicator}/u.test(text);
  return state === afterJoiner && /\p{Extended_Pictographic}/u.test(text);
}
