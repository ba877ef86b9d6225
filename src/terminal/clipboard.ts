// Copies by a request to the terminal (OSC 52), which works over ssh and needs no helper program.
import type { TerminalCapabilities } from './capabilities.ts';

/**
 * Terminals accept sequences of at most 100,000 bytes, which is this much text when encoded; xterm cuts longer ones.
 */
export const maxClipboardBytes = 74_994;

/** GNU screen accepts at most 768 bytes in one passed-through string. */
const screenPieceCharacters = 700;

/** undefined if the text is too long for a terminal. */
export function copySequence(
  text: string,
  { multiplexer }: Pick<TerminalCapabilities, 'multiplexer'>,
): string | undefined {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > maxClipboardBytes) return undefined;
  const sequence = `\x1b]52;c;${bytes.toString('base64')}\x07`;
  if (multiplexer === 'tmux') return tmuxSequence(sequence);
  return multiplexer === 'screen' ? throughScreen(sequence) : sequence;
}

/**
 * Both forms: tmux accepts the plain one with `set-clipboard on`, and forwards the other with `allow-passthrough on`.
 */
function tmuxSequence(sequence: string): string {
  return `${sequence}\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
}

function throughScreen(sequence: string): string {
  let out = '';
  for (let at = 0; at < sequence.length; at += screenPieceCharacters)
    out += `\x1bP${sequence.slice(at, at + screenPieceCharacters)}\x1b\\`;
  return out;
}
