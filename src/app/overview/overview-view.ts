// The rows of the overview's panels.
import { minuteOf } from '../../lib/clock.ts';
import type { Sequence } from '../../lib/sequence.ts';
import { jobListIds, type ResourceId } from '../../resources/resource-id.ts';
import { keyedRows } from '../list/cursor.ts';
import type { ListRow, Rows, RowsOf } from '../list/rows.ts';
import type { Data } from '../state/data.ts';
import { isCounted } from '../state/lists/gaps.ts';
import { everyRow, everywhere } from '../state/lists/list-requests.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';
import { isSettled } from '../state/lists/settled.ts';
import type { PanelId, PanelSorts, Sort } from '../state/state.ts';
import { coverageLine } from './coverage-line.ts';
import { type DayOf, type DayRows, type OverviewDay, type ResponsesAsked, unknownDay } from './overview-day.ts';
import { dayOrder, listSort } from './panel-sorts.ts';

export interface PanelRows extends DayRows {
  readonly rows: Sequence<ListRow>;
  /** A panel may contain jobs of all kinds. */
  resourceOf(row: ListRow): ResourceId;
  readonly askedOf: ResponsesAsked;
}

/** The lists from which a panel's rows and counts are made. */
const panelSources: Readonly<Record<PanelId, readonly ResourceId[]>> = {
  vaults: ['vaults'],
  running: jobListIds,
  attention: ['attention'],
  audits: ['audits'],
  coverage: ['coverage-totals'],
  runs: ['newest-runs'],
  last24h: jobListIds,
};

export const panelRequests = (id: PanelId, data: Data): ListRequest[] =>
  panelSources[id].flatMap((resource) => everywhere(resource, data));

/** Whether each source list of the panel has a response or a refusal, and the panel includes them. */
export const isPanelSettled = (id: PanelId, { panels }: Overview, data: Data): boolean =>
  panels[id].askedOf.isSettled && isSettled(panelRequests(id, data), data);

/** Whether each source list of the panel has a response, and the panel includes them. */
export const isPanelCounted = (id: PanelId, { panels }: Overview, data: Data): boolean =>
  panels[id].askedOf.isCounted && isCounted(panelRequests(id, data), data);

export interface Overview extends Pick<OverviewDay, 'counts' | 'vaultActivity' | 'spark'> {
  readonly panels: Readonly<Record<PanelId, PanelRows>>;
  /** Jobs of the last 24 hours, whatever their present state. */
  readonly badJobs: OverviewDay['bad'];
  /** false: no count is known, not even zero. */
  readonly isKnown: boolean;
  /** Rows have arrived that the overview does not include yet. */
  readonly isBehind: boolean;
}

/** `sorts`: of the panels on screen. */
export type OverviewOf = (data: Data, sorts?: PanelSorts) => Overview;

export function createOverview(rowsOf: RowsOf, dayOf: DayOf): OverviewOf {
  let remembered: { readonly from: readonly unknown[]; readonly overview: Overview } | undefined;
  return (data, sorts) => {
    const day = dayOf(data, dayOrder(data, sorts));
    const from = [data.version, minuteOf(data.now), data.scopes, day, sorts];
    if (remembered?.from.every((one, index) => one === from[index])) return remembered.overview;
    const overview = compute(data, { rowsOf, day, sorts });
    remembered = { from, overview };
    return overview;
  };
}

interface Shown {
  readonly rowsOf: RowsOf;
  readonly day: OverviewDay;
  readonly sorts: PanelSorts | undefined;
}

function compute(data: Data, { rowsOf, day, sorts }: Shown): Overview {
  const listed = (id: ResourceId, sort?: Sort) => rowsOf({ ...everyRow(id, data), ...(sort ? { sort } : {}) }, data);
  const vaults = listed('vaults', listSort('vaults', sorts));
  const { jobs, audits } = day.askedOf;
  const attention = listed('attention', listSort('attention', sorts));
  const coverage = coverageRows(data);
  const runs = listed('newest-runs', listSort('runs', sorts) ?? worstFirst);
  return {
    panels: {
      vaults: panelOf(vaults, knownOf(vaults), () => 'vaults'),
      running: panelOf(day.running, jobs, ({ kind }) => `${kind as 'backup' | 'copy' | 'restore'}-jobs`),
      attention: panelOf(attention, knownOf(attention), () => 'attention'),
      audits: panelOf(day.audits, audits, () => 'audits'),
      coverage: panelOf(coverage, knownOf({ rows: coverage.rows, isBehind: false }), () => 'coverage'),
      runs: panelOf(runs, knownOf(runs), () => 'newest-runs'),
      last24h: panelOf(noRows, jobs, () => 'backup-jobs'),
    },
    badJobs: day.bad,
    vaultActivity: day.vaultActivity,
    counts: day.counts,
    spark: day.spark,
    isKnown: day !== unknownDay,
    isBehind: day.isBehind || vaults.isBehind,
  };
}

/** A plan that failed is in view, however small the panel is. */
const worstFirst: Sort = { column: 'state', descending: false };

function coverageRows(data: Data): DayRows {
  const parts = coverageLine(data);
  return { ...keyedRows(parts.map(({ key }) => key)), rows: parts };
}

/** Missing rows do not mean that there are none. */
function knownOf({ rows, isBehind }: Pick<Rows, 'rows' | 'isBehind'>): ResponsesAsked {
  const isKnown = rows.length > 0 || !isBehind;
  return { isSettled: isKnown, isCounted: isKnown };
}

const noRows: DayRows = { ...keyedRows([]), rows: [] };

const panelOf = (
  { keys, rows, indexOf, names }: DayRows,
  askedOf: ResponsesAsked,
  resourceOf: PanelRows['resourceOf'],
): PanelRows => ({ keys, rows, indexOf, ...(names ? { names } : {}), resourceOf, askedOf });
