// The output formats of `get`. CSV and JSON are written row by row, as rows arrive; a table needs all rows.
import { machineNames, machineRow } from '../../app/list/machine-row.ts';
import type { ListRow } from '../../app/list/rows.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { sanitize } from '../../lib/text/text.ts';
import { consoleLinkOf } from '../../resources/references/row-reference.ts';
import { sortRows } from '../../runtime/lists/list-of-rows.ts';
import { inLocale } from '../options/in-locale.ts';
import type { GetArguments } from './arguments.ts';
import { membersOf } from './columns.ts';
import { csvLine } from './csv.ts';
import { type TableOptions, tableLines } from './table.ts';

export interface Writer {
  row(key: string, row: ListRow): Promise<void>;
  /** `gaps`: records of the times that are not known. */
  end(gaps?: readonly object[]): Promise<void>;
}

export type Write = (text: string) => Promise<void>;

/** Values that are known only when all rows have arrived. */
export type TableContext = Pick<TableOptions, 'now' | 'width' | 'accounts'>;

/** Tables are for people, in their locale; the other formats are for programs, and contain all text unchanged. */
export const textFor = (format: GetArguments['format'], write: Write): Write =>
  format === 'table' || format === 'wide' ? (text) => write(inLocale(text)) : write;

/** The arguments that a writer reads. */
export type WriterArguments = Pick<
  GetArguments,
  'resource' | 'sort' | 'format' | 'limit' | 'headers' | 'printsUrls' | 'columns'
> &
  Partial<Pick<GetArguments, 'isRanged'>>;

export function createWriter(args: WriterArguments, write: Write, surroundings: TableContext): Writer {
  const { format, resource, sort, limit, headers } = args;
  if (args.printsUrls) return urlWriter(args, write, surroundings);
  if (format === 'table' || format === 'wide') return tableWriter(args, write, surroundings);
  const direct = rowWriter(args, write);
  const valuesOf = (row: ListRow) => membersOf(machineRow(resource, row, surroundings.now), args.columns);
  if (sort === undefined) return direct;
  return gathered(async (rows, gaps) => {
    for (const [key, row] of sortedRows(rows, args, surroundings).slice(0, limit)) await direct.row(key, row);
    await direct.end(gaps);
  });

  function rowWriter(_: WriterArguments, put: Write): Writer {
    if (format === 'csv') return csvWriter(put);
    return format === 'jsonl' ? jsonLinesWriter(put) : jsonWriter(put);
  }

  function csvWriter(put: Write): Writer {
    const names = args.columns ?? machineNames(resource);
    let begun = !headers;
    const begin = async () => {
      if (!begun) await put(csvLine(names));
      begun = true;
    };
    return {
      async row(_key, row) {
        await begin();
        const values = machineRow(resource, row, surroundings.now);
        await put(csvLine(names.map((name) => values[name])));
      },
      end: () => begin(),
    };
  }

  function jsonLinesWriter(put: Write): Writer {
    return {
      row: (_key, row) => put(`${jsonText(valuesOf(row))}\n`),
      async end() {},
    };
  }

  /** One array, which is complete only at the end; of a range of times an object with it. */
  function jsonWriter(put: Write): Writer {
    let count = 0;
    const before = args.isRanged ? '{"rows": ' : '';
    const after = (gaps: readonly object[]) => (args.isRanged ? `, "gaps": ${jsonText(gaps)}}` : '');
    return {
      row: (_key, row) => put(`${count++ === 0 ? `${before}[\n` : ',\n'}  ${jsonText(valuesOf(row))}`),
      end: (gaps = []) => put(`${count === 0 ? `${before}[]` : '\n]'}${after(gaps)}\n`),
    };
  }
}

function tableWriter(args: WriterArguments, write: Write, surroundings: TableContext): Writer {
  const { resource, format, limit, headers, columns } = args;
  return gathered(async (entries) => {
    const rows = sortedRows(entries, args, surroundings)
      .slice(0, limit)
      .map(([, row]) => row);
    if (rows.length === 0) return;
    const lines = tableLines({
      ...surroundings,
      resource,
      rows,
      headers,
      wide: format === 'wide',
      ...(columns ? { columns } : {}),
    });
    for (const line of lines) await write(`${line}\n`);
  });
}

/**
 * One line for each row: the account of the page, because a browser shows the account that it is signed in to, and the
 * URL.
 */
function urlWriter(args: WriterArguments, write: Write, surroundings: TableContext): Writer {
  const { resource, limit } = args;
  return gathered(async (entries) => {
    for (const [, row] of sortedRows(entries, args, surroundings).slice(0, limit)) {
      const link = consoleLinkOf(resource, row);
      if (link) await write(`${sanitize(link.accountId)}  ${link.url}\n`);
    }
  });
}

function gathered(finish: (rows: [string, ListRow][], gaps?: readonly object[]) => Promise<void>): Writer {
  const rows: [string, ListRow][] = [];
  return {
    async row(key, row) {
      rows.push([key, row]);
    },
    end: (gaps) => finish(rows, gaps),
  };
}

/** In the requested order, or else in the list's own. */
export const sortedRows = (
  rows: [string, ListRow][],
  { resource, sort = resource.sort }: Pick<WriterArguments, 'resource' | 'sort'>,
  { now, accounts }: Pick<TableContext, 'now' | 'accounts'>,
) => sortRows(rows, { resource, sort, now: () => now, accounts: () => accounts });
