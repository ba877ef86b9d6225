// What an action is about, in lines: its rows, their account and Region, and where the data goes.
import { inZone } from '../../domain/time-zones.ts';
import { textOf } from '../../resources/action.ts';
import { resources } from '../../resources/index.ts';
import type { Data } from '../state/data.ts';
import { zoneOf } from '../state/time/zone.ts';
import { contextOf, labelOf, placeName, rootForm } from './act-context.ts';
import type { ActionTarget, ActOverlay } from './act-state.ts';
import { actionOf } from './action-of.ts';

/** All rows, also those that make one set of requests together. */
export const rowsOf = ({ targets }: ActOverlay): readonly ActionTarget['row'][] =>
  targets.flatMap(({ row, rows }) => rows ?? [row]);

/** For several rows their number is typed instead of a name. */
export const isSeveral = (overlay: ActOverlay): boolean => rowsOf(overlay).length > 1;

/** A label, or the name of what is created. */
export function targetLabel(overlay: ActOverlay, { row }: Pick<ActionTarget, 'row'>): string {
  const name = row === undefined ? textOf(rootForm(overlay).values, 'name') : '';
  return name || labelOf(resources[overlay.resource], { row });
}

/** The label of one row, or the number of several. */
export function whatText(overlay: ActOverlay): string {
  const rows = rowsOf(overlay);
  if (rows.length > 1) return `${rows.length} ${resources[overlay.resource].plural}`;
  return targetLabel(overlay, { row: rows[0] });
}

/** A line for each row; with several account-Regions, each with its own. */
export function rowLines(overlay: ActOverlay, data: Data): string[] {
  const { subject } = actionOf(overlay);
  const resource = resources[overlay.resource];
  const inPlace = placesIn(overlay, data).length > 1;
  return rowsOf(overlay).flatMap((row) => {
    if (row === undefined) return [];
    const text = subject?.(row, data.now) ?? `${resource.title} ${resource.label(row)}`;
    return [inPlace ? `${text}, ${placeName(row.scope, data)}` : text];
  });
}

/** The account-Regions of the calls. */
export const placesIn = (overlay: ActOverlay, data: Data): readonly string[] => [
  ...new Set(overlay.targets.map((target) => placeName(contextOf(overlay, data, target).scope, data))),
];

/** Of rows that another identity collected: who did, and who acts. */
export function collectorLines(overlay: ActOverlay, data: Data): readonly string[] {
  const lines = rowsOf(overlay).flatMap((row) => {
    const collectedAs: string | undefined = row?.scope?.collectedAs;
    if (collectedAs === undefined) return [];
    const { connection, accountId } = row.scope;
    const own = data.connections.find(({ id }) => id === connection);
    const { identity } = own ?? data.connections.find((one) => one.identity?.accountId === accountId) ?? {};
    const actor = identity?.arn ?? 'your own sign-in';
    return [`Collected as ${collectedAs}: what it shows may be older. The action is sent as ${actor}`];
  });
  return [...new Set(lines)];
}

/** Rows often have the same destination: each line is said once. */
export function routeLines(overlay: ActOverlay, data: Data): readonly string[] {
  const { route } = actionOf(overlay);
  const lines = overlay.targets.flatMap((target) => route?.(contextOf(overlay, data, target)) ?? []);
  return [...new Set(lines)];
}

/** The rows of a form's head: more would leave no room for the fields. */
const mostInHead = 2;

/** Stays above the fields of a form. */
export function headLines(overlay: ActOverlay, data: Data): string[] {
  const rows = rowLines(overlay, data);
  const more = rows.length - mostInHead;
  return [
    ...rows.slice(0, mostInHead).map((text) => inZone(text, zoneOf(data))),
    ...(more > 0 ? [`and ${more} more`] : []),
    placesIn(overlay, data).join(' and '),
  ];
}
