// A form: its fields, its focus, and the problems of its values. Pure.
import { timeProblem } from '../../domain/time-text.ts';
import {
  type AnyContext,
  type FormField,
  type FormValues,
  itemsOf,
  type Option,
  textOf,
} from '../../resources/action.ts';
import { withExactTimes } from './time-fields.ts';

/** A position of the focus. */
export type Stop =
  | { readonly kind: 'field'; readonly field: FormField }
  | { readonly kind: 'entry'; readonly field: ListField; readonly index: number }
  | { readonly kind: 'add'; readonly field: ListField };

export type ListField = Extract<FormField, { kind: 'list' }>;

export const visibleFields = (fields: readonly FormField[], context: AnyContext): readonly FormField[] =>
  fields.filter((field) => field.visible?.(context) ?? true);

export function stopsOf(fields: readonly FormField[], context: AnyContext): Stop[] {
  return visibleFields(fields, context).flatMap((field): Stop[] => {
    if (field.kind !== 'list') return [{ kind: 'field', field }];
    const entries = itemsOf(context.values, field.id).map((_, index): Stop => ({ kind: 'entry', field, index }));
    return [...entries, { kind: 'add', field }];
  });
}

export function initialValues(fields: readonly FormField[], context: AnyContext): FormValues {
  let values: FormValues = {};
  for (const field of fields) {
    values = { ...values, [field.id]: initialValue(field, { ...context, values }) };
  }
  return values;
}

function initialValue(field: FormField, context: AnyContext) {
  if (field.kind === 'list') return field.initialItems?.(context) ?? [];
  const initial = field.initial?.(context);
  if (initial !== undefined) return initial;
  if (field.kind === 'toggle') return 'false';
  if (field.kind === 'choice' && !field.optional) return field.options(context)[0]?.value ?? '';
  return '';
}

/** The problems by field. An empty field is a problem only with `strict`, so that it is not reported before typing. */
export function problemsOf(
  fields: readonly FormField[],
  context: AnyContext,
  strict: boolean,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const exact = { ...context, values: withExactTimes(fields, context) };
  for (const field of visibleFields(fields, exact)) {
    const problem = problemOf(field, exact, strict);
    if (problem) found[field.id] = problem;
  }
  return found;
}

function problemOf(field: FormField, context: AnyContext, strict: boolean): string | undefined {
  if (field.kind === 'list') return listProblem(field, context, strict);
  const text = textOf(context.values, field.id);
  if (text === '') {
    if (!field.optional) return strict ? `${field.label} is needed.` : undefined;
    return strict && field.checksEmpty ? field.check?.(text, context) : undefined;
  }
  return kindProblem(field, text, context) ?? field.check?.(text, context);
}

function listProblem(field: ListField, context: AnyContext, strict: boolean): string | undefined {
  const items = itemsOf(context.values, field.id);
  if (items.length === 0) return !field.optional && strict ? `At least one ${field.item.title} is needed.` : undefined;
  for (const [index, values] of items.entries()) {
    const [problem] = Object.values(problemsOf(field.item.fields, { ...context, values }, true));
    if (problem) return `${field.item.title} ${index + 1}: ${problem}`;
  }
  return field.check?.(String(items.length), context);
}

function kindProblem(field: FormField, text: string, context: AnyContext): string | undefined {
  switch (field.kind) {
    case 'number': {
      const { least, most } = field;
      const fits = /^-?\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
      return fits ? undefined : `${field.label} takes a whole number from ${least} to ${most}.`;
    }
    case 'choice': {
      const options = field.options(context);
      if (options.some(({ value }) => value === text)) return undefined;
      return `${field.label} takes ${options.map(({ value }) => value).join(', ')}; not ${text}.`;
    }
    case 'toggle':
      return text === 'true' || text === 'false' ? undefined : `${field.label} takes true or false.`;
    case 'time':
      return field.words?.includes(text) ? undefined : timeProblem(text, context.now, context.zone);
    default:
      return undefined;
  }
}

/** The number of suggestions in view. */
export const mostProposals = 5;

/** The suggestions of a pick field, best first: texts that begin with the typed text, then texts that contain it. */
export function proposals(field: FormField, text: string, context: AnyContext): readonly Option[] {
  if (field.kind !== 'pick') return [];
  const wanted = text.toLowerCase();
  const options = field.options(context);
  const hit = (option: Option) => `${option.value} ${option.label ?? ''}`.toLowerCase();
  const starts = options.filter((option) => hit(option).startsWith(wanted));
  const holds = options.filter((option) => !hit(option).startsWith(wanted) && hit(option).includes(wanted));
  return [...starts, ...holds].filter(({ value }) => value !== text);
}
