// Reads what changed between two times, from the versions in the store.
import type { Audit } from '../../domain/audits/audit.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import { dayMs, minuteMs } from '../../lib/duration.ts';
import { changedListIds, changedLists } from '../../resources/changes/changed-lists.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import { type CauseQuery, createCauses, toleranceMs } from './causes.ts';
import { type FoundChange, toFoundChange } from './one-change.ts';
import { policyChanges } from './policy-changes.ts';
import { withoutRepetitions } from './repetitions.ts';
import { createSeenTimes } from './seen-times.ts';

export interface ChangesWanted {
  readonly reader: StoreReader;
  /** In order of preference: a change that two identities saw is one. */
  readonly scopes: readonly StoredScope[];
  /** The scope of a row on screen. */
  scopeOf(stored: StoredScope): Scope;
  /** Epoch ms: later than `from`, up to and including `to`. */
  readonly from: number;
  readonly to: number;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
}

export interface FoundChanges {
  /** In no order. */
  readonly rows: readonly ChangeRow[];
  /** Epoch ms: older changes were not read, because there are too many; absent: all of the range were. */
  readonly cutAt?: number;
}

/** The number of changes that are read at most, about. */
export const mostChanges = 20_000;

/** A step reads the versions of this time, or of a part of the range if it is long. */
const stepMs = 10 * minuteMs;
const mostSteps = 1_000;
/** A clock that was set back leaves versions that began later than now. */
const aheadMs = dayMs;

/** Newest first, in steps: between two of them other work can be done. */
export function* readChanges(wanted: ChangesWanted, most = mostChanges): Generator<undefined, FoundChanges> {
  const { from, to, now } = wanted;
  const context = { ...wanted, seen: createSeenTimes(wanted.reader) };
  const isIn = ({ row: { at } }: FoundChange) => at > from && at <= to;
  const found: FoundChange[] = [];
  const step = Math.max(stepMs, Math.ceil((now - from) / mostSteps));
  // What AWS made in the range may have been seen later: the versions are read up to now.
  let until = now + aheadMs;
  while (until > from && found.length < most) {
    const since = Math.max(from, until > now ? now - step : until - step);
    found.push(...changesOfStep({ from: since, to: until }, wanted, context).filter(isIn));
    until = since;
    yield;
  }
  const audits = auditsOf(found, wanted);
  yield;
  const rows = [...withoutRepetitions(withCauses(found, audits), wanted.scopes), ...policyChanges(audits)];
  const since = Math.max(from, until);
  return { rows: rows.filter(({ at }) => at > since && at <= to), ...(until > from ? { cutAt: until } : {}) };
}

interface Step {
  readonly from: number;
  readonly to: number;
}

function changesOfStep(
  step: Step,
  { reader, scopes }: ChangesWanted,
  context: Parameters<typeof toFoundChange>[1],
): FoundChange[] {
  const changes = reader.changes({ ...step, resources: changedListIds, scopes });
  const ids = changes.flatMap(({ id, beforeId }) => [id, ...(beforeId === undefined ? [] : [beforeId])]);
  const read = new Map(reader.rows(ids).map((row, index) => [ids[index], row] as const));
  return changes.flatMap(({ kind, time, id, beforeId }) => {
    const version = read.get(id);
    const before = beforeId === undefined ? undefined : read.get(beforeId);
    // Pruned in the meantime.
    if (!version || (kind === 'changed' && !before)) return [];
    return toFoundChange({ kind, time, version, before }, context) ?? [];
  });
}

/** The events of the range, and older ones that may have caused a change. */
export function auditsOf(found: readonly FoundChange[], { reader, scopes, scopeOf, from }: ChangesWanted): Audit[] {
  const since = found.reduce((oldest, { causedIn }) => Math.min(oldest, causedIn?.from ?? oldest), from) - toleranceMs;
  return reader
    .rows(reader.openIds({ resource: 'audits', scopes, since }))
    .flatMap((one) => (one ? [{ ...(one.row as Audit), scope: scopeOf(one.scope) }] : []));
}

export function withCauses(found: readonly FoundChange[], audits: readonly Audit[]): readonly FoundChange[] {
  const causeOf = createCauses(audits.map((audit) => ({ place: placeKey(audit.scope), audit })));
  return found.map((one) => withCause(one, causeOf));
}

function withCause(found: FoundChange, causeOf: (query: CauseQuery) => Audit | undefined): FoundChange {
  const { row, causedIn } = found;
  const { target, causes } = changedLists[row.list as ResourceId] ?? {};
  const [names, about] = [causes?.[row.kind] ?? [], target?.(row.row)];
  const audit =
    causedIn && about && names.length > 0
      ? causeOf({ place: placeKey(row.scope), names, target: about, ...causedIn })
      : undefined;
  if (!audit) return found;
  const by = { by: actorWords(audit.actor), event: audit.name, auditId: audit.id };
  // AWS's time of the call is nearer to the change than the response that shows it.
  const at = row.at === row.seenAt ? Math.min(audit.at, row.seenAt) : row.at;
  return { ...found, row: { ...row, ...by, at } };
}
