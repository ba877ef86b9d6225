// Quirks: known differences between the real service and its model.
import { createRandom, type Random, seedOf } from './estate/random.ts';
import { createJsonWriter } from './wire/json.ts';
import type { Operation } from './wire/operations.ts';
import type { JsonObject } from './wire/shape-writer.ts';

export const quirkTexts = {
  'explicit-nulls': 'absent members are sent as null',
  'scientific-timestamps': 'times are sent as 1.578560834253E9',
  'restore-percent': 'a restore job\'s PercentDone stays "0.00%", even for a completed job',
  'null-completion': 'some COMPLETED jobs have neither CompletionDate nor PercentDone',
  'upper-case-ids': 'job ids are in upper case',
  'no-vault-type': 'some Regions omit VaultType',
  'unknown-enums': 'some running jobs have a state that no model contains',
  'any-order': 'lists are unsorted',
  'no-rule-id': 'rules of plans, and the jobs that they create, have a name and no id',
  'missing-vault-denied': 'a request for a missing vault is refused with AccessDeniedException',
} as const;
export type Quirk = keyof typeof quirkTexts;
export const allQuirks = Object.keys(quirkTexts) as Quirk[];

/** AWS gives every rule an id; other servers may not. */
export const realQuirks: readonly Quirk[] = allQuirks.filter((quirk) => quirk !== 'no-rule-id');

/** The quirks of the emulator's responses by default. */
export const usualQuirks: readonly Quirk[] = ['restore-percent', 'upper-case-ids', 'missing-vault-denied'];

const isQuirk = (name: string): name is Quirk => Object.hasOwn(quirkTexts, name);

export function parseQuirk(name: string): Quirk {
  if (isQuirk(name)) return name;
  throw new Error(`Unknown quirk "${name}". Quirks: ${allQuirks.join(', ')}.`);
}

interface ResponseContext {
  region: string;
  seed: string;
  now: number;
  /** Whether the Region has a logically air-gapped vault: Regions with one return VaultType. */
  hasAirGapped: boolean;
}

/**
 * Writes outputs with these quirks; undefined if the default writer is sufficient. Only AWS Backup has known quirks.
 */
export function createQuirkWriter(quirks: readonly Quirk[]) {
  const has = (quirk: Quirk) => quirks.includes(quirk);
  const isUnusual = (quirk: Quirk) => quirk !== 'missing-vault-denied' && has(quirk) !== usualQuirks.includes(quirk);
  if (!allQuirks.some(isUnusual)) return undefined;
  const write = createJsonWriter<ResponseContext>({
    nulls: has('explicit-nulls'),
    ...(has('scientific-timestamps') && { time: scientific }),
    transform: (members) =>
      members.some(isAffected) ? (object, context) => withQuirks(object, has, context) : undefined,
  });
  return (operation: Operation, output: object, context: ResponseContext): string =>
    write(operation.output, has('any-order') ? withLists(output, operation, context) : output, context);
}

/** Objects without one of these members are written unchanged. */
const isAffected = (member: string) => member === 'VaultType' || idMembers.includes(member) || ruleIds.includes(member);

function withLists(output: object, { name }: Operation, { seed, region, now }: ResponseContext): object {
  if (!name.startsWith('List')) return output;
  const lists = Object.entries(output).filter(([, value]) => Array.isArray(value)) as [string, unknown[]][];
  const shuffled = lists.map(([member, list]) => [
    member,
    shuffle(list, createRandom(seedOf(seed, 'order', name, region, now))),
  ]);
  return { ...output, ...Object.fromEntries(shuffled) };
}

function shuffle(given: readonly unknown[], random: Random): unknown[] {
  const list = [...given];
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = random.whole(0, last);
    [list[last], list[other]] = [list[other], list[last]];
  }
  return list;
}

const ruleIds = ['RuleId', 'BackupRuleId'];
const idMembers = ['BackupJobId', 'CopyJobId', 'RestoreJobId', 'ScanJobId', 'ParentJobId'];
/** An arbitrary list: AWS does not publish the Regions without VaultType. */
const regionsWithoutVaultType = ['ap-southeast-2', 'sa-east-1', 'me-central-1'];

function withQuirks(
  object: JsonObject,
  has: (quirk: Quirk) => boolean,
  { region, seed, now, hasAirGapped }: ResponseContext,
): JsonObject {
  const changes: Record<string, unknown> = {};
  if (!has('restore-percent') && typeof object.RestoreJobId === 'string' && typeof object.PercentDone === 'string') {
    changes.PercentDone = `${restoreProgress(object, now).toFixed(2)}%`;
  }
  if (has('no-vault-type') && !hasAirGapped && regionsWithoutVaultType.includes(region)) changes.VaultType = undefined;
  if (has('no-rule-id')) for (const member of ruleIds) if (member in object) changes[member] = undefined;
  const id = object.BackupJobId ?? object.CopyJobId ?? object.RestoreJobId;
  if (typeof id === 'string') {
    const random = createRandom(seedOf(seed, 'quirks', id.toUpperCase()));
    const [isOdd, isNew] = [random.chance(1 / 16), random.chance(1 / 8)];
    const state = object.State ?? object.Status;
    if (has('null-completion') && isOdd && state === 'COMPLETED') {
      changes.CompletionDate = undefined;
      changes.PercentDone = undefined;
    }
    if (has('unknown-enums') && isNew && state === 'RUNNING') changes[object.State ? 'State' : 'Status'] = 'SEALING';
  }
  if (!has('upper-case-ids')) {
    for (const member of idMembers) {
      const text = object[member];
      if (typeof text === 'string') changes[member] = text.toLowerCase();
    }
  }
  for (const _ in changes) return { ...object, ...changes };
  return object;
}

function restoreProgress({ Status, CreationDate, ExpectedCompletionTimeMinutes }: JsonObject, now: number): number {
  if (Status === 'COMPLETED') return 100;
  if (Status !== 'RUNNING') return 0;
  const minutes = (now - Number(CreationDate)) / 60_000;
  return Math.min(99, Math.max(0, (100 * minutes) / (Number(ExpectedCompletionTimeMinutes) || 60)));
}

/** A number in the notation of Java's `Double.toString`. */
function scientific(seconds: number): string {
  const text = seconds.toExponential().replace('e+', 'E');
  return text.includes('.') ? text : text.replace('E', '.0E');
}
