// What one version in the store changed, in words. A version that changed nothing that counts is no change.
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { ChangeKind, ChangeRow, MemberChange } from '../../domain/changes/change-row.ts';
import { memberChanges, memberText } from '../../domain/changes/member-changes.ts';
import type { Scope } from '../../domain/scope.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { ChangedList } from '../../resources/changes/changed-list.ts';
import { changedLists } from '../../resources/changes/changed-lists.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import { sourcesOf } from '../evaluation/finding-sources.ts';
import type { SeenTimes } from './seen-times.ts';

export interface VersionChange {
  readonly kind: ChangeKind;
  /** Epoch ms at which it was seen. */
  readonly time: number;
  /** The version that began, or that ended because the row was gone. */
  readonly version: StoredRow;
  readonly before: StoredRow | undefined;
}

export interface FoundChange {
  readonly row: ChangeRow;
  readonly seenIn: StoredScope;
  /** Epoch ms: the event that caused it lies between these; undefined: no event is looked for. */
  readonly causedIn: { readonly from: number; readonly to: number } | undefined;
}

export interface ChangeContext {
  scopeOf(stored: StoredScope): Scope;
  readonly seen: SeenTimes;
  /** A row is also told when it was only seen for the first time, and may have existed before. */
  readonly showsFirstSeen?: boolean;
}

/** How long after a response the findings are evaluated that follow from it, at most, also on a busy machine. */
const evaluationMs = minuteMs;

export function toFoundChange(found: VersionChange, context: ChangeContext): FoundChange | undefined {
  const { kind, time, version, before } = found;
  const list = version.resource as ResourceId;
  const changed: ChangedList = changedLists[list] ?? { name: resources[list].label };
  const members = before ? differences(list, changed, { before, version }) : [];
  if (kind === 'changed' && members.length === 0) return undefined;
  // A job leaves the list because of its age.
  if (kind === 'gone' && resources[list].stored?.outlivesListing) return undefined;
  const { row } = version;
  const unseenAt = unseenBefore(changed.seenWith ?? list, { version, kind, time, context });
  const madeAt = kind === 'new' ? changed.madeAt?.(row) : undefined;
  const isProven = kind !== 'new' || madeAt !== undefined || unseenAt !== undefined;
  if (!isProven && !context.showsFirstSeen) return undefined;
  const ownTime = kind === 'gone' ? undefined : (changed.changedAt?.(row) ?? madeAt);
  const at = Math.min(ownTime ?? time, time);
  return {
    row: {
      scope: context.scopeOf(version.scope),
      id: `${list}/${version.key}/${time}/${kind}`,
      kind,
      at,
      seenAt: time,
      ...(unseenAt === undefined ? {} : { unseenAt }),
      what: resources[list].title,
      list,
      key: version.key,
      ...(version.at === 0 ? {} : { rowAt: version.at }),
      name: changed.name(row),
      change: isProven ? textOf(kind, changed, { row, at, members }) : 'seen for the first time',
      members,
      row,
    },
    seenIn: version.scope,
    causedIn: causedIn(found, { madeAt, unseenAt, hasTarget: isNamed(changed, row) }),
  };
}

function differences(
  list: ResourceId,
  { compare, ignored = [] }: ChangedList,
  { before, version }: { readonly before: StoredRow; readonly version: StoredRow },
): readonly MemberChange[] {
  if (compare) return compare(before, version);
  const { volatile = [], keyMember } = resources[list].stored ?? {};
  const others = ['scope', ...(keyMember ? [keyMember] : []), ...volatile, ...ignored];
  return memberChanges(before, version, new Set(others));
}

interface SeenVersion {
  readonly version: StoredRow;
  readonly kind: ChangeKind;
  readonly time: number;
  readonly context: ChangeContext;
}

function unseenBefore(list: ResourceId, { version, kind, time, context }: SeenVersion): number | undefined {
  const { seen } = context;
  const isKnownBefore = kind !== 'new' || knownSince(list, version, seen) < time;
  return isKnownBefore ? seen.unseenAt(list, version.scope, time) : undefined;
}

/** Epoch ms: what appeared until then may have been there before the first whole response. */
function knownSince(list: ResourceId, { resource, row, scope }: StoredRow, seen: SeenTimes): number {
  const own = seen.completeSince(list, scope) ?? Number.POSITIVE_INFINITY;
  if (resource === list) return own;
  // A finding follows from several lists, of which some may be refused.
  const sources = sourcesOf((row as Partial<LineRow>).evidence?.list);
  const times = sources.flatMap((id) => seen.completeSince(id, scope) ?? []);
  return Math.max(own, ...times) + evaluationMs;
}

const isNamed = (changed: ChangedList, row: object): boolean => Object.keys(changed.target?.(row) ?? {}).length > 0;

interface Times {
  readonly madeAt: number | undefined;
  readonly unseenAt: number | undefined;
  readonly hasTarget: boolean;
}

/** An event that names the thing may be older than the last response of the whole list: parts are requested rarely. */
function causedIn({ kind, time, version, before }: VersionChange, { madeAt, unseenAt, hasTarget }: Times) {
  if (madeAt !== undefined) return { from: madeAt, to: madeAt };
  const known = kind === 'gone' ? version.validFrom : before?.validFrom;
  const from = hasTarget && known !== undefined ? known : unseenAt;
  return from === undefined ? undefined : { from, to: time };
}

interface ChangedValues {
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly row: any;
  readonly at: number;
  readonly members: readonly MemberChange[];
}

const statesOfRow: ReadonlySet<string> = new Set(['state', 'status', 'severity']);

function textOf(kind: ChangeKind, { newText, goneText }: ChangedList, { row, at, members }: ChangedValues): string {
  if (kind === 'new') return newText?.(row, at) ?? 'created';
  if (kind === 'gone') return goneText?.(row, at) ?? 'gone';
  const [{ member, before, after } = {}, ...others] = members as readonly Partial<MemberChange>[];
  const isState = others.length === 0 && member !== undefined && statesOfRow.has(member);
  if (isState && before !== undefined && after !== undefined)
    return [`${before} → ${after}`, row.message ?? row.statusMessage].filter(Boolean).join(': ');
  return members.map(memberText).join(', ');
}
