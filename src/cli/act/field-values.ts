// The values of a form's fields as far as no row and no response of AWS decides them: for help.
import type { AnyContext, FormField } from '../../resources/action.ts';

/** Noon of a day: a default of this time is the present. */
const sampleTime = Date.UTC(2026, 0, 15, 12);

const nothingKnown = {
  scope: { accountId: '123456789012', region: 'eu-west-1', connection: '' },
  row: {},
  facts: undefined,
  values: {},
  now: sampleTime,
  token: '',
  known: () => [],
} as const satisfies AnyContext;

/** Options and defaults of some fields follow from the row or from AWS: here they are not known. */
function without<T>(read: (context: AnyContext) => T): T | undefined {
  try {
    return read(nothingKnown);
  } catch {
    return undefined;
  }
}

/** The values that the field takes; empty if they are not known. */
export function knownOptions(field: FormField): readonly string[] {
  if (field.kind !== 'choice') return [];
  return (without(field.options) ?? []).map(({ value }) => value);
}

/** Without a value, the action is refused. */
export const isNeeded = ({ optional, visible, initial, kind }: FormField): boolean =>
  !(optional || visible || initial || kind === 'toggle' || kind === 'choice' || kind === 'list');

/** The value without the flag, in words; undefined: there is none. */
export function defaultText(field: FormField): string | undefined {
  if (field.kind === 'toggle') return without((context) => field.initial?.(context)) === 'true' ? 'yes' : 'no';
  if (field.kind === 'choice' && !field.initial && !field.optional) return knownOptions(field)[0];
  if (!field.initial) return undefined;
  if (field.id === 'role') return "AWS Backup's default role";
  const text = without((context) => field.initial?.(context)) ?? '';
  if (text.includes('undefined')) return fromAws;
  if (text.startsWith('2026-01-15')) return 'now';
  return text === '' || field.kind === 'document' ? fromAws : text;
}

const fromAws = 'from AWS';
