// Follows the answers to one question: what is the same stays the same object, and of what an organization answers each
// account-Region has its part. Only what changed is looked at again.
import type { Answer } from '../../domain/attention/facts.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import { forEach, type Steps } from '../../lib/steps.ts';
import { TextMap } from '../../lib/text-map.ts';
import type { AnySnapshot } from '../data.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type AnyAnswer = Answer<any>;
type AnyRow = AnyAnswer['rows'][number];

/**
 * By account and Region, whichever connection was asked: an organization tells the jobs of an account that its own role
 * tells the rest of. The same map for as long as nothing in it changed.
 */
export type Answers = ReadonlyMap<string, AnyAnswer>;

/** The snapshot's answer, once there is one. */
export type FollowAnswers = (snapshot: AnySnapshot | undefined) => Steps<Answers>;

/** What an answer was read from: its rows change in place. */
interface Source {
  readonly rows: AnySnapshot['rows'];
  readonly changes: AnySnapshot['changes'];
  readonly place: number | undefined;
}

const none: Answers = new Map();

const sourceOf = ({ rows, changes }: AnySnapshot): Source => ({
  rows,
  changes,
  place: changes?.count(),
});

const isUnchanged = (one: Source, other: Source): boolean =>
  other.place !== undefined && one.place === other.place && one.changes === other.changes;

export function followAnswers({ organization, ...asked }: Scope): FollowAnswers {
  const follow = organization ? followParts(placeKey(asked)) : followWhole(placeKey(asked));
  let known: { snapshot: AnySnapshot; answers: Answers } | undefined;
  return function* (snapshot) {
    if (snapshot?.loadedAt === undefined) return none;
    if (known?.snapshot === snapshot) return known.answers;
    known = { snapshot, answers: yield* follow(snapshot, snapshot.loadedAt) };
    return known.answers;
  };
}

type Follow = (snapshot: AnySnapshot, at: number) => Steps<Answers>;

function followWhole(key: string): Follow {
  let source: Source | undefined;
  let answer: AnyAnswer = { rows: [], at: 0 };
  let answers = none;
  return function* (snapshot, at) {
    const next = sourceOf(snapshot);
    const rows = source && isUnchanged(source, next) ? answer.rows : yield* sameRows(answer.rows, next.rows);
    source = next;
    if (answers !== none && answer.rows === rows && answer.at === at) return answers;
    answer = { rows, at };
    answers = new Map([[key, answer]]);
    return answers;
  };
}

/** To take in a row is little work, beside what is made of it. */
const copied = () => 0.1;

function* sameRows(known: readonly AnyRow[], next: ReadonlyMap<string, AnyRow>): Steps<readonly AnyRow[]> {
  const rows: AnyRow[] = [];
  let isSame = known.length === next.size;
  yield* forEach(
    next.values(),
    (row) => {
      isSame &&= known[rows.length] === row;
      rows.push(row);
    },
    copied,
  );
  return isSame ? known : rows;
}

interface Part {
  readonly keys: readonly string[];
  readonly rows: readonly AnyRow[];
}

type Parts = ReadonlyMap<string, Part>;

/** `own`: who asks is answered too where there is not one row of it. */
function followParts(own: string): Follow {
  let source: Source | undefined;
  let parts: Parts = new Map([[own, { keys: [], rows: [] }]]);
  let answers = none;
  return function* (snapshot, at) {
    const next = sourceOf(snapshot);
    const keys = source?.rows === next.rows && source.changes === next.changes ? changesSince(source) : undefined;
    const read = keys ? yield* amended(parts, keys, next.rows) : yield* gathered(parts, own, next.rows);
    source = next;
    const isSame = read === parts && answers.get(own)?.at === at;
    parts = read;
    if (!isSame) answers = answersOf(read, at, answers);
    return answers;
  };
}

function answersOf(parts: Parts, at: number, before: Answers): Answers {
  const answers = new Map<string, AnyAnswer>();
  for (const [place, { rows }] of parts) {
    const known = before.get(place);
    answers.set(place, known?.rows === rows && known.at === at ? known : { rows, at });
  }
  return answers;
}

const changesSince = ({ changes, place }: Source): readonly string[] | undefined =>
  place === undefined ? undefined : changes?.since(place);

function* gathered(known: Parts, own: string, all: ReadonlyMap<string, AnyRow>): Steps<Parts> {
  const parts = new Map<string, { keys: string[]; rows: AnyRow[] }>([[own, { keys: [], rows: [] }]]);
  yield* forEach(all, ([key, row]) => put(parts, key, row));
  yield parts.size;
  return sameAs(known, new Map([...parts].map(([place, part]) => [place, samePart(known.get(place), part)])));
}

/** The parts as they were, where they are the same. */
const sameAs = (known: Parts, next: Parts): Parts =>
  next.size === known.size && [...next].every(([place, part]) => known.get(place) === part) ? known : next;

const samePart = (known: Part | undefined, part: Part): Part =>
  known?.rows.length === part.rows.length && known.rows.every((row, index) => row === part.rows[index]) ? known : part;

function put(parts: Map<string, { keys: string[]; rows: AnyRow[] }>, key: string, row: AnyRow): void {
  const place = placeKey(row.scope);
  const part = parts.get(place) ?? { keys: [], rows: [] };
  parts.set(place, part);
  part.keys.push(key);
  part.rows.push(row);
}

function* amended(parts: Parts, keys: readonly string[], all: ReadonlyMap<string, AnyRow>): Steps<Parts> {
  if (keys.length === 0) return parts;
  const changed = new TextMap<AnyRow | undefined>();
  yield* forEach(keys, (key) => changed.set(key, all.get(key)));
  const next = new Map<string, Part>();
  const fresh = new TextMap(changed);
  for (const [place, part] of parts) {
    next.set(place, yield* amendedPart(part, changed, fresh));
  }
  const added = new Map<string, { keys: string[]; rows: AnyRow[] }>();
  for (const [key, row] of fresh) if (row !== undefined) put(added, key, row);
  for (const [place, { keys: newKeys, rows }] of added) {
    const part = next.get(place) ?? { keys: [], rows: [] };
    next.set(place, {
      keys: [...part.keys, ...newKeys],
      rows: [...part.rows, ...rows],
    });
  }
  yield added.size + 1;
  return sameAs(parts, next);
}

/** Takes out of `fresh` what it has a place for. */
function* amendedPart(
  part: Part,
  changed: ReadonlyMap<string, AnyRow | undefined>,
  fresh: TextMap<AnyRow | undefined>,
): Steps<Part> {
  const places: number[] = [];
  let index = 0;
  yield* forEach(
    part.keys,
    (key) => {
      if (changed.has(key)) places.push(index);
      index += 1;
    },
    copied,
  );
  for (const at of places) fresh.delete(part.keys[at] as string);
  const moved = places.filter((at) => changed.get(part.keys[at] as string) !== part.rows[at]);
  if (moved.length === 0) return part;
  const rows = [...part.rows];
  for (const at of moved) rows[at] = changed.get(part.keys[at] as string);
  const isThere = (_: unknown, at: number) => rows[at] !== undefined;
  return { keys: part.keys.filter(isThere), rows: rows.filter(isThere) };
}
