// Writes a text to the clipboard by a request to the terminal (OSC 52), and asks the terminal for it again. Many
// terminals take a text and never give one: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
import type { Clock } from '../../lib/clock.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import { copySequence } from '../../terminal/clipboard.ts';
import { type CheckLine, line } from './check-line.ts';

export interface ClipboardTerminal {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: Pick<NodeJS.ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;
  readonly stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  readonly clock: Pick<Clock, 'setTimeout'>;
}

const question = '\x1b]52;c;?\x07';
const response = /\x1b\]52;[^;]*;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)/;
/** A terminal behind a slow link answers within this time. */
const patienceMs = 2_000;

const copied = 'vaultop doctor';

export async function clipboardCheck(terminal: ClipboardTerminal): Promise<CheckLine> {
  const { env, stdin, stdout } = terminal;
  const found = detectCapabilities(env, stdout);
  if (!stdin.isTTY || !stdout.isTTY || found.dumb) {
    return line('terminal', 'clipboard', [
      'warn',
      'Clipboard: not known, there is no terminal',
      'Run it in a terminal, without a pipe.',
    ]);
  }
  stdout.write(copySequence(copied, found) ?? '');
  const read = found.answersQueries ? await askForText(terminal) : undefined;
  if (read === copied)
    return line('terminal', 'clipboard', ['ok', 'Clipboard: the terminal keeps and returns a copied text (OSC 52)']);
  if (read !== undefined) {
    const next =
      found.multiplexer === 'tmux' ? 'Run: tmux set -s set-clipboard on' : 'Allow programs to set the clipboard.';
    return line('terminal', 'clipboard', [
      'fail',
      'Clipboard: the terminal returned a text other than the one that was copied',
      next,
    ]);
  }
  const next = `Paste: if it is not "${copied}", allow OSC 52 in the settings of the terminal.`;
  return line('terminal', 'clipboard', [
    'warn',
    'Clipboard: a text was copied; the terminal does not let programs read it back',
    next,
  ]);
}

/** undefined: there is no answer. */
function askForText({ stdin, stdout, clock }: ClipboardTerminal): Promise<string | undefined> {
  return new Promise((done) => {
    let received = '';
    const end = (text: string | undefined) => {
      cancel();
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      done(text);
    };
    const take = (data: Buffer | string) => {
      received += data.toString();
      const [, text] = response.exec(received) ?? [];
      if (text !== undefined) end(Buffer.from(text, 'base64').toString('utf8'));
    };
    const cancel = clock.setTimeout(() => end(undefined), patienceMs);
    // An answer must not be echoed, nor wait for the end of a line.
    stdin.setRawMode(true);
    stdin.on('data', take);
    stdin.resume();
    stdout.write(question);
  });
}
