// Which findings a reader is notified of now: new, risen, grown, or back after being away. Nothing twice.
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
  /** Of a line that grew: the count of which the reader was notified last. */
  readonly countBefore?: number;
}

/** ', grew from 3 to 9', of a line that did. */
export const growthWords = ({ item: { count }, countBefore }: Alert): string =>
  countBefore === undefined ? '' : `, grew from ${countBefore} to ${count}`;

/** The attention list at one moment. */
export interface AlertLook {
  readonly items: readonly AttentionLine[];
  readonly now: number;
  /** Every list was answered for this account and Region: a finding that is not there has gone. */
  readonly isKnown: (place: string) => boolean;
  /** Accounts with their Regions that are watched. */
  readonly places: readonly string[];
}

export interface AlertRules {
  /** The least severity of which the reader is notified. */
  readonly from: Severity;
  /** Of a place that was never evaluated before: true takes what stands there as known, false as new. */
  readonly skipsFirst: boolean;
  /** Once a day at this time, UTC, all that stands: "07:00". */
  readonly digest?: string;
}

export interface AlertEvaluation {
  readonly alerts: readonly Alert[];
  readonly isDigest: boolean;
  /** As it is once the reader has been notified. */
  readonly memory: AlertMemory;
}

/** What goes and comes again within this is no news: an answer may have been late. */
export const awayMs = 30 * 60_000;
/** A line that grows by less than the double is told again after this. */
export const growthMs = 24 * 3_600_000;
const forgetAwayMs = 7 * 24 * 3_600_000;
const forgetUnseenMs = 90 * 24 * 3_600_000;
const mostEntries = 20_000;

export function evaluateAlerts(memory: AlertMemory, look: AlertLook, rules: AlertRules): AlertEvaluation {
  const { items, now } = look;
  const entries = withAbsences(memory, look);
  const isBad = atLeast(rules.from);
  const isFirstIn = (place: string) => rules.skipsFirst && !memory.isLost && !memory.places.has(place);
  // Of a group that has grown by what stands in places that were never evaluated before, nothing is new.
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
  const isDigest = digestIsDue(rules.digest, memory.digestAt, now);
  return {
    alerts: isDigest ? [...alerts, ...othersOf(items, alerts, isBad)] : alerts,
    isDigest,
    memory: {
      entries: bounded(known, now),
      places: new Set([...memory.places, ...look.places, ...items.flatMap(placesOf)]),
      ...digestTime(memory, rules, isDigest, now),
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

/** The first digest comes a day after the reader asked for one, not at once. */
function digestTime({ digestAt }: AlertMemory, { digest }: AlertRules, isDigest: boolean, now: number) {
  if (isDigest || (digest !== undefined && digestAt === undefined)) return { digestAt: now };
  return digestAt === undefined ? {} : { digestAt };
}

/** The memory of a reader whom the alerts did not reach: the next evaluation has them again. */
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

/** Entries of findings that are known to be absent say since when. */
function withAbsences({ entries }: AlertMemory, { items, now, isKnown }: AlertLook): Map<string, AlertEntry> {
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
  // A group that forms of findings the reader knows says nothing new, unless one of them is worse now.
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

function remember(entries: Map<string, AlertEntry>, item: AttentionLine, moment: Moment): void {
  const { severity, count = 1 } = item;
  const [place = ''] = placesOf(item).toSorted();
  put(entries, memoryKey(item), { severity, count, place }, moment);
  for (const { key, severity: own } of membersOf(item)) {
    put(entries, key, { severity: own, count: 1, place: placeOfKey(key) }, { ...moment, isNotified: true });
  }
}

function put(
  entries: Map<string, AlertEntry>,
  key: string,
  { severity, count, place }: Pick<AlertEntry, 'severity' | 'count' | 'place'>,
  { now, isNotified }: Moment,
): void {
  const { awaySince: _, ...before } = entries.get(key) ?? { severityAt: now, countAt: now, notifiedAt: now };
  const known = { severity, count, ...before };
  const isAsBad = isNotified || rank(severity) <= rank(known.severity);
  const isAsMany = isNotified || count >= known.count;
  // What was less for so long, and not only for one late answer, is news when it is more again.
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
