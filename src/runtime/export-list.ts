// Passes the rows of the list on screen to a writer, a few at a time, so that no key press waits.
import type { ListRow } from '../app/list/rows.ts';
import type { Effect, ExportRequest } from '../app/state/events.ts';
import { defaultSettings, shownColumns } from '../app/state/settings.ts';
import type { Sort } from '../app/state/state.ts';
import type { Tone } from '../domain/tone.ts';
import { errorMessage } from '../lib/error-message.ts';
import { sanitize } from '../lib/text/text.ts';
import { resources } from '../resources/index.ts';
import type { AnyResource } from '../resources/resource.ts';
import type { View } from './runtime.ts';

export interface ExportedList {
  readonly request: ExportRequest;
  /** With the visible columns. */
  readonly resource: AnyResource;
  readonly sort: Sort;
  readonly rows: AsyncIterable<readonly [key: string, row: ListRow]>;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  readonly accounts: ReadonlyMap<string, string>;
}

/** Returns the path; rejects with a sentence, and leaves no file. */
export type ListExporter = (list: ExportedList) => Promise<string>;

interface ExportOptions {
  readonly exporter: ListExporter | undefined;
  nextTurn(): Promise<void>;
  view(): View;
}

type ExportEffect = Extract<Effect, { type: 'exportList' }>;

/** Returns a notice in any case. */
export async function exportList(effect: ExportEffect, options: ExportOptions): Promise<readonly [string, Tone]> {
  const { request, screen, rows, isWhole } = effect;
  const { exporter, view } = options;
  if (!exporter) return ['Lists cannot be exported in this run.', 'warn'];
  const { data } = view();
  const resource = resources[screen.resource];
  const columns = shownColumns(resource, screen.columns, data.settings ?? defaultSettings);
  const counter = { lost: 0 };
  try {
    const path = await exporter({
      request,
      resource: { ...resource, columns },
      sort: screen.sort,
      rows: inPieces(rows, counter, options),
      now: data.now,
      accounts: data.accounts,
    });
    const count = rows.rows.length - counter.lost;
    const part = isWhole && counter.lost === 0 ? '' : ', incomplete (missing answers or removed rows)';
    return [
      `Exported ${count} ${count === 1 ? resource.title : resource.plural}${part}: ${sanitize(path)}`,
      part === '' ? 'good' : 'warn',
    ];
  } catch (error) {
    return [sanitize(errorMessage(error)), 'bad'];
  }
}

/** The number of rows that are read in one turn. */
const pieceLength = 200;

async function* inPieces(
  { keys, rows }: ExportEffect['rows'],
  counter: { lost: number },
  { nextTurn }: Pick<ExportOptions, 'nextTurn'>,
): AsyncGenerator<readonly [string, ListRow]> {
  for (let from = 0; from < rows.length; from += pieceLength) {
    const to = Math.min(rows.length, from + pieceLength);
    const [found, names] = [rows.slice(from, to), keys.slice(from, to)];
    for (const [index, row] of found.entries()) {
      if (row === undefined) counter.lost += 1;
      else yield [names[index] ?? '', row];
    }
    await nextTurn();
  }
}
