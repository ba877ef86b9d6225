// A row as the store keeps it: shared members as one JSON text, its own members as another.
import { cleanText, foldAll, isPlainAscii } from './fold.ts';
import type { AnyRow, RowShape } from './row-shape.ts';

export type Members = Record<string, unknown>;

/** The parts that are compared with the stored row. */
export interface EncodedRow {
  readonly key: string;
  readonly at: number;
  readonly isBusy: boolean;
  /** JSON without the scope, which is a column, and without the key member. */
  readonly doc: string;
  readonly shared: Members;
  /** JSON; undefined: no members are shared. */
  readonly sharedDoc: string | undefined;
}

/** The parts that are needed to write the row. */
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
  /** The members as stored, with the sort values of columns. */
  parse(docs: RowDocs): Members;
  /** The row without its scope. */
  decode(docs: RowDocs): Members;
  /** The same, with shared members that are already parsed. */
  decodeOwn(docs: OwnDocs): Members;
}

export interface OwnDocs extends Pick<RowDocs, 'key' | 'doc'> {
  readonly shared: Members;
}

/** The prefix of the name of a sort value. No member of a row begins with it. */
export const sortPrefix = '$';

export function createRowCodec(shape: RowShape): RowCodec {
  const sharedOnceOver = [...shape.shared, ...(shape.sharedOnceOver ?? [])];
  const whileBusy = { names: shape.shared, set: new Set(shape.shared) };
  const onceOver = { names: sharedOnceOver, set: new Set(sharedOnceOver) };

  function encode(row: AnyRow): EncodedRow {
    const key = cleanText(shape.key(row));
    const isBusy = shape.isBusy?.(row) ?? false;
    const shared = isBusy ? whileBusy : onceOver;
    // Without a prototype `__proto__` is an ordinary name.
    const own: Members = { __proto__: null };
    for (const name of Object.keys(row)) {
      if (name === 'scope' || shared.set.has(name) || (name === shape.keyMember && row[name] === key)) continue;
      put(own, name, row[name]);
    }
    for (const name in shape.sortValues) put(own, sortPrefix + name, shape.sortValues[name]?.(row));
    // In the order of the shape, so that equal members give equal texts.
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
    columns: (row, encoded) => columnsOf(shape, row, encoded),
    parse,
    decode: (docs) => withoutSortValues(parse(docs)),
    decodeOwn: (docs) => withoutSortValues(joined(docs)),
  };
}

/** The columns of the table `row` beside the documents. */
function columnsOf(shape: RowShape, row: AnyRow, { key, shared }: EncodedRow): RowColumns {
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

function withoutSortValues(members: Members): Members {
  for (const name in members) if (name.startsWith(sortPrefix)) delete members[name];
  return members;
}

/** A number that JSON cannot represent is treated as missing. */
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
