// The output formats of `get --watch`: one line for each change.
import { createListNames } from '../../../app/list/list-names.ts';
import { machineNames, machineRow } from '../../../app/list/machine-row.ts';
import type { ListRow } from '../../../app/list/rows.ts';
import type { ShownPlaces } from '../../../app/state/places.ts';
import { jsonText } from '../../../lib/text/json-text.ts';
import type { GetArguments } from '../arguments.ts';
import { csvLine } from '../csv.ts';
import type { ChangedRow } from '../derived/changes.ts';
import { createTable } from '../table.ts';
import type { Write } from '../writers.ts';

export interface WatchWriter {
  /** Whether the first rows can be printed before all have arrived. */
  readonly streams: boolean;
  /** Whether an initial state without rows is printed, too. */
  readonly writesEmpty?: true;
  same(before: ListRow, after: ListRow): boolean;
  write(changes: readonly ChangedRow[], surroundings: WatchSurroundings): Promise<void>;
}

export interface WatchSurroundings {
  readonly now: number;
  readonly width: number | undefined;
  readonly accounts: ReadonlyMap<string, string>;
  readonly places: ShownPlaces;
}

export function createWatchWriter(args: GetArguments, write: Write): WatchWriter {
  if (args.format === 'table' || args.format === 'wide') return tableWriter(args, write);
  const { resource } = args;
  const text = (row: ListRow) => JSON.stringify(machineRow(resource, row, 0));
  const same = (before: ListRow, after: ListRow) => text(before) === text(after);
  if (args.format === 'json') return { streams: false, writesEmpty: true, same, write: jsonWriter(args, write) };
  // With a sort or a limit, rows can be printed only when all have arrived.
  const streams = args.sort === undefined && args.limit === Number.POSITIVE_INFINITY;
  return { streams, same, write: args.format === 'csv' ? csvWriter(args, write) : jsonLinesWriter(args, write) };
}

const iso = (at: number): string => new Date(at).toISOString();

const changeText = ({ resource }: GetArguments, { change, row }: ChangedRow, now: number): string =>
  jsonText({ change, at: iso(now), row: machineRow(resource, row, now) });

function jsonLinesWriter(args: GetArguments, write: Write): WatchWriter['write'] {
  return async (changes, { now }) => {
    for (const change of changes) await write(`${changeText(args, change, now)}\n`);
  };
}

/** One document for each batch: an array, complete as soon as it is written. */
function jsonWriter(args: GetArguments, write: Write): WatchWriter['write'] {
  return async (changes, { now }) => {
    if (changes.length === 0) return write('[]\n');
    for (const [at, change] of changes.entries()) {
      await write(`${at === 0 ? '[\n' : ',\n'}  ${changeText(args, change, now)}`);
    }
    await write('\n]\n');
  };
}

function csvWriter({ resource, headers }: GetArguments, write: Write): WatchWriter['write'] {
  const names = machineNames(resource);
  let begun = !headers;
  return async (changes, { now }) => {
    if (!begun) await write(csvLine(['change', 'seen', ...names]));
    begun = true;
    for (const { change, row } of changes) {
      const values = machineRow(resource, row, now);
      await write(csvLine([change, iso(now), ...names.map((name) => values[name])]));
    }
  };
}

const leadOf = (time: string, change: string): string => `${time.padEnd(9)}  ${change.padEnd(7)}  `;
const leadWidth = leadOf('', '').length;

/** Columns only grow: printed rows stay, and later ones are aligned with them as long as they fit. */
function tableWriter({ resource, format, headers }: GetArguments, write: Write): WatchWriter {
  let atLeast: readonly number[] = [];
  let begun = !headers;
  const wide = format === 'wide';
  const { columns } = resource;
  const names = createListNames(columns);
  return {
    streams: false,
    // Ages change by themselves; a row is printed only if it reads differently at the same moment.
    same: (before, after) => columns.every(({ text }) => text(before, 0) === text(after, 0)),
    async write(changes, { now, width, accounts, places }) {
      const rows = changes.map(({ row }) => row);
      const room = width === undefined ? undefined : Math.max(1, width - leadWidth);
      const table = createTable({ resource, rows, now, headers, wide, width: room, accounts, places, atLeast, names });
      atLeast = table.natural;
      if (!begun) await write(`${leadOf('TIME', 'CHANGE')}${table.head}\n`);
      begun = true;
      const time = `${iso(now).slice(11, 19)}Z`;
      for (const { change, row } of changes) await write(`${leadOf(time, change)}${table.line(row)}\n`);
    },
  };
}
