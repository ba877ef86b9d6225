// What is known of a text that was to be copied. No terminal answers whether it has put it into its clipboard.
import type { Tone } from '../domain/tone.ts';

/** `tmux`: it is in tmux's buffer. `terminal`: the terminal was asked. `too-long`: no terminal takes so much. */
export type CopyOutcome = 'tmux' | 'terminal' | 'too-long';

export function copyNotice(text: string, outcome: CopyOutcome): [text: string, tone: Tone] {
  const lines = text.split('\n').length;
  const what = lines > 1 ? `${lines} lines` : text;
  if (outcome === 'too-long') return [`Not copied: ${what} are more than a terminal takes at once`, 'warn'];
  return [`Copy ${outcome === 'tmux' ? "is in tmux's buffer" : 'sent to the terminal'}: ${what}`, 'good'];
}
