// Keys in a picker, whose list typing narrows.

import type { UpdateContext } from '../state/context.ts';
import type { State, WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult } from '../state/step.ts';
import { applyCommand } from './apply-command.ts';
import { readCommand } from './command-line.ts';
import type { Hint } from './hints.ts';
import { choicesIn, commandOf, isToggled, type PickOverlay } from './picker.ts';
import { editInput } from './text-input.ts';
import { commandEffect } from './time-commands.ts';

const moves: Readonly<Record<string, number>> = {
  down: 1,
  tab: 1,
  'ctrl+n': 1,
  up: -1,
  'shift+tab': -1,
  'ctrl+p': -1,
  pagedown: 10,
  pageup: -10,
};

export function pickerKey(state: WithOverlay<'pick'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  const { of, input, choice } = overlay;
  const choices = choicesIn(overlay, context.data, state);
  const show = (next: Partial<PickOverlay>) => stay({ ...state, overlay: { ...overlay, ...next } });
  if (key === 'escape' || (key === 'backspace' && input.text === '')) return stay(closed);
  const by = moves[key];
  if (by !== undefined) return show({ choice: moved(choice, by, choices.length) });
  const chosen = choices[choice];
  if (key === 'return') return chosen ? carryOut(closed, commandOf(of, chosen, false), context) : stay(state);
  if (key === 'space' && isToggled(of)) {
    return chosen ? carryOut(state, commandOf(of, chosen, true), context) : stay(state);
  }
  const typed = editInput(input, key);
  return typed ? show({ input: typed, choice: 0 }) : stay(state);
}

/** A step wraps around, a page stops at the ends. */
function moved(choice: number, by: number, count: number): number {
  if (count === 0) return 0;
  if (Math.abs(by) === 1) return (choice + by + count) % count;
  return Math.max(0, Math.min(choice + by, count - 1));
}

function carryOut(state: State, text: string, context: UpdateContext): UpdateResult {
  const { event, effect } = readCommand(text, context.data.settings);
  if (effect) return commandEffect(state, effect, context);
  return event ? applyCommand(state, event, context) : stay(state);
}

export const pickerHints = ({ of }: PickOverlay): readonly Hint[] => [
  { key: '↓ ↑', help: 'choose' },
  { key: 'enter', help: of === 'region' ? 'add or remove' : isToggled(of) ? 'use only this one' : 'choose' },
  ...(isToggled(of) ? [{ key: 'space', help: 'add or remove' }] : []),
  { key: 'a…z', help: 'narrow' },
  { key: 'esc', help: 'close' },
];
