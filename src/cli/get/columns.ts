// `--columns a,b` of `get`: columns of a table, or members of the formats for programs.
import { machineNames } from '../../app/list/machine-row.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { suggestion, UsageError } from '../options/options.ts';

export interface ColumnFlags {
  readonly format: string;
  readonly watch?: boolean | undefined;
  readonly totals?: string | undefined;
  readonly 'print-url'?: boolean | undefined;
}

export function readColumns(texts: readonly string[], resource: AnyResource, flags: ColumnFlags): readonly string[] {
  const { format, watch, totals, 'print-url': printsUrls } = flags;
  const other = watch ? '--watch' : totals !== undefined ? '--totals' : printsUrls ? '--print-url' : undefined;
  if (other) throw new UsageError(`--columns cannot be used with ${other}.`);
  const names = [...new Set(texts.flatMap((text) => text.split(',')).filter(Boolean))];
  const isTable = format === 'table' || format === 'wide';
  const known = isTable ? [...resource.columns.map(({ id }) => id), 'region', 'account'] : machineNames(resource);
  const wrong = names.find((name) => !known.includes(name));
  if (names.length === 0 || wrong !== undefined) {
    const said =
      wrong === undefined
        ? '--columns takes names.'
        : `${resource.plural} have no ${isTable ? 'column' : 'member'} "${wrong}".`;
    throw new UsageError(`${said} They have: ${known.join(', ')}.${suggestion(wrong ?? '', known)}`);
  }
  return names;
}

/** In the order of `names`; a member that AWS did not return is left out. */
export function membersOf(row: Readonly<Record<string, unknown>>, names: readonly string[] | undefined) {
  if (names === undefined) return row;
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(row, name) ? [[name, row[name]] as const] : [])));
}
