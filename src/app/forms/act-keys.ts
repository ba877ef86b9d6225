// Keys during an action: they apply to its menu, form, review or outcome.

import { editInput, emptyInput } from '../command-line/text-input.ts';
import { menuMoves } from '../menu-moves.ts';
import type { UpdateContext } from '../state/context.ts';
import { unmarked } from '../state/open.ts';
import type { State, WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { commandLines, contextOf, fieldsOf, rootForm } from './act-context.ts';
import type { ActOverlay } from './act-state.ts';
import { actionOf } from './action-of.ts';
import { keepValues } from './form-history.ts';
import { formKey } from './form-keys.ts';
import { confirmationIn, reviewLines, sendsNothing } from './review.ts';
import { countOf, isDone, isOver, type Run } from './run.ts';
import { offers, startAction } from './start.ts';
import { openStarted } from './started.ts';
import { isSeveral } from './subject-lines.ts';

export function menuKey(state: WithOverlay<'actions'>, key: string, context: UpdateContext): UpdateResult {
  const found = offers(state, context);
  const { overlay, ...closed } = state;
  const { choice } = overlay;
  if (['escape', 'a', 'q', 'backspace'].includes(key) || found.length === 0) return stay(closed);
  const move = menuMoves[key];
  if (move !== undefined) {
    const next = (choice + move + found.length) % found.length;
    return stay({ ...state, overlay: { kind: 'actions', choice: next } });
  }
  const offer = key === 'return' ? found[choice] : found.find(({ action }) => action.key === key);
  return offer ? startAction(closed, offer, context) : stay(state);
}

export function actKey(state: WithOverlay<'act'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  switch (overlay.stage) {
    case 'loading':
    case 'checking':
      return key === 'escape' || key === 'return' ? stay(closed) : stay(state);
    case 'form':
      return formKey(state, key, context);
    case 'review':
      return reviewKey(state, key, context);
    case 'outcome':
      return outcomeKey(state, key, context);
  }
}

function reviewKey(state: WithOverlay<'act'>, key: string, context: UpdateContext): UpdateResult {
  const { mistake: _, ...overlay } = state.overlay;
  const show = (next: Partial<ActOverlay>) => stay({ ...state, overlay: { ...overlay, ...next } });
  const { danger, expected } = confirmationIn(overlay, context.data);
  if (key === 'escape') return backFromReview(state, overlay, context);
  if (key === 'ctrl+y')
    return withEffects(state, { type: 'copy', text: commandLines(overlay, context.data).join('\n') });
  const by = { down: 1, up: -1, pagedown: 10, pageup: -10 }[key];
  if (by !== undefined) {
    const last = reviewLines(overlay, context.data).length;
    return show({ top: Math.max(0, Math.min(overlay.top + by, last)) });
  }
  if (sendsNothing(overlay, context.data)) return show({});
  if (danger === 'none') {
    return key === 'return' ? carryOut(state, overlay, context) : show({ mistake: wrongKey(key) });
  }
  if (danger === 'confirm') {
    if (key === 'n') return backFromReview(state, overlay, context);
    return key === 'y' ? carryOut(state, overlay, context) : show({ mistake: wrongKey(key) });
  }
  if (key === 'return') {
    const typed = overlay.typed.text.trim();
    if (typed === expected) return carryOut(state, overlay, context);
    return show({ mistake: wrongText(typed, isSeveral(overlay)) });
  }
  const typed = editInput(overlay.typed, key);
  return show(typed ? { typed } : { mistake: wrongKey(key) });
}

const wrongKey = (key: string): string => `"${key === 'return' ? 'enter' : key}" is not a key of this screen`;

function wrongText(typed: string, several: boolean): string {
  if (typed === '') return several ? 'no number was typed' : 'no name was typed';
  return several ? `"${typed}" does not match the number` : `"${typed}" does not match the name`;
}

/** If there was a form, its typed values are kept. */
function backFromReview(state: State, overlay: ActOverlay, { data }: UpdateContext): UpdateResult {
  if (fieldsOf(actionOf(overlay), data).length > 0) return stay({ ...state, overlay: { ...overlay, stage: 'form' } });
  const { overlay: _, ...closed } = state;
  return stay(closed);
}

function carryOut(before: State, overlay: ActOverlay, { data }: UpdateContext): UpdateResult {
  const state = keepValues(before, overlay, fieldsOf(actionOf(overlay), data));
  const { output, command, exclusion, decision } = actionOf(overlay);
  const { overlay: _, ...closed } = state;
  if (output) return withEffects(closed, { type: 'handOver', ...output(contextOf(overlay, data)) });
  if (command) return withEffects(closed, { type: 'copy', text: commandLines(overlay, data).join('\n') });
  if (exclusion) {
    const exclusions = overlay.targets.map((target) => exclusion(contextOf(overlay, data, target)));
    return withEffects(unmarked(closed), { type: 'saveExclusions', exclusions });
  }
  if (decision) {
    const decisions = overlay.targets.map((target) => decision(contextOf(overlay, data, target)));
    return withEffects(unmarked(closed), { type: 'decide', decisions });
  }
  const { values } = rootForm(overlay);
  const attempts = overlay.attempts + 1;
  const revision = keepsTokens(overlay, data) ? overlay.revision : overlay.revision + 1;
  const run = `${overlay.token}-${attempts}`;
  const running: ActOverlay = { ...overlay, stage: 'outcome', run, attempts, revision, sent: values, top: 0 };
  return withEffects({ ...unmarked(state), overlay: running }, { type: 'runAction', overlay: running });
}

/**
 * Tokens stay the same if the same requests may have been carried out already. After a refusal AWS may treat the token
 * as used, and edited values mean another change.
 */
function keepsTokens({ sent, run, forms }: ActOverlay, { acting }: UpdateContext['data']): boolean {
  if (sent === undefined) return true;
  const before = run === undefined ? undefined : acting.run(run);
  return sent === forms[0]?.values && (before === undefined || countOf(before, 'unknown') > 0);
}

const outcomeKeys: ReadonlySet<string> = new Set([
  ...['down', 'j', 'up', 'k', 'pagedown', 'pageup'],
  ...['ctrl+y', 'e', 'return', 'escape', 'q'],
]);

/** The outcome of a run that is done holds no other key back: it closes, and the key has its usual meaning. */
export function pastOutcome(state: State, key: string, { data }: UpdateContext): State {
  const { overlay, ...closed } = state;
  if (overlay?.kind !== 'act' || overlay.stage !== 'outcome' || outcomeKeys.has(key)) return state;
  const run = overlay.run === undefined ? undefined : data.acting.run(overlay.run);
  return run && isDone(run) && !run.dry ? closed : state;
}

/** Leaving during a run does not stop it; after a refusal the form opens again with the typed values. */
function outcomeKey(state: WithOverlay<'act'>, key: string, { data }: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  const run = overlay.run === undefined ? undefined : data.acting.run(overlay.run);
  const by = { down: 1, j: 1, up: -1, k: -1, pagedown: 10, pageup: -10 }[key];
  if (by !== undefined) return stay({ ...state, overlay: { ...overlay, top: Math.max(0, overlay.top + by) } });
  if (key === 'ctrl+y') return withEffects(state, { type: 'copy', text: commandLines(overlay, data).join('\n') });
  if (key === 'e' && run && isOver(run) && (run.dry || !isDone(run))) {
    return stay({ ...state, overlay: tryAgain(overlay, run, data) });
  }
  if (key === 'return' && run) return stay(openStarted(closed, actionOf(overlay), run));
  return ['escape', 'return', 'q'].includes(key) ? stay(closed) : stay(state);
}

/** Repeats the action for the targets that are not done yet, from the form if there is one. */
function tryAgain(overlay: ActOverlay, run: Run, data: UpdateContext['data']): ActOverlay {
  const left = overlay.targets.filter((_target, index) => run.targets[index]?.outcome !== 'done');
  const targets = left.length > 0 ? left : overlay.targets;
  const stage = fieldsOf(actionOf(overlay), data).length > 0 ? 'form' : 'review';
  return { ...overlay, targets, stage, typed: emptyInput, top: 0 };
}
