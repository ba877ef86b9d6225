// Notifies the person: by bell, or by desktop notification if the terminal supports it.
import type { TerminalCapabilities } from './capabilities.ts';

export const bellSequence = '\x07';

/** Notifications show a line or two; longer text would be cut. */
const maxNotificationCharacters = 200;

/** OSC 9: iTerm2, WezTerm, kitty, ConEmu, Windows Terminal. */
export function notifySequence(text: string, { multiplexer }: Pick<TerminalCapabilities, 'multiplexer'>): string {
  return passThrough(`\x1b]9;${notificationText(text)}\x07`, multiplexer);
}

/** OSC 777: VTE, foot, Ghostty, urxvt. */
export function notifyWithTitleSequence(
  title: string,
  text: string,
  { multiplexer }: Pick<TerminalCapabilities, 'multiplexer'>,
): string {
  const head = notificationText(title).replaceAll(';', ',');
  return passThrough(`\x1b]777;notify;${head};${notificationText(text)}\x07`, multiplexer);
}

/** Control and format characters could end the sequence or reverse the text. */
function notificationText(text: string): string {
  const harmless = text.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  // ConEmu and Windows Terminal read a digit and a semicolon at the start of OSC 9 as a command.
  return [...harmless]
    .slice(0, maxNotificationCharacters)
    .join('')
    .trim()
    .replace(/^(\d+);/, '$1,');
}

function passThrough(sequence: string, multiplexer: TerminalCapabilities['multiplexer']): string {
  if (multiplexer === 'tmux') return `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`;
  return multiplexer === 'screen' ? `\x1bP${sequence}\x1b\\` : sequence;
}
