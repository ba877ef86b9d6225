// Keys of the command line behind ':': up and down go through the history, tab and shift+tab through the completions.
import type { UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import type { CommandOverlay, State, WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult } from '../state/step.ts';
import { applyCommand } from './apply-command.ts';
import { completions, readCommand } from './command-line.ts';
import { editInput, inputOf, type TextInput } from './text-input.ts';
import { commandEffect } from './time-commands.ts';

/** Lines of the history. */
const mostRemembered = 100;

export const candidatesOf = ({ input, completed }: CommandOverlay, data: Data): readonly string[] =>
  completions(completed ?? input.text, data);

export function commandKey(state: WithOverlay<'command'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  const { input } = overlay;
  if (key === 'escape' || (key === 'backspace' && input.text === '')) return stay(closed);
  if (key === 'return') return enterCommand(remember(closed, input.text), input.text, context);
  const next = movedIn(state, key, context) ?? edited(editInput(input, key));
  return stay(next ? { ...state, overlay: next } : state);
}

const edited = (input: TextInput | undefined): CommandOverlay | undefined =>
  input && { kind: 'command', input, choice: -1 };

function movedIn(
  { overlay, commandHistory = [] }: WithOverlay<'command'>,
  key: string,
  { data }: UpdateContext,
): CommandOverlay | undefined {
  if (key === 'tab') return complete(overlay, 1, data);
  if (key === 'shift+tab') return complete(overlay, -1, data);
  if (key === 'up') return recall(overlay, 1, commandHistory);
  return key === 'down' ? recall(overlay, -1, commandHistory) : undefined;
}

function complete(overlay: CommandOverlay, by: number, data: Data): CommandOverlay {
  const candidates = candidatesOf(overlay, data);
  const from = overlay.choice < 0 && by < 0 ? 0 : overlay.choice;
  const choice = (from + by + candidates.length) % candidates.length;
  const chosen = candidates[choice];
  if (chosen === undefined) return overlay;
  return { kind: 'command', input: inputOf(chosen), choice, completed: overlay.completed ?? overlay.input.text };
}

function recall(overlay: CommandOverlay, by: number, history: readonly string[]): CommandOverlay {
  const { recalled = 0, draft = overlay.input } = overlay;
  const to = Math.max(0, Math.min(recalled + by, history.length));
  const line = history.at(-to);
  if (to === 0 || line === undefined) return { kind: 'command', input: draft, choice: -1 };
  return { kind: 'command', input: inputOf(line), choice: -1, recalled: to, draft };
}

/** A line that is entered again moves to the end. The code of an MFA device is not kept. */
function remember(state: State, text: string): State {
  const line = text.trim();
  if (line === '' || /^mfa\b/.test(line)) return state;
  const others = (state.commandHistory ?? []).filter((one) => one !== line);
  return { ...state, commandHistory: [...others, line].slice(-mostRemembered) };
}

function enterCommand(state: State, text: string, context: UpdateContext): UpdateResult {
  const { event, effect, problem } = readCommand(text, context.data.settings);
  if (problem) return stay({ ...state, notice: { text: problem, tone: 'warn', at: context.data.localNow } });
  if (effect) return commandEffect(state, effect, context);
  return event ? applyCommand(state, event, context) : stay(state);
}
