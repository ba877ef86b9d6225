// Copies by asking the terminal to (OSC 52), which works over ssh and needs no helper program.
import type { TerminalCapabilities } from './capabilities.ts';

/** Terminals take sequences of 100,000 bytes at most, which is this much text once encoded; xterm cuts what is longer. */
export const maxClipboardBytes = 74_994;

/** GNU screen takes at most 768 bytes in one passed-through string. */
const screenPieceCharacters = 700;

/** Undefined when the text is too long for a terminal to take. */
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

/** Both ways: tmux takes the plain one with `set-clipboard on`, hands on the other with `allow-passthrough on`. */
function tmuxSequence(sequence: string): string {
  return `${sequence}\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
}

function throughScreen(sequence: string): string {
  let out = '';
  for (let at = 0; at < sequence.length; at += screenPieceCharacters)
    out += `\x1bP${sequence.slice(at, at + screenPieceCharacters)}\x1b\\`;
  return out;
}
