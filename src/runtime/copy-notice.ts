// The known outcome of a copy. No terminal confirms that it has put a text into its clipboard.
import type { Tone } from '../domain/tone.ts';

/**
 * `tmux`: the text is in tmux's buffer. `terminal`: the terminal was asked. `too-long`: no terminal accepts a text of
 * this length.
 */
export type CopyOutcome = 'tmux' | 'terminal' | 'too-long';

export function copyNotice(text: string, outcome: CopyOutcome): [text: string, tone: Tone] {
  const lines = text.split('\n').length;
  const what = lines > 1 ? `${lines} lines` : text;
  if (outcome === 'too-long') return [`Not copied: ${what} exceed what terminals accept at once.`, 'warn'];
  return [`Copy ${outcome === 'tmux' ? "is in tmux's buffer" : 'sent to the terminal'}: ${what}`, 'good'];
}
