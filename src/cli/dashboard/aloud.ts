// For screen readers: nothing is drawn; what changes is written as lines, one below the other.
import { createSpoken } from '../../app/aloud/spoken.ts';
import type { AttentionItem } from '../../domain/attention/item.ts';
import { sanitize } from '../../lib/text.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { toAscii } from '../../terminal/ascii-fallback.ts';
import type { TerminalStream } from '../../terminal/paced-output.ts';

export interface Speaker {
  /** Tells what has changed from now on. Returns the way to stop. */
  follow(runtime: Pick<Runtime, 'view' | 'subscribe'>): () => void;
  news(items: readonly AttentionItem[]): void;
}

export function createSpeaker(write: (text: string) => void, unicode: boolean): Speaker {
  const say = (line: string) => {
    const safe = sanitize(line);
    write(`${unicode ? safe : toAscii(safe)}\r\n`);
  };
  return {
    follow(runtime) {
      const spoken = createSpoken();
      const changed = () => {
        for (const line of spoken(runtime.view())) say(line);
      };
      changed();
      return runtime.subscribe(changed);
    },
    news(items) {
      for (const { severity, text } of items) say(`New ${severity}: ${text}`);
    },
  };
}

/** Takes what a screen would write, and shows nothing of it. */
export const silentTerminal = (stdout: TerminalStream): TerminalStream => ({
  isTTY: true,
  get columns() {
    return stdout.columns;
  },
  get rows() {
    return stdout.rows;
  },
  write(_chunk, callback) {
    callback?.();
    return true;
  },
  on: (event, listener) => (event === 'resize' ? stdout.on(event, listener) : undefined),
  off: (event, listener) => (event === 'resize' ? stdout.off(event, listener) : undefined),
});
