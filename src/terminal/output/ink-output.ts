// Splits Ink's output: frames, which become cells, and everything else, which is passed on. Ink 8 encloses every frame
// of an interactive terminal in the synchronized-output pair, in separate writes:
// https://github.com/vadimdemedes/ink/blob/master/src/log-update.ts
import type { Frame } from '../cells/frame-painter.ts';

export interface InkOutputHandler {
  frame(frame: Frame): void;
  /** Bytes that draw nothing, such as mode switches. */
  control(bytes: string): void;
  cursorShown(shown: boolean): void;
  alternateScreen(entered: boolean): void;
}

const syncStart = '\x1b[?2026h';
const syncEnd = '\x1b[?2026l';
const hideCursor = '\x1b[?25l';

// The ways in which Ink returns to the top of its last frame: down from a visible cursor, erasing upwards, or home and
// erase.
const erasePrefix = /^(?:\x1b\[\?25l|\x1b\[\d*[ABG]|\x1b\[[02]?[JK]|\x1b\[1?;?1?H)+/;
// The position of a visible cursor: lines above the bottom one, and column.
const cursorSuffix = /(?:\x1b\[(\d+)A)?\x1b\[(\d+)G\x1b\[\?25h$/;
const onlyControls = /^(?:\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)|[\x07\r])+$/;
const controlSequence = /\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|[\s\S]+?(?=\x1b\[|$)/g;

export function createInkOutputReader(handler: InkOutputHandler): (chunk: string) => void {
  let block: string[] | undefined;
  let lines: readonly string[] = [];

  const show = (text: string) => {
    const suffix = cursorSuffix.exec(text);
    const line = lines.length - 1 - Number(suffix?.[1] ?? 0);
    handler.frame({ lines, cursor: suffix ? { line, column: Number(suffix[2]) - 1 } : undefined });
  };
  const showFrame = (chunk: string) => {
    const text = chunk.replace(erasePrefix, '');
    lines = text.replace(cursorSuffix, '').split('\n');
    show(text);
  };
  const finishBlock = (chunks: readonly string[]) => {
    const frameAt = findFrame(chunks);
    chunks.forEach((chunk, index) => {
      if (index === frameAt) showFrame(chunk);
      else if (!onlyControls.test(chunk)) return;
      else if (movesCursor(chunk)) show(chunk);
      else if (chunk.replace(erasePrefix, '') !== '') handler.control(chunk);
    });
  };
  const outside = (chunk: string) => {
    for (const [part] of chunk.matchAll(controlSequence)) {
      const mode = /^\x1b\[\?(25|1049)([hl])$/.exec(part);
      if (mode?.[1] === '25') handler.cursorShown(mode[2] === 'h');
      else if (mode) handler.alternateScreen(mode[2] === 'h');
      else if (part.replace(erasePrefix, '') !== '') handler.control(part);
    }
  };
  return (chunk) => {
    if (chunk === syncStart) block = [];
    else if (chunk === syncEnd) {
      const chunks = block ?? [];
      block = undefined;
      finishBlock(chunks);
    } else if (block) block.push(chunk);
    else if (chunk !== '') outside(chunk);
  };
}

/** Text before the frame comes from `useStdout().write` or `<Static>`: it would destroy the screen. */
function findFrame(chunks: readonly string[]): number {
  const text = chunks.findLastIndex((chunk) => chunk !== '' && !onlyControls.test(chunk));
  // An empty frame on a single line consists of its erase prefix only.
  return text < 0 && !movesCursor(chunks.at(-1) ?? '') ? chunks.length - 1 : text;
}

/** Ink moved, showed or hid the cursor on the present frame. */
const movesCursor = (chunk: string): boolean =>
  cursorSuffix.test(chunk) || (chunk.startsWith(hideCursor) && chunk.length > hideCursor.length);
