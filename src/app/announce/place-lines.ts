// The screen, its state and the row under the cursor, in words.

import { resources } from '../../resources/index.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { detailLines, detailView } from '../detail/detail-view.ts';
import { cursorIndex } from '../list/cursor.ts';
import { withRelatedColumns } from '../list/related-columns.ts';
import type { ListRow } from '../list/rows.ts';
import type { LinePart } from '../overview/coverage-line.ts';
import { isPanelCounted, isPanelSettled, type Overview } from '../overview/overview-view.ts';
import { sortWords } from '../overview/panel-sorts.ts';
import { listRows, panelRows } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import { countText, isCounted } from '../state/lists/gaps.ts';
import { listRequests, scopesFor } from '../state/lists/list-requests.ts';
import { hasNoFeed, noFeedLines } from '../state/lists/no-feed.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';
import { isSettled } from '../state/lists/settled.ts';
import { shownPlaces } from '../state/places.ts';
import { currentScreen, type DetailScreen, type ListScreen, type PanelId } from '../state/state.ts';
import { columnsIn, zoneOf } from '../state/time/zone.ts';
import type { AnnouncedView } from './create-announcements.ts';

export interface AnnouncedPlace {
  readonly id: string;
  /** No response has arrived yet. */
  readonly isEmpty: boolean;
  lines(): readonly string[];
}

export interface AnnouncedRow {
  readonly id: string;
  /** The state of the screen's lists; announced when it changes. */
  readonly state: string;
  text(): string;
}

const panelTitles: Readonly<Record<PanelId, string>> = {
  running: 'Running jobs',
  vaults: 'Vaults',
  attention: 'Attention',
  audits: 'Recent audits',
  coverage: 'Coverage',
  runs: 'Newest runs',
  last24h: 'Last 24 hours',
};

export function placeOf(view: AnnouncedView): AnnouncedPlace {
  const screen = currentScreen(view.state);
  if (screen.kind === 'list') return listPlace(screen, view);
  if (screen.kind === 'detail') return detailPlace(screen, view);
  const count = panelRows(screen, view).keys.length;
  const sort = screen.sorts?.[screen.focus];
  const by = sort ? `, by ${sortWords(screen.focus, sort)}${sort.descending ? ', greatest first' : ''}` : '';
  return {
    id: `overview ${screen.focus}${by}`,
    isEmpty: count === 0,
    lines: () => [
      `Overview, ${panelTitles[screen.focus]}: ${count || noneInPanel(screen.focus, view.overview(view.data), view.data)}${by}`,
      ...(count > 0 ? [dayLine(view)] : []),
    ],
  };
}

function dayLine({ data, overview }: AnnouncedView): string {
  const day = overview(data);
  const { counts } = day;
  const counted = isPanelCounted('last24h', day, data);
  const words = (['completed', 'failed', 'expired', 'aborted', 'running'] as const).map(
    (id) => `${counted || counts[id] > 0 ? countText(counts[id], counted) : 'unknown number'} ${id}`,
  );
  return `Last 24 hours: ${words.join(', ')}`;
}

function listPlace(screen: ListScreen, view: AnnouncedView): AnnouncedPlace {
  const { plural } = resources[screen.resource];
  const { keys, total } = listRows(screen, view);
  const { sort, filter, origin } = screen;
  return {
    id: JSON.stringify([screen.resource, screen.params, sort, filter.text, screen.filtering]),
    isEmpty: keys.length === 0,
    lines: () => [
      [
        `${plural}${origin ? ` of ${origin}` : ''}: ${keys.length === total ? total || noneText(listRequests(screen, view.data), view.data) : `${keys.length} of ${total}`}`,
        `by ${sort.column}${sort.descending ? ', greatest first' : ''}`,
        ...(screen.filtering || filter.text !== '' ? [`filter ${filter.text}`] : []),
      ].join(', '),
      ...(hasNoFeed(screen.resource, view.data) ? noFeedLines : []),
    ],
  };
}

/** There is no row: none so far, or it is unknown whether there are any. */
const noneText = (requests: readonly ListRequest[], data: Data): string =>
  noneWords(isSettled(requests, data), isCounted(requests, data));

const noneInPanel = (id: PanelId, overview: Overview, data: Data): string =>
  noneWords(isPanelSettled(id, overview, data), isPanelCounted(id, overview, data));

const noneWords = (settled: boolean, counted: boolean): string =>
  settled && !counted ? 'unknown, not all lists were answered' : 'none so far';

/** The number of lines of a longer document is announced instead. */
const mostLines = 400;

function detailPlace(screen: DetailScreen, { data }: AnnouncedView): AnnouncedPlace {
  const { resource, found, sections, lines } = detailView(screen, data);
  const isDocument = screen.tab === 'document';
  const text = () =>
    isDocument ? lines.map((line) => line.whole) : detailLines(sections, data.now).filter((line) => line.trim() !== '');
  return {
    id: JSON.stringify([screen.resource, screen.key, screen.tab, screen.search.text]),
    isEmpty: isDocument ? lines.length === 0 : sections.length === 0,
    lines: () => [
      `${resource.title} ${found ? resource.label(found.row) : ''}, ${isDocument ? 'JSON' : 'detail'}`,
      ...text().slice(0, mostLines),
      ...(text().length > mostLines ? [`and ${text().length - mostLines} more lines`] : []),
    ],
  };
}

export function rowOf(view: AnnouncedView): AnnouncedRow | undefined {
  const screen = currentScreen(view.state);
  if (screen.kind === 'detail') return undefined;
  if (screen.kind === 'overview') {
    const { keys, rows, ...panel } = panelRows(screen, view);
    const index = cursorIndex(screen.cursors[screen.focus], { keys, ...panel });
    const key = keys.at(index);
    if (key === undefined) return undefined;
    const row = rows.at(index);
    if (screen.focus === 'coverage') return { id: key, state: '', text: () => (row as LinePart).text };
    const id = panel.resourceOf(row);
    return announcedRow({ id, key, row, index, count: keys.length, marks: [] }, view);
  }
  const rows = listRows(screen, view);
  const index = cursorIndex(screen.cursor, rows);
  const key = rows.keys.at(index);
  if (key === undefined) return undefined;
  const isMarked = screen.marked.includes(key);
  return announcedRow(
    {
      id: screen.resource,
      key,
      row: rows.rows.at(index),
      index,
      count: rows.keys.length,
      marks: isMarked ? ['marked'] : [],
    },
    view,
  );
}

interface RowPosition {
  readonly id: ResourceId;
  readonly key: string;
  readonly row: ListRow;
  /** Starts at 0. */
  readonly index: number;
  readonly count: number;
  readonly marks: readonly string[];
}

function announcedRow({ id, key, row, index, count, marks }: RowPosition, { data }: AnnouncedView): AnnouncedRow {
  const resource: AnyResource = resources[id];
  const { now } = data;
  const columns = columnsIn(withRelatedColumns(resource, resource.columns, data), zoneOf(data));
  const state = columns.find(({ id: column }) => /^(state|status|risk|lock)$/.test(column));
  const { region } = shownPlaces(scopesFor(id, data));
  return {
    id: `${key} ${marks.join()}`,
    state: state ? cell(state, row, now) : '',
    text: () =>
      [
        ...marks,
        resource.label(row),
        ...columns
          .flatMap((column) => cell(column, row, now) || [])
          .filter((text) => !text.endsWith(` ${resource.label(row)}`)),
        ...(region ? [row.scope.region] : []),
        `${index + 1} of ${count}`,
      ].join(', '),
  };
}

/** Column title and value; empty if there is no value. */
function cell(column: Column<never>, row: ListRow, now: number): string {
  const text = column.text(row as never, now).trim();
  return text === '' || text === '-' ? '' : `${column.title.toLowerCase()} ${text}`;
}
