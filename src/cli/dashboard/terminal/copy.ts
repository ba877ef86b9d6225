// Copies into tmux's buffer if the program runs inside tmux, else asks the terminal.
import { spawn } from 'node:child_process';
import { stripControl } from '../../../lib/text/text.ts';
import type { CopyOutcome } from '../../../runtime/copy-notice.ts';
import type { TerminalCapabilities } from '../../../terminal/capabilities.ts';
import { copySequence } from '../../../terminal/clipboard.ts';
import type { Children } from './children.ts';

export interface CopyOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly capabilities: Pick<TerminalCapabilities, 'multiplexer'>;
  readonly children: Children;
  write(bytes: string): void;
}

export function createCopy(options: CopyOptions): (text: string) => Promise<CopyOutcome> {
  const { env, capabilities, write } = options;
  const ask = (text: string): CopyOutcome => {
    const sequence = copySequence(text, capabilities);
    if (sequence === undefined) return 'too-long';
    write(sequence);
    return 'terminal';
  };
  return async (copied) => {
    // Several commands are several lines.
    const text = copied.split('\n').map(stripControl).join('\n');
    if (!env.TMUX) return ask(text);
    // -w, since tmux 3.2, also passes the text to the outer terminal. https://man.openbsd.org/tmux#load-buffer
    if (await loadBuffer(['-w'], text, options)) return 'tmux';
    const isLoaded = await loadBuffer([], text, options);
    const requested = ask(text);
    return isLoaded ? 'tmux' : requested;
  };
}

/** The program does not wait longer for tmux. */
const longestMs = 2_000;

function loadBuffer(flags: readonly string[], text: string, { env, children }: CopyOptions): Promise<boolean> {
  return new Promise((done) => {
    const child = spawn('tmux', ['load-buffer', ...flags, '-'], {
      env,
      timeout: longestMs,
      killSignal: 'SIGKILL',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    children.add(child);
    child.once('error', () => done(false));
    child.once('close', (code) => done(code === 0));
    // tmux may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}
