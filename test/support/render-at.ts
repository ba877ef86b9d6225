// Renders a tree on a terminal of a given size, through Ink itself, and returns the resulting screen.
import { EventEmitter } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink';
import type { ReactNode } from 'react';

export interface Rendered {
  /** The newest frame, one entry for each line, without colours. */
  lines(): string[];
  text(): string;
  /** The same with its escape sequences. */
  colored(): string;
  /** Keys as a terminal sends them; each argument arrives as one piece. */
  press(...keys: string[]): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  rerender(tree: ReactNode): Promise<void>;
  frames(): number;
  unmount(): void;
}

/** The input of terminals for keys that are not characters. A lone escape would wait for what may follow. */
export const keys = {
  escape: '\u001b[27u',
  return: '\r',
  tab: '\t',
  up: '\u001b[A',
  down: '\u001b[B',
  pageDown: '\u001b[6~',
};

class FakeStdout extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  frame = '';
  frames = 0;
  columns: number;
  rows: number;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write = (text: string, ...rest: unknown[]): boolean => {
    if (text !== '' && !isControl(text)) {
      this.frame = text;
      this.frames += 1;
    }
    const done = rest.find((argument) => typeof argument === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
}

const isControl = (text: string): boolean => /^(\u001b\[\?\d+[hl])+$/.test(text);

class FakeStdin extends EventEmitter {
  readonly isTTY = true;
  private waiting: string | null = null;

  setEncoding() {}
  setRawMode() {}
  resume() {}
  pause() {}
  ref() {}
  unref() {}

  read(): string | null {
    const text = this.waiting;
    this.waiting = null;
    return text;
  }

  send(text: string) {
    this.waiting = text;
    this.emit('readable');
  }
}

export async function renderAt(tree: ReactNode, columns: number, rows: number): Promise<Rendered> {
  const stdout = new FakeStdout(columns, rows);
  const stdin = new FakeStdin();
  const instance = render(tree, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    debug: true,
    interactive: true,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  // Twice: the result of an event may itself be an event for the next commit.
  const settled = async () => {
    await instance.waitUntilRenderFlush();
    await instance.waitUntilRenderFlush();
  };
  await settled();
  const text = () => stripVTControlCharacters(stdout.frame);
  return {
    lines: () => text().split('\n'),
    text,
    colored: () => stdout.frame,
    frames: () => stdout.frames,
    async press(...pressed) {
      for (const key of pressed) {
        stdin.send(key);
        await settled();
      }
    },
    async resize(newColumns, newRows) {
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      stdout.emit('resize');
      await settled();
    },
    async rerender(newTree) {
      instance.rerender(newTree);
      await settled();
    },
    unmount: () => instance.unmount(),
  };
}
