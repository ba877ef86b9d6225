// Undo in a form, and the values of the form that was sent last.
import type { FormField, FormValue, FormValues } from '../../resources/action.ts';
import type { State } from '../state/state.ts';
import { rootForm } from './act-context.ts';
import type { ActOverlay, Form, FormStep } from './act-state.ts';

const mostSteps = 200;

/** Letters that are typed one after the other are one step, word by word. */
export type Edit = 'letter' | 'space' | 'other';

/** The form after an edit; undo returns to the form before. */
export function edited(form: Form, change: Partial<FormStep>, edit: Edit = 'other'): Form {
  const { values, at, caret, path } = form;
  const isSameStep = edit !== 'other' && form.typing;
  const past = isSameStep ? form.past : [...form.past, { values, at, caret, path }].slice(-mostSteps);
  return { ...form, ...change, past, typing: edit === 'letter' };
}

export function undone(form: Form): Form {
  const step = form.past.at(-1);
  if (!step) return form;
  return { ...form, ...step, past: form.past.slice(0, -1), typing: false, strayText: false, problems: {} };
}

const formKeyOf = ({ resource, action }: Pick<ActOverlay, 'resource' | 'action'>): string => `${resource} ${action}`;

/** What was typed in the last form of the action that was sent in this session. */
export const lastValues = (state: State, of: Pick<ActOverlay, 'resource' | 'action'>): FormValues | undefined =>
  state.lastValues?.[formKeyOf(of)];

/**
 * Keeps what differs from the form's defaults, which follow from the row. Secrets are not kept, nor documents, which
 * belong to one row.
 */
export function keepValues(state: State, overlay: ActOverlay, fields: readonly FormField[]): State {
  const { values } = rootForm(overlay);
  const kept = fields.flatMap(({ id, kind, secret }): [string, FormValue | undefined][] =>
    kind === 'document' || secret || isSame(values[id], overlay.initial?.[id]) ? [] : [[id, values[id]]],
  );
  if (kept.length === 0) return state;
  return { ...state, lastValues: { ...state.lastValues, [formKeyOf(overlay)]: Object.fromEntries(kept) } };
}

const isSame = (a: FormValue | undefined, b: FormValue | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Fills in the values of the last form: those of fields that this form has, too. */
export function recalled(form: Form, recall: FormValues, fields: readonly FormField[]): Form {
  const known = Object.fromEntries(
    fields.flatMap(({ id }) => (recall[id] === undefined ? [] : [[id, recall[id]] as const])),
  );
  return { ...edited(form, { values: { ...form.values, ...known } }), problems: {} };
}
