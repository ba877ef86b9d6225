// A form as lines: each field, its entries, and below the focus the problem, the suggestions and the preview.

import { inZone } from '../../domain/time-zones.ts';
import type { Tone } from '../../domain/tone.ts';
import { displayWidth } from '../../lib/text/text.ts';
import type { FormField } from '../../resources/action.ts';
import { type AnyContext, itemsOf, textOf } from '../../resources/action.ts';
import type { TextInput } from '../command-line/text-input.ts';
import type { Data } from '../state/data.ts';
import { topForm } from './act-context.ts';
import type { ActOverlay, Form } from './act-state.ts';
import { mostProposals, proposals, type Stop } from './form.ts';
import { type FormView, formView, rawText } from './form-keys.ts';
import { timeNotes } from './time-fields.ts';

export interface FormLine {
  readonly focused: boolean;
  readonly label: string;
  readonly text: string;
  readonly tone: Tone;
  /** The text with its caret, for the field that is edited. */
  readonly input?: TextInput;
  /** The position in the form; absent: a note. */
  readonly stop?: number;
}

export function formLines(overlay: ActOverlay, data: Data): readonly FormLine[] {
  const view = formView(overlay, data);
  const form = topForm(overlay);
  const whole = view.problems[''];
  return [
    ...(whole ? [note(whole, 'bad')] : []),
    ...view.stops.flatMap((stop, index) => [
      ...stopLines(stop, view, form).map((line) => ({ ...line, stop: index })),
      ...noteLines(stop, view, form),
    ]),
    ...(overlay.recall && overlay.forms.length === 1 && form.past.length === 0
      ? [note('^r fills in the values typed last time', 'muted')]
      : []),
  ];
}

/** Room for labels up to this width, and two cells between a label and its value. */
const usualLabel = 20;

/** The column of values: behind the longest label, but at most in the middle. */
export function labelWidth(lines: readonly FormLine[], width: number): number {
  const longest = Math.max(usualLabel, ...lines.map(({ label }) => displayWidth(label)));
  return Math.min(longest, Math.floor(width / 2)) + 2;
}

function stopLines(stop: Stop, view: FormView, form: Form): FormLine[] {
  const { field } = stop;
  const { context } = view;
  const focused = stop === view.stop;
  if (stop.kind === 'entry') {
    const values = itemsOf(context.values, field.id)[stop.index] ?? {};
    const label = stop.index === 0 ? field.label : '';
    return [{ focused, label, text: `${stop.index + 1} ${stop.field.item.label(values)}`, tone: 'plain' }];
  }
  if (stop.kind === 'add') {
    const label = itemsOf(context.values, field.id).length === 0 ? field.label : '';
    return [{ focused, label, text: `+ ${stop.field.item.title}`, tone: 'muted' }];
  }
  if (focused && isTyped(field)) {
    const text = field.kind === 'document' ? form.path : rawText(context.values, field.id);
    const cursor = field.kind === 'document' ? form.path.length : Math.min(form.caret, text.length);
    return [{ focused, label: field.label, text, tone: 'plain', input: { text, cursor } }];
  }
  return [{ focused, label: field.label, ...shown(field, context) }];
}

const isTyped = ({ kind }: FormField): boolean => kind !== 'choice' && kind !== 'toggle' && kind !== 'list';

function shown(field: FormField, context: AnyContext): { text: string; tone: Tone } {
  const text = textOf(context.values, field.id);
  switch (field.kind) {
    case 'choice': {
      const option = field.options(context).find(({ value }) => value === text);
      return { text: `‹ ${option?.label ?? text} ›`, tone: 'plain' };
    }
    case 'toggle':
      return { text: text === 'true' ? '[x] yes' : '[ ] no', tone: 'plain' };
    case 'document': {
      const count = text === '' ? 0 : text.split('\n').length;
      return count === 0 ? { text: 'empty', tone: 'muted' } : { text: `${count} lines`, tone: 'plain' };
    }
    default:
      return text === '' ? { text: field.optional ? '–' : '', tone: 'muted' } : { text, tone: 'plain' };
  }
}

/** The problem of a list is shown below its last line. */
function noteLines(stop: Stop, view: FormView, form: Form): FormLine[] {
  const { field } = stop;
  const focused = stop === view.stop;
  const problem = stop.kind === 'entry' ? undefined : view.problems[field.id];
  return [...(problem ? [note(problem, 'bad')] : []), ...(focused ? focusNotes(stop, view, form) : [])];
}

function focusNotes(stop: Stop, { context }: FormView, { strayText }: Form): FormLine[] {
  const { field } = stop;
  if (stop.kind === 'entry') return [note('enter opens the entry, delete removes it', 'muted')];
  if (stop.kind === 'add')
    return [note('enter adds an entry', 'muted'), ...(field.hint ? [note(field.hint, 'muted')] : [])];
  const text = textOf(context.values, field.id);
  const found = proposals(field, text, context);
  const more = found.length - mostProposals;
  return [
    ...(field.kind === 'document'
      ? [note('enter opens $EDITOR, or reads the file whose path is typed here', 'muted')]
      : []),
    ...(strayText ? [note('This field takes no text: ← and → change it', 'warn')] : changeNotes(field, text, context)),
    ...(field.hint ? [note(field.hint, 'muted')] : []),
    ...found.slice(0, mostProposals).map(({ value, label }) => note(label ? `${value}  ${label}` : value, 'busy')),
    ...(found.length > 0
      ? [note(`tab takes the first suggestion${more > 0 ? `; ${more} more: type to narrow` : ''}`, 'muted')]
      : []),
    ...(field.kind === 'time' ? timeNotes(field, text, context) : []).map((line) => note(line, 'accent')),
    ...(field.preview?.(text, context) ?? []).map((line) => note(inZone(line, context.zone ?? 'UTC'), 'accent')),
  ];
}

/** How a choice is changed, and how many values it has. */
function changeNotes(field: FormField, text: string, context: AnyContext): FormLine[] {
  if (field.kind === 'toggle') return [note('space: yes or no', 'muted')];
  if (field.kind !== 'choice') return [];
  const values = field.options(context).map(({ value }) => value);
  return [note(`← and →: value ${values.indexOf(text) + 1} of ${values.length}`, 'muted')];
}

const note = (text: string, tone: Tone): FormLine => ({ focused: false, label: '', text, tone });

/** Wraps a long text at words into lines of at most `width` cells; used for text that must be read to its end. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  const [indent = ''] = /^ */.exec(text) ?? [];
  let line = '';
  for (const word of text.slice(indent.length).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
    while (line.length > width) {
      lines.push(line.slice(0, width));
      line = line.slice(width);
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines.map((one, index) => (index === 0 ? indent + one : one));
}
