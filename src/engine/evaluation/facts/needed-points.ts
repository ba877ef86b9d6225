// The response to the list of recovery points, reduced to the ones that the rules read: a Region has tens of thousands
// of them.
import { sweptPointsMs } from '../../../../config/polling.ts';
import type { ListResponse, ScopeFacts } from '../../../domain/attention/facts.ts';
import { areAllPointsNeeded, pointsAtFirst, wholePointGroups } from '../../../domain/attention/points/needed-points.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { FactSource } from './fact-places.ts';
import { byNewest } from './kept-rows.ts';
import type { NeededRowsOptions } from './needed-jobs.ts';

const list = 'recovery-points';

/** `others`: the responses to other lists. */
export type ReadNeededPoints = (
  sources: readonly FactSource[],
  others: Pick<ScopeFacts, 'scope' | 'vaults' | 'copyJobs' | 'scanJobs' | 'restoreJobs'>,
) => ListResponse<RecoveryPoint> | undefined;

export function createNeededPoints({ reader, rowsOf, responses }: NeededRowsOptions): ReadNeededPoints {
  return (sources, others) => {
    const [source, another] = responses.answered(list, sources);
    if (!source) return undefined;
    // If two identities see a recovery point, one row may have more members than the other.
    if (another || areAllPointsNeeded(others)) return responses.read(list, sources) as ListResponse<RecoveryPoint>;
    const { stored: scope, scope: rowScope, at } = source;
    const outlines = reader.outlines({ resource: list, scope, usual: 'COMPLETED' });
    const read = (ids: readonly number[]) => rowsOf({ resource: list, scope, rowScope }, ids);
    const first = new Set(pointsAtFirst(outlines, at - sweptPointsMs).map((index) => outlines[index]?.[0] ?? 0));
    const rows = read([...first]);
    const groups = wholePointGroups(
      rows.map(({ row, shared }) => ({ point: row as unknown as RecoveryPoint, alike: shared })),
      others,
    );
    const isMore = ([id, , , alike]: (typeof outlines)[number]) => !first.has(id) && groups.has(alike ?? 0);
    const more = groups.size === 0 ? [] : read(outlines.filter(isMore).map(([id]) => id));
    const all = more.length === 0 ? rows : [...rows, ...more].toSorted(byNewest);
    return { rows: all.map(({ row }) => row as unknown as RecoveryPoint), at };
  };
}
