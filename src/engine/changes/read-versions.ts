// All stored versions of one row, told as changes.
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import { toFoundChange, type VersionChange } from './one-change.ts';
import { auditsOf, type ChangesWanted, withCauses } from './read-changes.ts';
import { withoutRepetitions } from './repetitions.ts';
import { createSeenTimes } from './seen-times.ts';

export interface VersionsOf {
  readonly list: ResourceId;
  /** Without the scope. */
  readonly key: string;
  /** A time of the row that never changes, epoch ms: the lookup is faster with it. */
  readonly at?: number | undefined;
}

export function readVersions({ list, key, at: rowAt }: VersionsOf, wanted: ChangesWanted): readonly ChangeRow[] {
  const { reader, scopes, from, to } = wanted;
  const context = { ...wanted, seen: createSeenTimes(reader), showsFirstSeen: true };
  const found = scopes.flatMap((scope) =>
    changesOf(reader.history({ resource: list, scope, key, at: rowAt })).flatMap(
      (one) => toFoundChange(one, context) ?? [],
    ),
  );
  return withoutRepetitions(
    withCauses(found, auditsOf(found, { ...wanted, from: Number.MAX_SAFE_INTEGER })),
    scopes,
  ).filter(({ at }) => at > from && at <= to);
}

/** Oldest first. A row that was gone and came back is new again. */
function changesOf(versions: readonly StoredRow[]): VersionChange[] {
  return versions.flatMap((version, index): VersionChange[] => {
    const before = versions[index - 1]?.closedBy === 'changed' ? versions[index - 1] : undefined;
    const began = { kind: before ? ('changed' as const) : ('new' as const), time: version.validFrom, version, before };
    if (version.closedBy !== 'gone' || version.validTo === undefined) return [began];
    return [began, { kind: 'gone', time: version.validTo, version, before: undefined }];
  });
}
