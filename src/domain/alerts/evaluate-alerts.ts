// Decides of which findings a reader is notified now: findings that are new, have risen in severity, have grown in
// count, or are back after an absence. No reader is notified twice of the same state.
import type { AttentionLine } from '../attention/findings/attention-line.ts';
import { type Severity, severities } from '../attention/findings/severity.ts';
import type { AlertEntry, AlertMemory } from './alert-memory.ts';
import { digestIsDue } from './digest.ts';
import { memoryKey, placeKey, placeOfKey } from './memory-key.ts';

export const alertReasons = ['new', 'risen', 'grown', 'back', 'digest'] as const;
export type AlertReason = (typeof alertReasons)[number];

export interface Alert {
  readonly item: AttentionLine;
  readonly reason: AlertReason;
  /** For a line that grew: the count of which the reader was last notified. */
  readonly countBefore?: number;
}

/** ', grew from 3 to 9' for a line that grew, else ''. */
export const growthWords = ({ item: { count }, countBefore }: Alert): string =>
  countBefore === undefined ? '' : `, grew from ${countBefore} to ${count}`;

/** The attention list at one moment. */
export interface AlertInput {
  readonly items: readonly AttentionLine[];
  readonly now: number;
  /** True if every list of this account-Region has a response: a finding that is absent then is gone. */
  readonly isKnown: (place: string) => boolean;
  /** The accounts with Regions that are watched. */
  readonly places: readonly string[];
}

export interface AlertRules {
  /** The lowest severity of which the reader is notified. */
  readonly from: Severity;
  /** How findings of an account-Region that was never evaluated before count: true as known, false as new. */
  readonly skipsFirst: boolean;
  /** The UTC time, "07:00", at which the reader is notified once a day of all present findings. */
  readonly digest?: string;
}

export interface AlertEvaluation {
  readonly alerts: readonly Alert[];
  readonly isDigest: boolean;
  /** The memory after the reader was notified. */
  readonly memory: AlertMemory;
}

/** A finding that is absent for less than this time and comes back causes no alert: a response may have been late. */
export const awayMs = 30 * 60_000;
/** A line whose count less than doubles causes an alert only after this time. */
export const growthMs = 24 * 3_600_000;
const forgetAwayMs = 7 * 24 * 3_600_000;
const forgetUnseenMs = 90 * 24 * 3_600_000;
const mostEntries = 20_000;

/** Compares the list with the memory. The returned memory is to be stored only if the alerts reached the reader. */
export function evaluateAlerts(memory: AlertMemory, look: AlertInput, rules: AlertRules): AlertEvaluation {
  const { items, now } = look;
  const entries = withAbsences(memory, look);
  const isBad = atLeast(rules.from);
  const isFirstIn = (place: string) => rules.skipsFirst && !memory.isLost && !memory.places.has(place);
  // A group that grew only by findings of account-Regions that were never evaluated before is not new.
  const isFirst = (item: AttentionLine) =>
    item.members === undefined
      ? isFirstIn(placeKey(item.scope))
      : item.members.every(({ key }) => entries.has(key) || isFirstIn(placeOfKey(key))) &&
        item.members.some(({ key }) => !entries.has(key));
  const alerts: Alert[] = [];
  const known = new Map(entries);
  for (const item of items) {
    const reason = reasonFor(item, entries, now);
    const isKnown = isFirst(item);
    const notified = reason !== undefined && isBad(item.severity) && !isKnown;
    if (notified) alerts.push({ item, reason, ...countBefore(item, reason, entries) });
    remember(known, item, { now, isNotified: notified || isKnown || reason === 'new' });
  }
  const { isDigest, digestAt } = digestOf(memory, rules, now);
  return {
    alerts: isDigest ? [...alerts, ...othersOf(items, alerts, isBad)] : alerts,
    isDigest,
    memory: {
      entries: bounded(known, now),
      places: new Set([...memory.places, ...look.places, ...items.flatMap(placesOf)]),
      ...(digestAt === undefined ? {} : { digestAt }),
    },
  };
}

const placesOf = ({ scope, members }: AttentionLine): string[] =>
  members === undefined ? [placeKey(scope)] : members.map(({ key }) => placeOfKey(key));

function countBefore(item: AttentionLine, reason: AlertReason, entries: ReadonlyMap<string, AlertEntry>) {
  if (reason !== 'grown') return {};
  const entry = entries.get(memoryKey(item));
  return { countBefore: entry?.count ?? membersOf(item).filter(({ key }) => entries.has(key)).length };
}

/** The first digest is due a day after the reader asked for digests. */
function digestOf({ digestAt }: AlertMemory, { digest }: AlertRules, now: number) {
  const isDigest = digestIsDue(digest, digestAt, now);
  const isFirst = digest !== undefined && digestAt === undefined;
  return { isDigest, digestAt: isDigest || isFirst ? now : digestAt };
}

/** The memory of a reader whom the alerts did not reach: the next evaluation returns the same alerts again. */
export function withoutNotified(before: AlertMemory, { alerts, memory }: AlertEvaluation): AlertMemory {
  const entries = new Map(memory.entries);
  for (const { item } of alerts) {
    for (const key of [memoryKey(item), ...membersOf(item).map((member) => member.key)]) {
      const entry = before.entries.get(key);
      if (entry) entries.set(key, entry);
      else entries.delete(key);
    }
  }
  const { places } = memory;
  return { entries, places, ...(before.digestAt === undefined ? {} : { digestAt: before.digestAt }) };
}

export const atLeast = (from: Severity): ((severity: Severity) => boolean) => {
  const bad = new Set(severities.slice(0, severities.indexOf(from) + 1));
  return (severity) => bad.has(severity);
};

function othersOf(items: readonly AttentionLine[], alerts: readonly Alert[], isBad: (severity: Severity) => boolean) {
  const notified = new Set(alerts.map(({ item }) => item));
  return items
    .filter((item) => !notified.has(item) && isBad(item.severity))
    .map((item): Alert => ({ item, reason: 'digest' }));
}

/** Adds to the entries of findings that are known to be absent the time since which they are absent. */
function withAbsences({ entries }: AlertMemory, { items, now, isKnown }: AlertInput): Map<string, AlertEntry> {
  const present = new Set(items.flatMap((item) => [memoryKey(item), ...membersOf(item).map(({ key }) => key)]));
  return new Map(
    [...entries].map(([key, entry]) => {
      if (present.has(key) || entry.awaySince !== undefined || !isKnown(entry.place)) return [key, entry];
      return [key, { ...entry, awaySince: now }];
    }),
  );
}

const membersOf = ({ members = [] }: AttentionLine) => members;

const isBack = ({ awaySince }: AlertEntry, now: number): boolean => awaySince !== undefined && now - awaySince > awayMs;

function reasonFor(item: AttentionLine, entries: ReadonlyMap<string, AlertEntry>, now: number) {
  const entry = entries.get(memoryKey(item));
  if (entry && !isBack(entry, now)) return changeOf(item, entry, now);
  const parts = membersOf(item).map(({ key }) => entries.get(key));
  const isKnown = (part: AlertEntry | undefined) => part !== undefined && !isBack(part, now);
  if (parts.length === 0 || !parts.every(isKnown)) {
    if (parts.some(isKnown)) return 'grown';
    return entry ? 'back' : 'new';
  }
  // A group of findings that the reader knows causes an alert only if one of the findings is worse now.
  const worst = Math.min(...parts.map((part) => rank(part?.severity ?? 'notice')));
  return rank(item.severity) < worst ? 'risen' : undefined;
}

function changeOf({ severity, count = 1 }: AttentionLine, entry: AlertEntry, now: number) {
  if (rank(severity) < rank(entry.severity)) return 'risen';
  const isDouble = count >= 2 * entry.count;
  const isDaily = count > entry.count && now - entry.notifiedAt >= growthMs;
  return isDouble || isDaily ? 'grown' : undefined;
}

const rank = (severity: Severity): number => severities.indexOf(severity);

interface Moment {
  readonly now: number;
  readonly isNotified: boolean;
}

interface PresentEntry extends Pick<AlertEntry, 'severity' | 'count' | 'place'> {
  readonly key: string;
}

function remember(entries: Map<string, AlertEntry>, item: AttentionLine, moment: Moment): void {
  const { severity, count = 1 } = item;
  const [place = ''] = placesOf(item).toSorted();
  put(entries, { key: memoryKey(item), severity, count, place }, moment);
  for (const { key, severity: own } of membersOf(item)) {
    put(entries, { key, severity: own, count: 1, place: placeOfKey(key) }, { ...moment, isNotified: true });
  }
}

function put(
  entries: Map<string, AlertEntry>,
  { key, severity, count, place }: PresentEntry,
  { now, isNotified }: Moment,
): void {
  const { awaySince: _, ...before } = entries.get(key) ?? { severityAt: now, countAt: now, notifiedAt: now };
  const known = { severity, count, ...before };
  const isAsBad = isNotified || rank(severity) <= rank(known.severity);
  const isAsMany = isNotified || count >= known.count;
  // A lower severity or count that lasted for this time, and not only for one late response, makes the next rise an
  // alert.
  const isOver = (at: number) => now - at > awayMs;
  const isLess = { bad: !isAsBad && isOver(known.severityAt), many: !isAsMany && isOver(known.countAt) };
  entries.set(key, {
    ...known,
    place,
    seenAt: now,
    severity: isNotified || isLess.bad ? severity : known.severity,
    severityAt: isAsBad || isLess.bad ? now : known.severityAt,
    count: isNotified || isLess.many ? count : known.count,
    countAt: isAsMany || isLess.many ? now : known.countAt,
    notifiedAt: isNotified ? now : known.notifiedAt,
  });
}

function bounded(entries: ReadonlyMap<string, AlertEntry>, now: number): ReadonlyMap<string, AlertEntry> {
  const kept = [...entries].filter(
    ([, { seenAt, awaySince = now }]) => now - awaySince < forgetAwayMs && now - seenAt < forgetUnseenMs,
  );
  if (kept.length <= mostEntries) return new Map(kept);
  return new Map(kept.toSorted(([, a], [, b]) => b.seenAt - a.seenAt).slice(0, mostEntries));
}
