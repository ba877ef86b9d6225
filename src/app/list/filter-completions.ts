// What tab makes of the last word of a filter: the columns of the list, then values of the column.
import { resources } from '../../resources/index.ts';
import type { AnyResource, Column } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { ownerName } from '../state/places.ts';
import type { ListRow } from './rows.ts';

// biome-ignore lint/suspicious/noExplicitAny: columns of all resources pass through here
type AnyColumn = Column<any>;

/** Rows of the list, from which values are taken. */
export interface FilterRows {
  readonly rows: readonly ListRow[];
  readonly now: number;
  readonly accounts: ReadonlyMap<string, string>;
}

/** Comparisons that a person may begin with. */
const samples: Readonly<Record<NonNullable<AnyColumn['measure']>, readonly string[]>> = {
  age: ['<1h', '<24h', '<7d', '>30d'],
  until: ['<24h', '<7d', '<30d'],
  duration: ['>1h', '>6h', '<1h'],
  bytes: ['>1GB', '>100GB', '<1GB'],
  number: ['>0', '>10', '0'],
};

/** More than these nobody goes through. */
const mostValues = 20;

/** `since:` and `until:` narrow a list that has a time. */
const boundNames: readonly string[] = ['since', 'until'];
const boundSamples = ['1h', '24h', '7d', '30d'];

const hasTime = ({ columns, stored }: Pick<AnyResource, 'columns' | 'stored'>): boolean =>
  stored?.at !== undefined || columns.some(({ measure }: AnyColumn) => measure === 'age');

/** The names that `column:value` takes in this list. */
export const filterNames = (resource: Pick<AnyResource, 'columns' | 'stored'>): readonly string[] => [
  ...new Set<string>([
    ...resource.columns.map(({ id }: AnyColumn) => id),
    'region',
    'account',
    ...(hasTime(resource) ? boundNames : []),
  ]),
];

/** The whole filter with each possible last word. */
export function filterCompletions(id: ResourceId, text: string, found?: FilterRows): readonly string[] {
  const [, before = '', mark = '', word = ''] = /^(.*\s|)(!?)(\S*)$/s.exec(text) ?? [];
  const colon = word.indexOf(':');
  const name = word.slice(0, Math.max(0, colon)).toLowerCase();
  const words =
    colon < 0
      ? namesLike(resources[id], word)
      : valuesLike(resources[id], name, { typed: word.slice(colon + 1), found });
  return words.map((one) => `${before}${mark}${one}`);
}

const namesLike = (resource: AnyResource, typed: string): string[] =>
  filterNames(resource)
    .filter((name) => name.startsWith(typed.toLowerCase()))
    .map((name) => `${name}:`);

interface TypedValue {
  readonly typed: string;
  readonly found: FilterRows | undefined;
}

function valuesLike(resource: AnyResource, name: string, { typed, found }: TypedValue): string[] {
  if (boundNames.includes(name) && hasTime(resource)) {
    return boundSamples.filter((one) => one.startsWith(typed)).map((one) => `${name}:${one}`);
  }
  const column: AnyColumn | undefined = resource.columns.find(({ id }: AnyColumn) => id === name);
  if (!column && name !== 'region' && name !== 'account') return [];
  const measure =
    column && column.filterMember === undefined
      ? (column.measure ?? (column.sortBy ? 'number' : undefined))
      : undefined;
  if (measure) return samples[measure].filter((one) => one.startsWith(typed)).map((one) => `${name}:${one}`);
  const wanted = typed.replaceAll('"', '').toLowerCase();
  const values = new Set(
    found?.rows.map((row) => cellValue(row, { column, name, found })).filter((value) => value !== ''),
  );
  return [...values]
    .filter((value) => value.toLowerCase().includes(wanted))
    .sort((one, other) => rank(one, wanted) - rank(other, wanted) || (one < other ? -1 : 1))
    .slice(0, mostValues)
    .map((value) => `${name}:${/\s/.test(value) ? `"${value}"` : value}`);
}

const rank = (value: string, wanted: string): number => Number(!value.toLowerCase().startsWith(wanted));

interface Asked {
  readonly column: AnyColumn | undefined;
  readonly name: string;
  readonly found: FilterRows;
}

/** As the filter compares it. */
function cellValue(row: ListRow, { column, name, found }: Asked): string {
  if (!column) return name === 'region' ? row.scope.region : ownerName(row.scope, found.accounts);
  const member = column.filterMember ?? column.member;
  if (member === undefined) return column.sortText?.(row) ?? column.text(row, found.now);
  const value = member.split('.').reduce((inside: ListRow, part) => inside?.[part], row);
  return typeof value === 'string' ? value.replaceAll('"', '') : '';
}
