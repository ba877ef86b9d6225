// What the store knows of one list, for the request for its changes.
import type { ListQuestion } from '../app/question.ts';
import { resources } from '../resources/index.ts';
import type { Known } from '../resources/known.ts';
import type { AnyRow, StoredScope } from '../store/row-shape.ts';
import type { OpenQuery, StoreReader } from '../store/store-reader.ts';
import { createRowScopes, scopesOf } from './stored-answers.ts';

export interface StoredKnown extends Known<AnyRow> {
  /** Something goes on with a row. */
  isBusy(): Promise<boolean>;
}

/** `source`: who asks, and where it is read; undefined: nobody knows who asks, and nothing is known. */
export function storedKnown(
  question: ListQuestion,
  source: () => Promise<{ readonly reader: StoreReader; readonly identity: string } | undefined>,
): StoredKnown {
  const { scope } = question;
  const resource = resources[question.resource];

  async function read<Result>(
    task: (reader: StoreReader, place: { resource: string; scopes: readonly StoredScope[] }) => Result,
  ): Promise<Result | undefined> {
    const found = await source();
    if (!found) return undefined;
    const { reader, identity } = found;
    return task(reader, { resource: resource.id, scopes: scopesOf(scope, identity, reader) });
  }

  async function rows(idsIn: (reader: StoreReader, place: OpenQuery) => readonly number[]): Promise<readonly AnyRow[]> {
    const here = createRowScopes(scope);
    const found = await read((reader, place) => reader.rows(idsIn(reader, place)));
    return (found ?? []).flatMap((one) => (one ? [{ ...one.row, scope: here(one.row.scope) }] : []));
  }

  return {
    busy: () => rows((reader, place) => reader.busyIds(place)),
    saying: ({ member, value, since }) =>
      rows((reader, place) => reader.openIds({ ...place, since, says: { member, value } })),
    all: () => rows((reader, place) => reader.openIds(place)),
    count: async (since, most) => (await read((reader, place) => reader.countSince({ ...place, since, most }))) ?? 0,
    isBusy: async () => (await read((reader, place) => reader.busyIds(place).length > 0)) ?? false,
  };
}
