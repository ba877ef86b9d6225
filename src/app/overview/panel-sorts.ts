// The columns by which the rows of a panel can be sorted. Without a choice each panel has its own order.
import { placeKey } from '../../domain/scope.ts';
import type { Data } from '../state/data.ts';
import type { OverviewScreen, PanelId, PanelSorts, Sort } from '../state/state.ts';
import type { DayOrder } from './overview-day.ts';

interface SortColumn {
  /** The id of the panel's column. */
  readonly id: string;
  /** The column of the panel's list, if its id differs. */
  readonly of?: string;
  /** For the panel's title, after 'by'. */
  readonly words: string;
  /** Greatest first, until it is reversed. */
  readonly descending?: true;
}

const name: SortColumn = { id: 'name', words: 'name' };
const region: SortColumn = { id: 'region', words: 'Region' };

const columns: Readonly<Record<PanelId, readonly SortColumn[]>> = {
  running: [
    name,
    { id: 'kind', words: 'kind' },
    { id: 'vault', words: 'vault' },
    region,
    { id: 'state', words: 'state' },
    { id: 'percent', words: 'progress', descending: true },
    { id: 'rate', words: 'rate', descending: true },
    { id: 'elapsed', words: 'duration', descending: true },
    { id: 'eta', words: 'time left' },
  ],
  vaults: [name, region, { id: 'points', words: 'points', descending: true }, { id: 'lock', words: 'lock' }],
  attention: [
    { id: 'subject', words: 'resource' },
    region,
    { id: 'age', of: 'since', words: 'since', descending: true },
    { id: 'count', words: 'count', descending: true },
  ],
  audits: [
    { id: 'actor', words: 'actor' },
    { id: 'risk', of: 'event', words: 'event' },
    { id: 'target', words: 'target' },
    region,
    { id: 'refused', of: 'outcome', words: 'refusal' },
    { id: 'age', words: 'age' },
  ],
  coverage: [],
  runs: [
    { id: 'plan', words: 'plan' },
    { id: 'at', words: 'time', descending: true },
    { id: 'done', words: 'done', descending: true },
    { id: 'issues', words: 'issues', descending: true },
    { id: 'failed', words: 'failed', descending: true },
    { id: 'running', words: 'running', descending: true },
    { id: 'absent', words: 'no job', descending: true },
  ],
  last24h: [],
};

/** The next order of the panel with the focus: by each column in turn, then its own. */
export function sortPanel(screen: OverviewScreen, by: number): OverviewScreen {
  const { focus, sorts } = screen;
  const own = columns[focus];
  const places = own.length + 1;
  const at = own.findIndex(({ id }) => id === sorts?.[focus]?.column) + 1;
  const next = own[((at + by + places) % places) - 1];
  const { [focus]: _, ...others } = sorts ?? {};
  return {
    ...screen,
    sorts: next ? { ...others, [focus]: { column: next.id, descending: next.descending ?? false } } : others,
  };
}

/** undefined: the panel has its own order, which cannot be reversed. */
export function reversePanel(screen: OverviewScreen): OverviewScreen | undefined {
  const sort = screen.sorts?.[screen.focus];
  if (!sort) return undefined;
  return { ...screen, sorts: { ...screen.sorts, [screen.focus]: { ...sort, descending: !sort.descending } } };
}

/** 'duration'; undefined: the panel's own order. */
export const sortWords = (panel: PanelId, sort: Sort | undefined): string | undefined =>
  columns[panel].find(({ id }) => id === sort?.column)?.words;

/** The same sort by the columns of the panel's list. */
export function listSort(panel: PanelId, sorts: PanelSorts | undefined): Sort | undefined {
  const sort = sorts?.[panel];
  if (!sort) return undefined;
  return { ...sort, column: columns[panel].find(({ id }) => id === sort.column)?.of ?? sort.column };
}

const jobKinds: Readonly<Record<string, string>> = {
  'backup-jobs': 'backup',
  'copy-jobs': 'copy',
  'restore-jobs': 'restore',
};

/** Running jobs that hang or take too long come first. */
export function dayOrder(data: Data, sorts: PanelSorts | undefined): DayOrder {
  const [running, audits] = [listSort('running', sorts), listSort('audits', sorts)];
  return { first: running ? [] : slowJobs(data), ...(running ? { running } : {}), ...(audits ? { audits } : {}) };
}

function slowJobs(data: Data): readonly string[] {
  const slow = data.attention.rows(data).filter(({ kind }) => kind === 'stuck-job' || kind === 'long-job');
  return slow.flatMap(({ scope, evidence: { list, params } }) => {
    const kind = jobKinds[list];
    return kind && params.id ? [`${placeKey(scope)} ${kind}/${params.id.toUpperCase()}`] : [];
  });
}
