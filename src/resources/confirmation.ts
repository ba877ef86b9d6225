// What a person does before an action runs, the same on the screen and on the command line.
import { sanitize } from '../lib/text/text.ts';
import { type AnyAction, type AnyContext, type Danger, makesText, textOf, type Undo } from './action.ts';

/** `danger` says what is done; `expected` is the text to type where it is 'type-name', as it is on the screen. */
export interface Confirmation {
  readonly danger: Danger;
  readonly expected: string;
}

/** `contexts`: one for each target. `labels`: of all rows, which are more than the targets if rows act together. */
export function confirmationOf(
  action: AnyAction,
  contexts: readonly AnyContext[],
  labels: readonly string[],
): Confirmation {
  if (labels.length > 1) return { danger: 'type-name', expected: String(labels.length) };
  const [context] = contexts;
  if (!context) return { danger: 'type-name', expected: action.id };
  return { danger: dangerOf(action, context), expected: sanitize(expectedName(action, context, labels[0])) };
}

/** An action that does not say whether it can be undone is confirmed by name. */
export function dangerOf(action: AnyAction, context: AnyContext): Danger {
  const { danger } = action;
  const own = typeof danger === 'function' ? danger(context) : danger;
  if (own !== undefined) return own;
  const undo = undoOf(action, context);
  if (undo) return undo.possible ? 'confirm' : 'type-name';
  return makesText(action) ? 'none' : 'type-name';
}

function undoOf({ undo }: AnyAction, context: AnyContext): Undo | undefined {
  return typeof undo === 'function' ? undo(context) : undo;
}

/** 'Cannot be undone: a deleted recovery point cannot be recovered.' */
function undoSentence(action: AnyAction, context: AnyContext): string | undefined {
  const undo = undoOf(action, context);
  return undo && `${undo.possible ? 'Can' : 'Cannot'} be undone: ${undo.how}.`;
}

export interface Effects {
  readonly warnings: readonly string[];
  readonly undo: readonly string[];
}

/** The sentences about what the action does to its rows. Rows often share them: each is said once. */
export function effectsOf(action: AnyAction, contexts: readonly AnyContext[]): Effects {
  const warnings = contexts.flatMap((context) => action.warnings?.(context) ?? []);
  const undo = contexts.flatMap((context) => undoSentence(action, context) ?? []);
  return { warnings: [...new Set(warnings)], undo: [...new Set(undo)] };
}

function expectedName(action: AnyAction, context: AnyContext, label: string | undefined): string {
  const named = action.confirmName?.(context);
  if (named !== undefined) return named;
  return context.row === undefined ? textOf(context.values, 'name') || action.id : (label ?? action.id);
}
