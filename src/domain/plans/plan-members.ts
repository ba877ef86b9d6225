// The members of a backup plan's document as flat paths with values, so that two documents can be compared member by
// member: what AWS assumes where a member is absent counts as absent, and the order of AWS's own lists means nothing.
import { type Bag, isBag } from '../../lib/bag.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { ruleDefaults } from './plan-rule.ts';
import { defaultSchedule } from './schedule.ts';

/** By path as a person reads it ('Lifecycle.DeleteAfterDays'): the value as JSON; an empty text says "it is there". */
export type PlanMembers = ReadonlyMap<string, string>;

/**
 * What AWS assumes, by path without the entries of lists.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 */
const defaults: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['ScheduleExpression', defaultSchedule],
  ['ScheduleExpressionTimezone', ruleDefaults.timeZone],
  ['StartWindowMinutes', ruleDefaults.startWindowMinutes],
  ['CompletionWindowMinutes', ruleDefaults.completionWindowMinutes],
  ['EnableContinuousBackup', false],
  ['AdvancedBackupSettings.BackupOptions.WindowsVSS', 'disabled'],
  ...['Lifecycle', 'CopyActions.Lifecycle'].flatMap((lifecycle): [string, unknown][] => [
    // AWS: -1 means never.
    [`${lifecycle}.DeleteAfterDays`, -1],
    [`${lifecycle}.MoveToColdStorageAfterDays`, -1],
    [`${lifecycle}.OptInToArchiveForSupportedResources`, false],
  ]),
]);

/** Text of the default of a member that is absent; undefined: absent means that there is none. */
export function defaultText(path: string): string | undefined {
  const value = defaults.get(path);
  return typeof value === 'string' || (typeof value === 'number' && value >= 0) ? jsonText(value) : undefined;
}

/** Lists of AWS's model whose order means nothing, with the member that identifies an entry. */
const lists: ReadonlyMap<string, string | undefined> = new Map([
  ['CopyActions', 'DestinationBackupVaultArn'],
  ['AdvancedBackupSettings', 'ResourceType'],
  ['ScanSettings', 'MalwareScanner'],
  ['ScanActions', 'MalwareScanner'],
  ['IndexActions', undefined],
  ['ScanSettings.ResourceTypes', undefined],
  ['IndexActions.ResourceTypes', undefined],
]);

/** Two names of one time zone. */
const normalized = (path: string, value: unknown): unknown =>
  path === 'ScheduleExpressionTimezone' && value === 'UTC' ? ruleDefaults.timeZone : value;

interface Place {
  /** As a person reads it, with the entries of lists. */
  readonly path: string;
  /** As AWS's model has it, without them. */
  readonly model: string;
}

/** `without`: members that are not compared. */
export function membersOf(document: Bag, without: ReadonlySet<string>): PlanMembers {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(document))
    if (!without.has(name)) collect(found, { path: name, model: name }, value);
  return found;
}

function collect(found: Map<string, string>, place: Place, raw: unknown): void {
  const { path, model } = place;
  const value = normalized(model, raw);
  if (value === undefined || value === null || value === defaults.get(model)) return;
  if (isBag(value)) {
    for (const [name, member] of Object.entries(value))
      collect(found, { path: `${path}.${name}`, model: `${model}.${name}` }, member);
    return;
  }
  if (!Array.isArray(value)) found.set(path, jsonText(value));
  else if (value.length > 0) collectList(found, place, value);
}

function collectList(found: Map<string, string>, { path, model }: Place, items: readonly unknown[]): void {
  const identity = lists.get(model);
  if (identity === undefined || !items.every(isBag)) {
    const texts = items.map((item) => jsonText(ordered(item, model)));
    found.set(path, `[${(lists.has(model) ? texts.toSorted() : texts).join(', ')}]`);
    return;
  }
  const seen = new Map<string, number>();
  for (const item of items) {
    const { [identity]: own, ...others } = item;
    const name = typeof own === 'string' ? own : jsonText(own ?? null);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const entry = `${model} ${name}${count > 1 ? ` (${count})` : ''}`;
    // A copy without a lifecycle is still made; settings and scans are their members.
    if (model === 'CopyActions') found.set(entry, '');
    collectEntry(found, { path: entry, model }, others);
  }
}

function collectEntry(found: Map<string, string>, { path, model }: Place, members: Bag): void {
  for (const [name, member] of Object.entries(members))
    collect(found, { path: `${path}: ${name}`, model: `${model}.${name}` }, member);
}

/** PlanMembers by name, and AWS's own lists by value. */
function ordered(value: unknown, model: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item, model));
    return lists.has(model) ? items.toSorted((a, b) => (jsonText(a) < jsonText(b) ? -1 : 1)) : items;
  }
  if (!isBag(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(
    members
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, ordered(member, `${model}.${name}`)]),
  );
}
