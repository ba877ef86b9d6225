// The common part of four of the five panels: a title and a table of rows with its own cursor.
import { useMemo } from 'react';
import type { Rectangle } from '../../src/app/layout.ts';
import { withAccount } from '../../src/app/list/account-column.ts';
import { cursorIndex } from '../../src/app/list/cursor.ts';
import type { PanelRows } from '../../src/app/overview/overview-view.ts';
import { countText } from '../../src/app/state/lists/gaps.ts';
import type { AccountNames } from '../../src/app/state/places.ts';
import type { Cursor, Sort } from '../../src/app/state/state.ts';
import { columnsIn, zoneOf } from '../../src/app/state/time/zone.ts';
import type { Column } from '../../src/resources/resource.ts';
import type { Piece } from '../primitives/line.tsx';
import { ListStatus } from '../primitives/list-status.tsx';
import { useLive } from '../primitives/live.ts';
import { useAppearance } from '../primitives/look.tsx';
import { Table } from '../primitives/table.tsx';
import { Panel } from './panel.tsx';
import type { PanelProblem } from './troubles.ts';

export interface PanelRowsProps {
  readonly place: Rectangle;
  readonly number: number;
  readonly focused: boolean;
  readonly panel: PanelRows;
  readonly cursor: Cursor;
  readonly heads: boolean;
  /** All requests have a response or a refusal. */
  readonly settled: boolean;
  /** Shown in place of rows until then. */
  readonly loading: string;
  /** All requests have a response: the rows are complete. */
  readonly counted: boolean;
  readonly troubles: readonly PanelProblem[];
  /** Names of accounts, if there are several. */
  readonly accounts: AccountNames | undefined;
  /** Rows can have different Regions. */
  readonly severalRegions: boolean;
  /** By a column of the panel; absent: it has its own order. */
  readonly sort: Sort | undefined;
  /** The words for the column of the sort. */
  readonly sortedBy: string | undefined;
}

export interface PanelTableProps extends PanelRowsProps {
  readonly title: string;
  // biome-ignore lint/suspicious/noExplicitAny: columns of all panels pass through here
  readonly columns: readonly Column<any>[];
  /** Shown in place of rows if there are none. */
  readonly empty: string;
}

export function PanelTable(props: PanelTableProps) {
  const {
    title,
    columns: own,
    empty,
    panel,
    cursor,
    heads,
    settled,
    loading,
    counted,
    troubles,
    accounts,
    severalRegions,
    sort,
    sortedBy,
    ...frame
  } = props;
  const { place, focused } = frame;
  const zone = useLive(zoneOf, Object.is);
  const columns = useMemo(
    () => withAccount(columnsIn(severalRegions ? own : withoutRegion(own), zone), accounts, place.width),
    [own, zone, accounts, severalRegions, place.width],
  );
  const { rows, keys, names } = panel;
  const room = place.height - 1;
  const tableHeight = rows.length === 0 ? 0 : Math.min(room, rows.length + (heads ? 1 : 0));
  const line = useSortPieces(sort, sortedBy);
  const quiet = settled ? (troubles.length > 0 ? undefined : empty) : loading;
  return (
    <Panel
      {...frame}
      title={title}
      count={rows.length === 0 && !settled ? '' : countText(rows.length, counted)}
      line={line}
    >
      {rows.length === 0 ? null : (
        <Table
          columns={columns}
          heads={heads}
          rows={rows}
          keys={keys}
          names={names}
          width={place.width}
          height={tableHeight}
          top={cursor.top}
          {...(sort ? { sort } : {})}
          cursorIndex={focused ? cursorIndex(cursor, panel) : -1}
        />
      )}
      <ListStatus
        troubles={troubles}
        width={place.width}
        height={room - tableHeight}
        {...(rows.length === 0 && quiet !== undefined ? { empty: quiet } : {})}
      />
    </Panel>
  );
}

/** The header names the only Region. */
const withoutRegion = (columns: PanelTableProps['columns']): PanelTableProps['columns'] =>
  columns.filter(({ id }) => id !== 'region');

/** 'by duration ▼', for the title. */
export function useSortPieces(sort: Sort | undefined, sortedBy: string | undefined): readonly Piece[] {
  const { glyphs } = useAppearance();
  if (!sort || sortedBy === undefined) return [];
  return [{ text: `by ${sortedBy} ${sort.descending ? glyphs.descending : glyphs.ascending}`, tone: 'muted' }];
}
