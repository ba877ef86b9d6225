// Keys in a form: they move the focus, edit the focused text, and open and close the forms of list entries.
import type { FormField, FormValues } from '../../resources/action.ts';
import { type AnyContext, itemsOf, textOf } from '../../resources/action.ts';
import { editInput, emptyInput, inputOf, insertText, type TextInput } from '../command-line/text-input.ts';
import type { UpdateContext } from '../state/context.ts';
import type { WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { contextOf, fieldsOf, rootForm, topForm } from './act-context.ts';
import { type ActOverlay, type Form, formOf } from './act-state.ts';
import { actionOf } from './action-of.ts';
import { initialValues, type ListField, problemsOf, proposals, type Stop, stopsOf } from './form.ts';
import { type Edit, edited, recalled, undone } from './form-history.ts';
import { withExactTimes } from './time-fields.ts';

export interface FormView {
  readonly fields: readonly FormField[];
  readonly context: AnyContext;
  readonly stops: readonly Stop[];
  readonly stop: Stop | undefined;
  readonly problems: Readonly<Record<string, string>>;
}

export function formView(overlay: ActOverlay, data: UpdateContext['data']): FormView {
  const form = topForm(overlay);
  const fields = formFields(overlay, data);
  const context = { ...contextOf(overlay, data), values: form.values };
  const stops = stopsOf(fields, context);
  const problems = { ...problemsOf(fields, context, form.tried), ...form.problems };
  return { fields, context, stops, stop: stops[Math.min(form.at, stops.length - 1)], problems };
}

/** Descends from the action's own fields to the fields of the entry on top. */
function formFields(overlay: ActOverlay, data: UpdateContext['data']): readonly FormField[] {
  return overlay.forms.slice(1).reduce<readonly FormField[]>(
    (fields, { entry }) => {
      const list = fields.find(({ id }) => id === entry?.field);
      return list?.kind === 'list' ? list.item.fields : [];
    },
    fieldsOf(actionOf(overlay), data),
  );
}

export const replaceForm = (overlay: ActOverlay, change: (form: Form) => Form): ActOverlay => ({
  ...overlay,
  leaving: false,
  forms: overlay.forms.with(-1, change(topForm(overlay))),
});

export const toReview = (overlay: ActOverlay): ActOverlay => ({
  ...overlay,
  stage: 'review',
  typed: emptyInput,
  top: 0,
  leaving: false,
});

export function formKey(state: WithOverlay<'act'>, key: string, context: UpdateContext): UpdateResult {
  const { overlay } = state;
  const view = formView(overlay, context.data);
  const show = (next: ActOverlay) => stay({ ...state, overlay: next });
  if (key === 'escape') return leaveForm(state);
  if (key === 'ctrl+s') return goOn(state, view);
  if (key === 'ctrl+_') return show(replaceForm(overlay, undone));
  if (key === 'ctrl+r') return show(recall(overlay, view));
  if (key === 'down' || key === 'up') return show(moveFocus(overlay, view, key === 'down' ? 1 : -1));
  if (key === 'shift+tab') return show(moveFocus(overlay, view, -1));
  if (key === 'tab') return show(complete(overlay, view) ?? moveFocus(overlay, view, 1));
  if (key === 'return') return enter(state, view, context);
  if (view.stop?.kind === 'entry' && (key === 'delete' || key === 'backspace' || key === 'ctrl+d')) {
    return show(removeEntry(overlay, view.stop.field, view.stop.index));
  }
  const next = edit(overlay, view, key);
  return next ? show(next) : stay(state);
}

/** The entries of a list are not recalled one by one. */
function recall(overlay: ActOverlay, { fields }: FormView): ActOverlay {
  const values = overlay.forms.length > 1 ? undefined : overlay.recall;
  return values ? replaceForm(overlay, (form) => recalled(form, values, fields)) : overlay;
}

function leaveForm(state: WithOverlay<'act'>): UpdateResult {
  const { overlay, ...closed } = state;
  if (overlay.forms.length > 1) return stay({ ...state, overlay: { ...overlay, forms: overlay.forms.slice(0, -1) } });
  if (overlay.leaving || !isDirty(overlay)) return stay(closed);
  return stay({ ...state, overlay: { ...overlay, leaving: true } });
}

/** Leaving a form with changes requires a second escape. */
const isDirty = (overlay: ActOverlay): boolean => rootForm(overlay).at > 0 || rootForm(overlay).tried;

const moveFocus = (overlay: ActOverlay, { stops }: FormView, by: number): ActOverlay =>
  focusOn(overlay, Math.max(0, Math.min(topForm(overlay).at + by, stops.length - 1)));

export const focusOn = (overlay: ActOverlay, at: number): ActOverlay =>
  replaceForm(overlay, (form) => ({
    ...form,
    at,
    path: '',
    strayText: false,
    typing: false,
    caret: Number.POSITIVE_INFINITY,
  }));

/** Checks all fields; if there is a problem, the focus moves to its field. */
function goOn(state: WithOverlay<'act'>, { fields, context, stops }: FormView): UpdateResult {
  const { overlay } = state;
  const problems = problemsOf(fields, context, true);
  const wrong = stops.findIndex(({ field }) => problems[field.id] !== undefined);
  const values = withExactTimes(fields, context);
  const tried = replaceForm(overlay, (form) => ({ ...form, values, tried: true, problems: {} }));
  if (wrong >= 0) return stay({ ...state, overlay: replaceForm(tried, (form) => ({ ...form, at: wrong })) });
  if (overlay.forms.length > 1) return stay({ ...state, overlay: keepEntry(tried) });
  if (!actionOf(overlay).verify) return stay({ ...state, overlay: toReview(tried) });
  const checking: ActOverlay = { ...tried, stage: 'checking' };
  return withEffects({ ...state, overlay: checking }, { type: 'verifyAction', overlay: checking });
}

function enter(state: WithOverlay<'act'>, view: FormView, { data }: UpdateContext): UpdateResult {
  const { overlay } = state;
  const { stop, stops, context } = view;
  const show = (next: ActOverlay) => stay({ ...state, overlay: next });
  if (stop?.kind === 'entry') {
    const values = itemsOf(context.values, stop.field.id)[stop.index] ?? {};
    return show(push(overlay, formOf(values, { field: stop.field.id, index: stop.index })));
  }
  if (stop?.kind === 'add') {
    const index = itemsOf(context.values, stop.field.id).length;
    const values = initialValues(stop.field.item.fields, { ...contextOf(overlay, data), values: {} });
    return show(push(overlay, formOf(values, { field: stop.field.id, index })));
  }
  if (stop?.field.kind === 'document') return openDocument(state, stop.field.id, context);
  if (topForm(overlay).at >= stops.length - 1) return goOn(state, view);
  return show(moveFocus(overlay, view, 1));
}

const push = (overlay: ActOverlay, form: Form): ActOverlay => ({ ...overlay, forms: [...overlay.forms, form] });

function openDocument(state: WithOverlay<'act'>, field: string, context: AnyContext): UpdateResult {
  const { path } = topForm(state.overlay);
  if (path.trim() !== '') return withEffects(state, { type: 'readDocument', field, path: path.trim() });
  return withEffects(state, { type: 'editDocument', field, text: textOf(context.values, field) });
}

/** Copies the entry's values into the form below. */
function keepEntry(overlay: ActOverlay): ActOverlay {
  const { entry, values } = topForm(overlay);
  if (!entry) return overlay;
  const below: ActOverlay = { ...overlay, forms: overlay.forms.slice(0, -1) };
  return replaceForm(below, (form) => {
    const items = itemsOf(form.values, entry.field);
    const kept = entry.index < items.length ? items.with(entry.index, values) : [...items, values];
    return { ...edited(form, { values: { ...form.values, [entry.field]: kept } }), problems: {} };
  });
}

const removeEntry = (overlay: ActOverlay, { id }: ListField, index: number): ActOverlay =>
  replaceForm(overlay, (form) =>
    edited(form, { values: { ...form.values, [id]: itemsOf(form.values, id).toSpliced(index, 1) } }),
  );

function complete(overlay: ActOverlay, { stop, context }: FormView): ActOverlay | undefined {
  if (stop?.kind !== 'field') return undefined;
  const text = textOf(context.values, stop.field.id);
  const [best] = proposals(stop.field, text, context);
  return best ? replaceForm(overlay, withText(stop.field, inputOf(best.value))) : undefined;
}

/** undefined: the focus is on no field. */
function edit(overlay: ActOverlay, { stop, context }: FormView, key: string): ActOverlay | undefined {
  if (stop?.kind !== 'field') return undefined;
  const { field } = stop;
  const text = rawText(context.values, field.id);
  const form = topForm(overlay);
  if (field.kind === 'choice' || field.kind === 'toggle') {
    if (isText(key)) return replaceForm(overlay, (one) => ({ ...one, strayText: true }));
    const by = form.strayText && key === 'space' ? undefined : { left: -1, right: 1, space: 1 }[key];
    return by === undefined
      ? overlay
      : replaceForm(overlay, withText(field, { text: nextChoice(field, by, context), cursor: 0 }));
  }
  if (field.kind === 'document') {
    const input = editInput({ text: form.path, cursor: form.path.length }, key);
    return input
      ? replaceForm(overlay, (form) => edited(form, { path: input.text }, isText(key) ? 'letter' : 'other'))
      : overlay;
  }
  const input = editInput({ text, cursor: Math.min(form.caret, text.length) }, key);
  if (!input) return overlay;
  return replaceForm(overlay, withText(field, input, isText(key) ? 'letter' : key === 'space' ? 'space' : 'other'));
}

const isText = (key: string): boolean => [...key].length === 1;

function nextChoice(field: FormField, by: number, context: AnyContext): string {
  const text = rawText(context.values, field.id);
  if (field.kind !== 'choice') return text === 'true' ? 'false' : 'true';
  const values = field.options(context).map(({ value }) => value);
  const at = values.indexOf(text.trim());
  return values[(at + by + values.length) % values.length] ?? text;
}

/** The text of the field, including its spaces. */
export const rawText = (values: FormValues, field: string): string => {
  const value = values[field];
  return typeof value === 'string' ? value : '';
};

/** The change of a form by a text in one of its fields. */
function withText({ id }: FormField, { text, cursor }: TextInput, kind: Edit = 'other'): (form: Form) => Form {
  return (form) => {
    const { [id]: _, ...problems } = form.problems;
    const change = { caret: cursor, values: { ...form.values, [id]: text } };
    const isSame = rawText(form.values, id) === text;
    const next = isSame ? { ...form, caret: cursor, typing: false } : edited(form, change, kind);
    return { ...next, strayText: false, problems };
  };
}

export function pasteIntoForm(overlay: ActOverlay, line: string, data: UpdateContext['data']): ActOverlay {
  const { stop, context } = formView(overlay, data);
  if (stop?.kind !== 'field') return overlay;
  const { field } = stop;
  const form = topForm(overlay);
  if (field.kind === 'document') return replaceForm(overlay, (one) => edited(one, { path: one.path + line }));
  if (field.kind === 'choice' || field.kind === 'toggle')
    return replaceForm(overlay, (one) => ({ ...one, strayText: true }));
  const text = rawText(context.values, field.id);
  const input = insertText({ text, cursor: Math.min(form.caret, text.length) }, line);
  return replaceForm(overlay, withText(field, input));
}
