// Searches all lists of the store for a text: the rows of short lists are known first, those of jobs and events last.
import { valuesOf } from '../../lib/values-of.ts';
import { resourceLists, searchedLists } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { RowIds } from '../../store/query/list-query.ts';
import type { FoundIds } from '../../store/query/search-query.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import { foundRow } from './rank-row.ts';
import { type FindOptions, type SearchedQuery, searchQuery } from './search-list.ts';

export interface FoundPage {
  readonly list: ResourceId;
  readonly rows: readonly FoundRow[];
  /** The list has more rows that match. */
  readonly hasMore: boolean;
}

/** The maximum number of rows of one list: more can be found in the list itself. */
const mostOfList = 40;

interface SearchedList extends SearchedQuery {
  readonly list: ResourceId;
}

/** The rows of each list that has any: of a long list in several pages. Ends early when the signal is aborted. */
export async function* findRows(
  text: string,
  options: FindOptions,
  ids: readonly ResourceId[] = searchedLists,
): AsyncGenerator<FoundPage> {
  const { sight, signal } = options;
  const lists = ids.flatMap((list): SearchedList[] => {
    const searched = searchQuery({ list }, options);
    return searched ? [{ list, ...searched }] : [];
  });
  const query = { filter: text, lists: lists.map(storeQuery), most: mostOfList };
  const resourceRows = createResourceRows();
  for await (const found of valuesOf<FoundIds>((take) => sight.queries.search(query, { found: take, signal }))) {
    if (signal.aborted) return;
    const searched = lists[found.list];
    if (!searched) continue;
    const all = rowsOf(found, searched, { text, options });
    const rows = resourceLists.has(searched.list) ? resourceRows.present(searched.list, all) : all;
    if (rows.length > 0) yield { list: searched.list, rows, hasMore: found.hasMore };
  }
  if (!signal.aborted) yield* resourceRows.past();
}

/** The inventory also has the resources that AWS Backup lists: each ARN is found once, and is past if no list has it. */
function createResourceRows() {
  const arns = new Set<string>();
  const gone = new Map<string, { readonly list: ResourceId; readonly row: FoundRow }>();
  return {
    present(list: ResourceId, rows: readonly FoundRow[]): readonly FoundRow[] {
      for (const row of rows) if (row.goneAt !== undefined && !gone.has(row.id)) gone.set(row.id, { list, row });
      return rows.filter(({ id, goneAt, row: { kind } }) => {
        if (goneAt !== undefined || kind === 'source' || arns.has(id)) return false;
        arns.add(id);
        return true;
      });
    },
    past: (): FoundPage[] =>
      [...gone.values()]
        .filter(({ row }) => row.row.kind !== 'source' && !arns.has(row.id))
        .map(({ list, row }) => ({ list, rows: [row], hasMore: false })),
  };
}

/** Newest first where rows have a time. */
function storeQuery({ resource, query }: SearchedList) {
  const { filter: _, columns: __, ...searched } = query;
  if (resource.stored?.at === undefined) return searched;
  return { ...searched, sort: { by: 'at', kind: 'number', descending: true } } as const;
}

interface Finding {
  readonly text: string;
  readonly options: FindOptions;
}

function rowsOf({ ids, past }: FoundIds, searched: SearchedList, { text, options }: Finding): FoundRow[] {
  const { resource, places } = searched;
  const looking = { text, now: options.data.now };
  const read = (some: RowIds) => options.sight.reader.rows([...some]).flatMap((one) => (one ? [one] : []));
  const toFound = ({ row, scope }: StoredRow) => foundRow(resource, { ...row, scope: places.scopeOf(scope) }, looking);
  return [...read(ids).map(toFound), ...read(past).map((one) => ({ ...toFound(one), goneAt: goneAt(one, searched) }))];
}

/** AWS no longer returned the row then, or it became older than what the list shows. */
const goneAt = ({ validTo, at }: StoredRow, { resource }: SearchedList): number =>
  validTo ?? at + (resource.stored?.listedMs ?? 0);
