// A row as the store keeps it: the members that many rows have alike as one JSON text, its own as another.
import { cleanText, foldAll, isPlainAscii } from './fold.ts';
import type { AnyRow, RowShape } from './row-shape.ts';

export type Members = Record<string, unknown>;

/** What is compared with the stored row. */
export interface EncodedRow {
  readonly key: string;
  readonly at: number;
  readonly isBusy: boolean;
  /** JSON without the scope, which is a column, and without the member that is the key. */
  readonly doc: string;
  readonly shared: Members;
  /** JSON; undefined: nothing is shared. */
  readonly sharedDoc: string | undefined;
}

/** What is needed to write it. */
export interface RowColumns {
  readonly state: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly search: string | null;
  readonly sharedSearch: string;
  readonly subject: string | null;
}

export interface RowDocs {
  readonly key: string;
  readonly doc: string;
  readonly sharedDoc: string | null | undefined;
}

export interface RowCodec {
  encode(row: AnyRow): EncodedRow;
  columns(row: AnyRow, encoded: EncodedRow): RowColumns;
  /** The members as they are stored, with the values that columns sort by. */
  parse(docs: RowDocs): Members;
  /** The row without its scope. */
  decode(docs: RowDocs): Members;
  /** The same with shared members that are parsed already. */
  decodeOwn(docs: OwnDocs): Members;
}

export interface OwnDocs extends Pick<RowDocs, 'key' | 'doc'> {
  readonly shared: Members;
}

/** In front of the name of a value that a column sorts by. No member of a row begins so. */
export const sortPrefix = '$';

export function createRowCodec(shape: RowShape): RowCodec {
  const sharedOnceOver = [...shape.shared, ...(shape.sharedOnceOver ?? [])];
  const whileBusy = { names: shape.shared, set: new Set(shape.shared) };
  const onceOver = { names: sharedOnceOver, set: new Set(sharedOnceOver) };

  function encode(row: AnyRow): EncodedRow {
    const key = cleanText(shape.key(row));
    const isBusy = shape.isBusy?.(row) ?? false;
    const shared = isBusy ? whileBusy : onceOver;
    // Without a prototype `__proto__` is a name like any other.
    const own: Members = { __proto__: null };
    for (const name of Object.keys(row)) {
      if (name === 'scope' || shared.set.has(name) || (name === shape.keyMember && row[name] === key)) continue;
      put(own, name, row[name]);
    }
    for (const name in shape.sortValues) put(own, sortPrefix + name, shape.sortValues[name]?.(row));
    // In the order of the shape, so that equal members are equal texts.
    const common: Members = { __proto__: null };
    for (const name of shared.names) if (Object.hasOwn(row, name)) put(common, name, row[name]);
    const sharedDoc = jsonOf(common);
    return {
      key,
      isBusy,
      doc: jsonOf(own),
      shared: common,
      sharedDoc: sharedDoc === '{}' ? undefined : sharedDoc,
      at: timeOf(shape.at(row)) ?? 0,
    };
  }

  function columns(row: AnyRow, { key, shared }: EncodedRow): RowColumns {
    const sharedTexts = new Set<string>();
    collectTexts(shared, sharedTexts);
    const texts = shape.searchTexts(row).filter((text) => text !== '');
    const isFoundByKey = (text: string) => text === key && isPlainAscii(key);
    const own = foldAll(texts.filter((text) => !sharedTexts.has(text) && !isFoundByKey(text)));
    const state = shape.state?.(row);
    const subject = shape.subject?.(row);
    return {
      state: state === undefined ? null : cleanText(state),
      startedAt: timeOf(shape.startedAt?.(row)),
      endedAt: timeOf(shape.endedAt?.(row)),
      search: own === '' ? null : own,
      sharedSearch: foldAll(texts.filter((text) => sharedTexts.has(text))),
      subject: subject === undefined ? null : cleanText(subject),
    };
  }

  const parse = ({ sharedDoc, ...docs }: RowDocs): Members =>
    joined({ ...docs, shared: sharedDoc ? JSON.parse(sharedDoc) : {} });

  function joined({ key, doc, shared }: OwnDocs): Members {
    const own = JSON.parse(doc) as Members;
    const named =
      shape.keyMember === undefined || Object.hasOwn(own, shape.keyMember) ? {} : { [shape.keyMember]: key };
    return { ...named, ...shared, ...own };
  }

  return {
    encode,
    columns,
    parse,
    decode: (docs) => withoutSortValues(parse(docs)),
    decodeOwn: (docs) => withoutSortValues(joined(docs)),
  };
}

function withoutSortValues(members: Members): Members {
  for (const name in members) if (name.startsWith(sortPrefix)) delete members[name];
  return members;
}

/** A number that JSON cannot say is one that AWS did not say. */
function put(members: Members, name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return;
  members[name] = value;
}

function jsonOf(members: Members): string {
  try {
    return JSON.stringify(members);
  } catch {
    return JSON.stringify(members, (_, value) => (typeof value === 'bigint' ? Number(value) : value));
  }
}

/** The latest time of a Date. Larger integers could not be read back. */
const latest = 8_640_000_000_000_000;

const timeOf = (ms: number | undefined): number | null =>
  ms === undefined || !(Math.abs(ms) <= latest) ? null : Math.trunc(ms);

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) collectTexts(item, into);
}
