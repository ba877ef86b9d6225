// Random operations on a store and on its model, and whether both return the same.
import fc from 'fast-check';
import { expect } from 'vitest';
import { pastTime } from '../../src/store/past/row-at.ts';
import { listIds } from '../../src/store/query/list-ids.ts';
import type { Covers } from '../../src/store/read/covers.ts';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import type { AnyRow, RowShape, StoredScope } from '../../src/store/row-shape.ts';
import type { StoredRow } from '../../src/store/stored-row.ts';
import type { StoredResponse } from '../../src/store/write/response.ts';
import { at, openStore, requestFor, type TestStore } from './open-store.ts';
import { elsewhere, other, own, scopes, shapes, toScope } from './shapes.ts';
import {
  isOpen,
  isSameScope,
  type ModelResponse,
  type ModelThing,
  nameOf,
  plainRow,
  StoreModel,
} from './store-model.ts';

const requests = ['own', 'own', 'other', 'organization', 'thin'] as const;
const kinds = [
  'begin',
  'begin',
  'page',
  'page',
  'page',
  'page',
  'whole',
  'whole',
  'failed',
  'abandon',
  'upsert',
  'otherProgram',
  'restart',
  'wait',
  'wait',
  'wait',
  'clockBack',
] as const;

const row = fc.record({
  key: fc.nat(3),
  state: fc.nat(2),
  progress: fc.nat(2),
  detail: fc.nat(2),
  isElsewhere: fc.boolean(),
});
export type RandomRow = typeof row extends fc.Arbitrary<infer R> ? R : never;

export const operation = fc.record({
  kind: fc.constantFrom(...kinds),
  slot: fc.nat(2),
  resource: fc.nat(2),
  request: fc.constantFrom(...requests),
  rows: fc.array(row, { maxLength: 4 }),
  covers: fc.nat(4),
  ms: fc.nat(40),
});
export type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never;

const states = ['RUNNING', 'COMPLETED', 'FAILED'];
const maybe = (name: string, value: number, text: unknown = value) => (value === 0 ? {} : { [name]: text });

/** A time, a key and what belongs to it never change; the rest does. */
function rowOf(shape: RowShape, scope: StoredScope, { key, state, progress, detail }: RandomRow): AnyRow {
  const common = { scope: toScope(scope), createdAt: 500 + key * 300 };
  if (shape.resource === 'jobs') {
    const ended = state === 0 ? {} : { endedAt: 900 + key * 300 };
    return {
      ...common,
      id: `job-${key}`,
      state: states[state],
      name: `volume ${detail}`,
      ...maybe('percent', progress),
      ...maybe('message', detail, `Line ${progress}`),
      ...ended,
    };
  }
  if (shape.resource === 'points') {
    return {
      ...common,
      arn: `arn:${key}`,
      status: state === 0 ? 'CREATING' : 'COMPLETED',
      vaultName: `vault-${key % 2}`,
      ...maybe('size', detail),
      ...maybe('type', detail, 'EBS'),
      ...maybe('restoredAt', progress),
    };
  }
  const { scope: place } = common;
  return {
    scope: place,
    name: `v${key}`,
    lock: String(state),
    count: progress,
    ...maybe('tags', detail, { a: `${detail}` }),
  };
}

/** As a list that tells less. */
const thinned = ({ size, type, restoredAt, message, tags, ...rest }: AnyRow): AnyRow => ({ ...rest, type: '', size });

const coversOf = (index: number): Covers | undefined =>
  [
    undefined,
    {},
    { since: 900 },
    { equals: { vaultName: 'vault-1' } },
    { since: 800, equals: { vaultName: 'vault-0' } },
  ][index];

interface Slot {
  readonly stored: StoredResponse;
  readonly model: ModelResponse;
  readonly shape: RowShape;
  readonly request: Operation['request'];
}

export class StoreUnderTest {
  readonly store: TestStore = openStore();
  readonly model = new StoreModel();
  #writer = this.store.writer;
  readonly #other = this.store.openWriter();
  readonly #slots: (Slot | undefined)[] = [];
  readonly #ids = new Map<ModelThing, number>();

  run(operation: Operation): void {
    this.store.clock.now = this.model.now;
    this.#steps[operation.kind](operation);
  }

  readonly #steps: Readonly<Record<Operation['kind'], (operation: Operation) => void>> = {
    begin: (operation) => this.#begin(operation),
    page: (operation) => this.#page(operation),
    whole: ({ slot, covers }) => this.#end(slot, (open) => this.#whole(open, coversOf(covers))),
    failed: ({ slot }) => this.#end(slot, ({ stored }) => stored.failed('refused')),
    abandon: ({ slot }) => this.#end(slot, ({ stored }) => stored.abandon()),
    upsert: (operation) => this.#upsert(operation),
    otherProgram: (operation) => this.#upsert(operation),
    restart: () => {
      this.#writer = this.store.openWriter();
      this.#slots.length = 0;
      this.model.responses = [];
    },
    wait: ({ ms }) => {
      this.model.now += ms;
    },
    clockBack: ({ ms }) => {
      this.model.now -= ms * 2;
    },
  };

  #begin({ slot, resource, request }: Operation): void {
    this.#end(slot, ({ stored }) => stored.abandon());
    const shape = shapes[resource] as RowShape;
    const scope = request === 'other' || request === 'organization' ? other : own;
    const options = { scope, isThin: request === 'thin', params: request };
    const stored = this.#writer.begin(requestFor(shape.resource, this.model.now, options));
    this.#slots[slot] = { stored, shape, request, model: this.model.open(shape.resource, scope, this.model.now) };
  }

  #page({ slot, rows }: Operation): void {
    const open = this.#slots[slot];
    if (!open) return;
    const { stored, model, shape, request } = open;
    const isThin = request === 'thin';
    const placed = rows.map((one) => {
      const scope = request === 'organization' && one.isElsewhere ? elsewhere : model.scope;
      const whole = rowOf(shape, scope, one);
      return { shape, scope, isThin, requestedAt: model.requestedAt, row: isThin ? thinned(whole) : whole };
    });
    stored.page(placed.map((one) => one.row));
    const later = this.model.later(model, model.openedAs);
    const listed = placed.map((one) => this.model.put(one, later));
    for (const thing of listed) if (thing) model.listed.add(thing);
  }

  #whole({ stored, model, request }: Slot, covers: Covers | undefined): void {
    stored.whole(covers);
    this.model.answer(model, request);
    if (covers) this.model.closeUnlisted(model, covers);
    model.covers = covers;
  }

  #end(slot: number, task: (open: Slot) => void): void {
    const open = this.#slots[slot];
    if (!open) return;
    task(open);
    this.model.close(open.model);
    this.#slots[slot] = undefined;
  }

  #upsert({ kind, resource, rows, ms }: Operation): void {
    const shape = shapes[resource] as RowShape;
    const requestedAt = this.model.now - ms;
    const placed = rows.map((one) => {
      const scope = one.isElsewhere ? elsewhere : own;
      return { shape, scope, requestedAt, isThin: false, row: rowOf(shape, scope, one) };
    });
    const writer = kind === 'otherProgram' ? this.#other : this.#writer;
    writer.upsert(
      shape.resource,
      placed.map((one) => one.row),
      at(requestedAt),
    );
    const time = { resource: shape.resource, requestedAt };
    const later = kind === 'otherProgram' ? [] : this.model.later(time, Number.MAX_VALUE);
    for (const one of placed) this.model.put(one, later);
  }

  /** Every key with all its versions; an open row has the id that it always had. */
  compareRows(): void {
    for (const shape of shapes) {
      for (const scope of scopes) {
        const things = this.model.things.filter((one) => one.shape === shape && isSameScope(one.scope, scope));
        for (const key of new Set(things.map((one) => one.key))) {
          const same = things.filter((one) => one.key === key);
          const versions = this.store.reader.history({ resource: shape.resource, scope, key });
          expect(versions.map(plainVersion)).toEqual(same.flatMap(plainVersions));
          this.#compareId(same.find(isOpen), versions.at(-1));
        }
      }
    }
  }

  #compareId(thing: ModelThing | undefined, newest: StoredRow | undefined): void {
    if (!thing || !newest) return;
    const { resource, scope, key, id, row: found } = newest;
    expect(this.#ids.get(thing) ?? id).toBe(id);
    this.#ids.set(thing, id);
    expect(this.store.reader.byKey({ resource, scope, key })?.row).toEqual(found);
    expect(this.store.reader.rows([id])[0]).toEqual(newest);
  }

  /** Lists of the present and of a time, over all scopes: the scope that is named first is preferred. */
  compareLists(time: number, since: number): void {
    for (const shape of shapes) {
      const preferred = time % 2 === 0 ? [own, other, elsewhere] : [elsewhere, other, own];
      const { resource } = shape;
      const openOnes = this.store.reader.openIds({ resource, scopes: preferred, since });
      expect(this.#named(openOnes)).toEqual(this.model.listAt(shape, preferred, { since }).names);
      const past = this.store.reader.asOf({ resource, scopes: preferred, time, since });
      const expected = this.model.listAt(shape, preferred, { since, time });
      expect(this.#named(past.ids)).toEqual(expected.names);
      expect(this.#named([...past.derived])).toEqual(expected.derived);
      this.#comparePast(shape, { since, time });
    }
  }

  /** A reader of the past reads the same rows by each of its ways. */
  #comparePast(shape: RowShape, { since, time }: { since: number; time: number }): void {
    const past = pastTime(time, shapes);
    const reader = createStoreReader({ database: this.store.database, shapes, toScope, past });
    const { resource } = shape;
    for (const scope of scopes) {
      const { names, derived } = this.model.listAt(shape, [scope], { since, time });
      const keys = (all: readonly string[]) => all.map((name) => shape.key(JSON.parse(name)[2])).sort();
      const rows = reader.rows(reader.openIds({ resource, scopes: [scope], since }));
      const listed = rows.filter((one) => (one?.at ?? 0) <= time);
      expect(listed.map((one) => one?.key).sort()).toEqual(keys(names));
      const learned = listed.filter((one) => one?.row.learnedAt !== undefined);
      expect(learned.map((one) => one?.key).sort()).toEqual(keys(derived));
      for (const one of learned) expect(one?.row.endedAt ?? 0).toBeLessThanOrEqual(time);
      for (const one of listed) {
        expect(one?.validTo).toBeUndefined();
        expect(reader.byKey({ resource, scope, key: one?.key ?? '' })?.row).toEqual(one?.row);
      }
      const id = Number(
        this.store.database
          .prepare('select id from scope where identity = ? and account = ? and region = ?')
          .get(...[scope.identity, scope.accountId, scope.region])?.id ?? 0,
      );
      const query = {
        resource,
        scopes: [[id]],
        now: time,
        sort: { by: 'at', kind: 'number', descending: true },
        asOf: past,
      } as const;
      const { ids } = finished(listIds(this.store.database, query));
      expect([...ids].sort()).toEqual(reader.openIds({ resource, scopes: [scope] }).toSorted());
    }
  }

  compareChanges(from: number, to: number): void {
    const changes = this.store.reader.changes({ from, to });
    const textOf = (id: number | undefined) => {
      const found = id === undefined ? undefined : this.store.reader.rows([id])[0];
      return found && plainRow(found.row);
    };
    const said = changes.map(({ kind, time, id, beforeId, scope }) => ({
      kind,
      time,
      scope: scope.identity,
      row: textOf(id),
      before: textOf(beforeId),
    }));
    expect(sorted(said)).toEqual(sorted(this.model.changes(from, to)));
  }

  #named(ids: readonly number[]): string[] {
    return this.store.reader
      .rows(ids)
      .map((found) => nameOf(found?.scope, found?.row))
      .sort();
  }

  compareHealth(): void {
    const { database } = this.store;
    expect(database.prepare('pragma quick_check').all()).toEqual([{ quick_check: 'ok' }]);
    const doubles = 'select key from row where valid_to is null group by resource, scope, key having count(*) > 1';
    expect(database.prepare(doubles).all()).toEqual([]);
    const lost = 'select key from row where shared is not null and shared not in (select id from shared)';
    expect(database.prepare(lost).all()).toEqual([]);
  }
}

function finished<Result>(steps: Generator<unknown, Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

const sorted = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();

const plainVersion = ({ row: found, isThin, requestedAt, validFrom, validTo, closedBy }: StoredRow) => ({
  row: plainRow(found),
  isThin,
  requestedAt,
  from: validFrom,
  to: validTo ?? Number.POSITIVE_INFINITY,
  closedBy,
});
const plainVersions = ({ versions }: ModelThing) =>
  versions.map(({ row: found, ...rest }) => ({ ...rest, row: plainRow(found) }));
