// The time that a restore goes back to, in UTC and on the clock of the person.
import { restoreWindow } from '../../../domain/restore/restore-window.ts';
import { localText, machineZone } from '../../../domain/time-zones.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import type { ActionContext } from '../../action.ts';
import { metadataIn, typeOf } from './restore-context.ts';
import { chosenTime } from './restore-metadata.ts';

type Context = ActionContext<RecoveryPoint>;

/** A continuous point of a type that AWS restores to any time of a window. */
export const isToTime = (context: Context): boolean =>
  context.row !== undefined && typeOf(context)?.inTime !== undefined && isContinuous(context.row);

export function checkTime(text: string, context: Context): string | undefined {
  const at = chosenTime(context);
  if (text === 'latest' || at === undefined) return undefined;
  const { from, to } = restoreWindow(context.row, context.now, metadataIn(context));
  return at >= from && at <= to ? undefined : windowLines(context)[0];
}

/** The window, and the time that is meant by what is typed. */
export const timeLines = (context: Context): readonly string[] => [...chosenLines(context), ...windowLines(context)];

function windowLines(context: Context): readonly string[] {
  const { from, to } = restoreWindow(context.row, context.now, metadataIn(context));
  const zone = machineZone();
  const local = zone === 'UTC' ? [] : [`From ${localText(from, zone)} to ${localText(to, zone)}.`];
  return [`From ${formatDateTime(from)} to ${formatDateTime(to)}.`, ...local];
}

const inBoth = (at: number): string => {
  const zone = machineZone();
  return `${formatDateTime(at)}${zone === 'UTC' ? '' : `, ${localText(at, zone)}`}`;
};

function chosenLines(context: Context): readonly string[] {
  const at = chosenTime(context);
  return at === undefined ? [] : [`That is ${inBoth(at)}.`];
}

/** For the review. */
export function timeSentences(context: Context): readonly string[] {
  if (!isToTime(context)) return [];
  const at = chosenTime(context);
  return [at === undefined ? 'Restores to the latest restorable time.' : `Restores to ${inBoth(at)}.`];
}
