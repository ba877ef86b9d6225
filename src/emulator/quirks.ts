// Where the real service departs from its model, one by one.
import type { NormalizedSchema } from '@smithy/core/schema';
import { createDice, seedOf } from './estate/dice.ts';
import { toDocument } from './wire/json.ts';
import type { Operation } from './wire/operations.ts';

export const quirkTexts = {
  'explicit-nulls': 'absent members are sent as null',
  'scientific-timestamps': 'times are sent as 1.578560834253E9',
  'restore-percent': 'a restore job\'s PercentDone stays "0.00%", even when it is done',
  'null-completion': 'some COMPLETED jobs have neither CompletionDate nor PercentDone',
  'upper-case-ids': 'job ids are in upper case',
  'no-vault-type': 'some Regions leave VaultType out',
  'unknown-enums': 'some running jobs are in a state that no model lists',
  'any-order': 'lists come in no order',
} as const;
export type Quirk = keyof typeof quirkTexts;
export const allQuirks = Object.keys(quirkTexts) as Quirk[];

/** Those that the estate's answers are made with when nobody asks. */
export const usualQuirks: readonly Quirk[] = ['restore-percent', 'upper-case-ids'];

const isQuirk = (name: string): name is Quirk => name in quirkTexts;

export function parseQuirk(name: string): Quirk {
  if (isQuirk(name)) return name;
  throw new Error(`There is no quirk "${name}"; there are ${allQuirks.join(', ')}.`);
}

interface Where {
  service: string;
  region: string;
  seed: string;
  now: number;
}

type Writer = (operation: Operation, output: object) => string;
type Document = Record<string, unknown>;
const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Writes outputs with these quirks; undefined where plain writing does. Only AWS Backup is known to have them. */
export function createQuirkWriter(quirks: readonly Quirk[], where: Where): Writer | undefined {
  const has = (quirk: Quirk) => quirks.includes(quirk);
  const isUsual = quirks.length === usualQuirks.length && usualQuirks.every(has);
  if (where.service !== 'backup' || isUsual) return undefined;
  return (operation, output) => {
    const document = toDocument(operation.output, output);
    if (has('any-order')) shuffleLists(document, operation, where);
    eachObject(document, (object) => bend(object, has, where));
    const nulls = has('explicit-nulls');
    const scientific = has('scientific-timestamps');
    if (nulls || scientific) dress(document, operation.output, { nulls, scientific });
    return JSON.stringify(document);
  };
}

function shuffleLists(document: Document, { name }: Operation, { seed, region, now }: Where): void {
  if (!name.startsWith('List')) return;
  for (const value of Object.values(document)) {
    if (!Array.isArray(value)) continue;
    const dice = createDice(seedOf(seed, 'order', name, region, now));
    for (let last = value.length - 1; last > 0; last -= 1) {
      const other = dice.whole(0, last);
      [value[last], value[other]] = [value[other], value[last]];
    }
  }
}

function eachObject(value: unknown, act: (object: Document) => void): void {
  if (Array.isArray(value)) for (const item of value) eachObject(item, act);
  if (!isDocument(value)) return;
  act(value);
  for (const member of Object.values(value)) eachObject(member, act);
}

const idMembers = ['BackupJobId', 'CopyJobId', 'RestoreJobId', 'ScanJobId', 'ParentJobId'];
/** None of AWS's own lists: which Regions lag is not published. */
const regionsWithoutVaultType = ['ap-southeast-2', 'sa-east-1', 'me-central-1'];

function bend(object: Document, has: (quirk: Quirk) => boolean, { region, seed, now }: Where): void {
  const id = object.BackupJobId ?? object.CopyJobId ?? object.RestoreJobId;
  if (!has('restore-percent') && 'RestoreJobId' in object && 'PercentDone' in object) {
    object.PercentDone = `${restoreProgress(object, now).toFixed(2)}%`;
  }
  if (has('no-vault-type') && regionsWithoutVaultType.includes(region)) delete object.VaultType;
  if (typeof id === 'string') {
    const dice = createDice(seedOf(seed, 'quirks', id.toUpperCase()));
    const [isOdd, isNew] = [dice.chance(1 / 16), dice.chance(1 / 8)];
    const state = object.State ?? object.Status;
    if (has('null-completion') && isOdd && state === 'COMPLETED') {
      delete object.CompletionDate;
      delete object.PercentDone;
    }
    if (has('unknown-enums') && isNew && state === 'RUNNING')
      object['State' in object ? 'State' : 'Status'] = 'SEALING';
  }
  if (!has('upper-case-ids')) {
    for (const member of idMembers) {
      const text = object[member];
      if (typeof text === 'string') object[member] = text.toLowerCase();
    }
  }
}

function restoreProgress({ Status, CreationDate, ExpectedCompletionTimeMinutes }: Document, now: number): number {
  if (Status === 'COMPLETED') return 100;
  if (Status !== 'RUNNING') return 0;
  const minutes = (now / 1000 - Number(CreationDate)) / 60;
  return Math.min(99, Math.max(0, (100 * minutes) / (Number(ExpectedCompletionTimeMinutes) || 60)));
}

/** As Java prints a double, untouched by JSON.stringify: https://tc39.es/proposal-json-parse-with-source/ */
function rawScientific(seconds: number): unknown {
  const text = seconds.toExponential().replace('e+', 'E');
  const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };
  return rawJSON(text.includes('.') ? text : text.replace('E', '.0E'));
}

interface Dress {
  nulls: boolean;
  scientific: boolean;
}

function dress(value: unknown, schema: NormalizedSchema, how: Dress): unknown {
  if (how.scientific && schema.isTimestampSchema() && typeof value === 'number') return rawScientific(value);
  if (Array.isArray(value) && schema.isListSchema()) {
    const each = schema.getValueSchema();
    for (const [index, item] of value.entries()) value[index] = dress(item, each, how);
  } else if (isDocument(value) && schema.isMapSchema()) {
    const each = schema.getValueSchema();
    for (const [name, item] of Object.entries(value)) value[name] = dress(item, each, how);
  } else if (isDocument(value) && schema.isStructSchema()) {
    for (const [member, inner] of schema.structIterator()) {
      const name = inner.getMergedTraits().jsonName ?? member;
      if (value[name] !== undefined) value[name] = dress(value[name], inner, how);
      else if (how.nulls && !schema.isUnionSchema()) value[name] = null;
    }
  }
  return value;
}
