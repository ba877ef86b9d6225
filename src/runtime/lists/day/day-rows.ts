// The rows of the overview's panels, read by id when they are drawn.
import { createListNames } from '../../../app/list/list-names.ts';
import type { DayRows, OverviewDay } from '../../../app/overview/overview-day.ts';
import type { DayListId, DaySummary } from '../../../engine/day/day-summary.ts';
import type { NextTurn } from '../../../lib/process/turns.ts';
import { resources } from '../../../resources/index.ts';
import { nameColumn, vaultColumn } from '../../../resources/jobs/job-columns.ts';
import { jobListIds } from '../../../resources/resource-id.ts';
import type { RowIds } from '../../../store/query/list-query.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import { idList } from '../id-list.ts';
import type { ListPlaces } from '../list-places.ts';
import { createNameReader } from '../name-reader.ts';
import { createRowWindow, type RowWindow } from '../row-window.ts';

export type DayPlaces = Readonly<Record<DayListId, ListPlaces>>;

export interface DayReaders {
  /** `seq`: the last transaction that wrote rows. */
  read(summary: DaySummary, seq: number): Omit<OverviewDay, 'askedOf' | 'isBehind'>;
  /** For panels with names. The result is true if there are names that were not known before. */
  readNames(summary: DaySummary, isWanted: () => boolean): Promise<boolean>;
}

export interface DayReadersOptions {
  readonly reader: StoreReader;
  readonly places: DayPlaces;
  readonly nextTurn: NextTurn;
}

export function createDayReaders({ reader, places, nextTurn }: DayReadersOptions): DayReaders {
  const jobs = jobListIds.map((id) => resources[id]);
  const jobNames = createListNames([nameColumn, vaultColumn]);
  const auditNames = createListNames(auditColumns);
  const jobWindow = createRowWindow({ resources: jobs, places: places['backup-jobs'], reader, names: jobNames });
  const auditWindow = createRowWindow({
    resources: [resources.audits],
    places: places.audits,
    reader,
    names: auditNames,
  });
  const namesOf = (window: RowWindow) => createNameReader({ window, nextTurn, seq: reader.lastSeq });
  const [readJobNames, readAuditNames] = [namesOf(jobWindow), namesOf(auditWindow)];
  return {
    read({ running, bad, audits, counts, vaultActivity, spark }, seq) {
      const listOf = (window: RowWindow, ids: RowIds): DayRows =>
        idList({ response: { ids, total: ids.length }, window, seq: () => seq });
      return {
        counts,
        vaultActivity,
        spark,
        bad: listOf(jobWindow, bad).rows,
        running: { ...listOf(jobWindow, running), names: jobNames },
        audits: { ...listOf(auditWindow, audits), names: auditNames },
      };
    },
    async readNames({ running, audits }, isWanted) {
      const found = await Promise.all([readJobNames(running, isWanted), readAuditNames(audits, isWanted)]);
      return found.includes(true);
    },
  };
}

/** The panel shows the name of the event in place of the risk column. */
const auditColumns = resources.audits.columns.map((column) =>
  column.id === 'event' ? { ...column, id: 'risk' } : column,
);
