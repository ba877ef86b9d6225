// The columns of a list on screen: those of its resource that are chosen, with account and Region where rows differ in
// them.
import type { Scope } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';
import type { Data } from '../state/data.ts';
import { scopesFor } from '../state/lists/list-requests.ts';
import { type AccountNames, regionOf, shownPlaces } from '../state/places.ts';
import { defaultSettings, type ScreenSettings, shownColumns } from '../state/settings.ts';
import type { ListScreen } from '../state/state.ts';
import { columnsIn } from '../state/time/zone.ts';
import { accountColumn, roomyPanel } from './account-column.ts';
import { withRelatedColumns } from './related-columns.ts';
import { roomyColumns, withTimeColumn } from './time-column.ts';

// biome-ignore lint/suspicious/noExplicitAny: columns of all resources pass through here
export type AnyColumn = Column<any>;

/** The parts of the data that decide the columns: the same parts give the same columns. */
export interface ColumnFacts {
  readonly resource: AnyResource;
  readonly chosen: readonly string[] | undefined;
  readonly settings: ScreenSettings;
  readonly scopes: readonly Scope[];
  readonly accounts: AccountNames;
  /** Of the screen, in cells. */
  readonly width: number;
  /** Only of lists with columns from other lists: these are laid out again after each response. */
  readonly relatedIn: Data | undefined;
}

export function columnFacts(screen: ListScreen, width: number, data: Data): ColumnFacts {
  const resource: AnyResource = resources[screen.resource];
  const settings = data.settings ?? defaultSettings;
  const isChosen = screen.columns !== undefined || settings.columns.has(screen.resource);
  return {
    resource,
    chosen: screen.columns,
    settings,
    scopes: screen.scopes ?? scopesFor(screen.resource, data),
    accounts: data.accounts,
    width,
    relatedIn: resource.related && !isChosen ? data : undefined,
  };
}

export function listColumns(facts: ColumnFacts): readonly AnyColumn[] {
  const { resource, chosen, settings, width, relatedIn } = facts;
  const shown = shownColumns(resource, chosen, settings);
  const related = relatedIn ? withRelatedColumns(resource, shown, relatedIn) : shown;
  const own = columnsIn(withTimeColumn(width < roomyColumns ? related : roomy(related), width), settings.zones.shown);
  return resource.spansPlaces ? own : withPlaces(own, facts);
}

const roomy = (columns: readonly AnyColumn[]): readonly AnyColumn[] =>
  columns.map((column) =>
    column.roomy === undefined ? column : { ...column, width: column.roomy, whole: column.roomy },
  );

const regionColumn: AnyColumn = {
  id: 'region',
  title: 'REGION',
  width: 14,
  keep: 90,
  text: regionOf,
  tone: () => 'muted',
};

/** Account and Region are shown if rows can have different ones. */
function withPlaces(columns: readonly AnyColumn[], { scopes, accounts, width }: ColumnFacts): readonly AnyColumn[] {
  const [first, ...others] = columns;
  if (!first) return columns;
  const { region, account } = shownPlaces(scopes);
  return [
    first,
    ...(region ? [regionColumn] : []),
    ...(account && first.id !== 'account' ? [accountColumn(accounts, 92, width >= roomyPanel)] : []),
    ...others,
  ];
}
