// Makes the row of a search from a row of any list: its rank, and the matching text.
import type { FoundRank, FoundRow } from '../../resources/find/found-row.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { fold } from '../../store/fold.ts';
import type { AnyRow } from '../../store/row-shape.ts';

export interface Searched {
  /** As the person typed it. */
  readonly text: string;
  /** Epoch ms. */
  readonly now: number;
}

/** The search row of any row that matched the text. */
export function foundRow(resource: AnyResource, row: AnyRow, { text, now }: Searched): FoundRow {
  const [name, id] = [resource.label(row), resource.copyText(row, now)];
  const words = fold(text).split(' ').filter(Boolean);
  const rank = rankOf(words, [name, id, lastPart(id)].map(fold));
  const { stored } = resource;
  const at: unknown = stored?.at === undefined ? undefined : row[stored.at];
  const [status] = resource.columns;
  return {
    scope: row.scope,
    list: resource.id,
    key: resource.key(row),
    kind: resource.title,
    name,
    id,
    state: stored?.state?.(row) ?? '',
    stateTone: status?.tone?.(row, now) ?? 'plain',
    ...(typeof at === 'number' ? { at } : {}),
    rank,
    match: rank < 3 ? '' : matchIn(resource, row, { words, now }),
    row,
  };
}

/** 'vol-1' of 'arn:aws:ec2:eu-west-1:111111111111:volume/vol-1'. */
const lastPart = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);

function rankOf(words: readonly string[], names: readonly string[]): FoundRank {
  const text = words.join(' ');
  if (names.includes(text)) return 0;
  if (names.some((name) => name.startsWith(text))) return 1;
  return words.every((word) => names.some((name) => name.includes(word))) ? 2 : 3;
}

interface Looking {
  readonly words: readonly string[];
  readonly now: number;
}

/** The text of a column, else a text of the row itself. */
function matchIn({ columns }: AnyResource, row: AnyRow, { words, now }: Looking): string {
  const [word = ''] = words;
  const texts = [...columns.map((column) => column.text(row, now)), ...textsIn(row)];
  return texts.find((text) => fold(text).includes(word)) ?? '';
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
