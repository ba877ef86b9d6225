// All rows of one resource, in a table that fills the screen.
import { Box } from 'ink';
import { useMemo } from 'react';
import { bodyHeight, listPageSize, previewHeight } from '../../src/app/layout.ts';
import { cursorIndex } from '../../src/app/list/cursor.ts';
import { type AnyColumn, columnFacts, listColumns } from '../../src/app/list/list-columns.ts';
import { listGaps } from '../../src/app/list/list-gaps.ts';
import { previewedRow } from '../../src/app/list/previewed-row.ts';
import type { Rows } from '../../src/app/list/rows.ts';
import type { Data } from '../../src/app/state/data.ts';
import { countText, isCounted } from '../../src/app/state/lists/gaps.ts';
import { listRequests, rowsRequest } from '../../src/app/state/lists/list-requests.ts';
import { hasNoFeed, noFeedLines } from '../../src/app/state/lists/no-feed.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import { isSettled, loadingText } from '../../src/app/state/lists/settled.ts';
import type { ListScreen as ListScreenState, Sort } from '../../src/app/state/state.ts';
import { resources } from '../../src/resources/index.ts';
import { hasPast } from '../../src/resources/past.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { type PanelProblem, troubles } from '../panels/troubles.ts';
import type { Piece } from '../primitives/line.tsx';
import { ListStatus } from '../primitives/list-status.tsx';
import { learnedMark, Table } from '../primitives/table.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { FindingPreview } from './finding-preview.tsx';
import { screenNames } from './screen-names.ts';

const learnedLegend: Piece = { text: `${learnedMark} seen later  `, tone: 'muted' };

export function ListScreen({ screen, view }: { readonly screen: ListScreenState; readonly view: View }) {
  const { state, data, rowsOf } = view;
  const requests = listRequests(screen, data);
  const rows = rowsOf(rowsRequest(screen, data), data);
  const { columns: width } = state.size;
  const { resource, chosen, settings, scopes, accounts, relatedIn } = columnFacts(screen, width, data);
  const columns = useMemo(
    () => listColumns({ resource, chosen, settings, scopes, accounts, width, relatedIn }),
    [resource, chosen, settings, scopes, accounts, width, relatedIn],
  );
  // No response of any Region would show it.
  const found = isWithoutPast(screen, data) ? [] : troubles(requests, data);
  const settled = isSettled(requests, data);
  const known = listState(screen, requests, data);
  const page = listPageSize(state.size, screen.resource);
  const tableHeight = Math.min(page, rows.keys.length) + 1;
  return (
    <Box flexDirection="column" width={width} height={bodyHeight(state.size)}>
      <Breadcrumbs
        crumbs={screenNames(state, data)}
        right={[
          ...mutedPieces(screen, view),
          ...(data.past ? [learnedLegend] : []),
          ...listFacts({
            rows,
            screen,
            state: known,
            found,
            columns,
            gaps: [...listGaps(requests, data), ...(rows.notes ?? [])],
          }),
        ]}
        width={width}
      />
      <Box flexDirection="column" height={page + 1}>
        <Table
          rows={rows.rows}
          keys={rows.keys}
          columns={columns}
          names={rows.names}
          width={width}
          height={tableHeight}
          top={screen.cursor.top}
          cursorIndex={cursorIndex(screen.cursor, rows)}
          sort={screen.sort}
          marked={screen.marked}
          skippedColumns={screen.skippedColumns}
        />
        <ListStatus
          troubles={found}
          width={width}
          height={page - (tableHeight - 1)}
          {...(hasNoFeed(screen.resource, data)
            ? { empty: noFeedLines }
            : emptiness(rows, screen, {
                settled,
                known,
                found,
                isPast: data.past !== undefined,
                loading: () => loadingText(requests, data),
              }))}
        />
      </Box>
      <FindingPreview
        row={previewedRow(screen, rows)}
        view={view}
        height={previewHeight(state.size, screen.resource)}
      />
    </Box>
  );
}

/** A past time is on screen, and the store has the present rows of the list only. */
const isWithoutPast = ({ resource, params }: ListScreenState, { past }: Data): boolean =>
  past !== undefined && !hasPast(resource, params);

/** More rows are arriving, the rows are complete, or there may be rows that were refused. */
type ListState = 'loading' | 'whole' | 'refused';

function listState(screen: ListScreenState, requests: readonly ListRequest[], data: Data): ListState {
  // Without a feed no event can arrive.
  if (hasNoFeed(screen.resource, data)) return 'refused';
  if (isWithoutPast(screen, data)) return 'refused';
  if (!isSettled(requests, data)) return 'loading';
  return isCounted(requests, data) ? 'whole' : 'refused';
}

/** Findings that are muted or acknowledged are not listed, but their numbers are shown. */
function mutedPieces({ resource }: ListScreenState, { data }: View): Piece[] {
  if (resource !== 'attention') return [];
  const counts = data.attention.counts(data);
  return (['acknowledged', 'muted'] as const).flatMap((word): Piece[] =>
    counts[word] === 0 ? [] : [{ text: `${counts[word]} ${word}  `, tone: 'muted' }],
  );
}

interface ListKnowledge {
  readonly settled: boolean;
  readonly known: ListState;
  readonly found: readonly PanelProblem[];
  /** A past time is on screen. */
  readonly isPast: boolean;
  loading(): string;
}

function emptiness(
  { keys, total, isBehind, notes = [] }: Rows,
  { resource, filter }: ListScreenState,
  { settled, known, found, isPast, loading }: ListKnowledge,
): { empty?: string } {
  if (keys.length > 0) return {};
  if (resource === 'found') return { empty: nothingFound(filter.text, isBehind) };
  if (total > 0) return { empty: `nothing matches "${filter.text}"${settled && !isBehind ? '' : ' so far'}` };
  if (!settled || isBehind) return { empty: loading() };
  if (found.length > 0) return {};
  const { plural } = resources[resource];
  // The notes name times that the store does not know.
  const isUnknown = known === 'refused' || notes.length > 0;
  return { empty: isUnknown ? `${plural}: not known${isPast ? ' then' : ''}` : `no ${plural.toLowerCase()}` };
}

function nothingFound(text: string, isBehind: boolean): string {
  if (text === '') return 'type / and a name, an id, an ARN, a tag value or a message';
  if (isBehind) return `nothing found yet for "${text}"`;
  return `nothing contains "${text}", and no list or command has this name; : and tab list all names`;
}

interface ListFacts {
  readonly rows: Rows;
  readonly screen: ListScreenState;
  readonly state: ListState;
  readonly found: readonly PanelProblem[];
  readonly columns: readonly AnyColumn[];
  readonly gaps: readonly string[];
}

function listFacts({ rows, screen, state, found, columns, gaps }: ListFacts): Piece[] {
  const { keys, total, filterProblem } = rows;
  const { filter, sort, marked } = screen;
  const failing = new Set(found.flatMap(({ places }) => places)).size;
  const isUnknown = state === 'refused' || (state === 'loading' && total === 0);
  const all = countText(total, !isUnknown);
  const count = keys.length === total ? all : `${keys.length} of ${all}`;
  return [
    ...gaps.map((text): Piece => ({ text: `${text}  `, tone: 'warn' })),
    ...(failing > 0 ? [{ text: `${failing} failing  `, tone: 'bad' } as Piece] : []),
    ...filterPieces(filter.text, filterProblem),
    ...(marked.length > 0 ? [{ text: `${marked.length} marked  `, tone: 'accent' } as Piece] : []),
    { text: `${count}${state === 'loading' && !isUnknown ? '…' : ''}` },
    { text: `  by ${sortTitle(sort, columns)}`, tone: 'muted' },
  ];
}

function filterPieces(text: string, problem: string | undefined): Piece[] {
  if (text === '') return [];
  if (problem === undefined) return [{ text: `/${text}  `, tone: 'accent' }];
  // The reason is more important than the whole expression, which the prompt shows.
  return [{ text: `filter /${text.slice(0, 12)}${text.length > 12 ? '…' : ''} ${problem}  `, tone: 'bad' }];
}

const sortTitle = ({ column }: Sort, columns: readonly AnyColumn[]): string =>
  (columns.find(({ id }) => id === column)?.title ?? column).replace(/ (UTC|\(UTC\))$/, '').toLowerCase();
