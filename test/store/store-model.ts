// What a store should return, in plain lists. Slow and simple.
import type { Covers } from '../../src/store/read/covers.ts';
import type { AnyRow, RowShape, StoredScope } from '../../src/store/row-shape.ts';

export interface ModelVersion {
  row: AnyRow;
  isThin: boolean;
  requestedAt: number;
  readonly from: number;
  readonly to: number;
  readonly closedBy: 'changed' | 'gone' | undefined;
}

/** From when it was first seen until it was gone. A row that returns is another one. */
export interface ModelThing {
  readonly shape: RowShape;
  readonly scope: StoredScope;
  readonly key: string;
  /** The oldest first; the last one is true as long as it is open. */
  readonly versions: ModelVersion[];
}

export interface ModelResponse {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly requestedAt: number;
  readonly listed: Set<ModelThing>;
  readonly openedAs: number;
  closedAs: number;
  covers: Covers | undefined;
}

interface ListTime {
  readonly since: number;
  readonly time?: number;
}

interface ShownRow {
  readonly thing: ModelThing;
  readonly version: ModelVersion;
  readonly isDerived: boolean;
}

export interface ModelRow {
  readonly shape: RowShape;
  readonly scope: StoredScope;
  readonly row: AnyRow;
  readonly isThin: boolean;
  readonly requestedAt: number;
}

const forever = Number.POSITIVE_INFINITY;
export const isSameScope = (one: StoredScope, two: StoredScope) => JSON.stringify(one) === JSON.stringify(two);
const text = (value: unknown) => JSON.stringify(value);
const last = ({ versions }: ModelThing) => versions.at(-1) as ModelVersion;
export const isOpen = (thing: ModelThing) => last(thing).to === forever;

export class StoreModel {
  readonly things: ModelThing[] = [];
  responses: ModelResponse[] = [];
  now = 1_000;
  #stamp = 0;
  #count = 0;
  readonly #answered = new Set<string>();

  open(resource: string, scope: StoredScope, requestedAt: number): ModelResponse {
    this.#count += 1;
    const opened = { resource, scope, requestedAt, listed: new Set<ModelThing>(), openedAs: this.#count };
    const response = { ...opened, closedAs: forever, covers: undefined };
    this.responses.push(response);
    return response;
  }

  close(response: ModelResponse): void {
    this.#count += 1;
    response.closedAs = this.#count;
  }

  /** What other requests, sent later, got since this one was sent. */
  later(request: { resource: string; requestedAt: number }, since: number): ModelResponse[] {
    return this.responses.filter(
      ({ resource, requestedAt, closedAs }) =>
        resource === request.resource &&
        requestedAt > request.requestedAt &&
        requestedAt <= this.now &&
        closedAs > since,
    );
  }

  /** The thing that a response listed, if it did something for it. */
  put(responded: ModelRow, later: readonly ModelResponse[]): ModelThing | undefined {
    const { shape, scope, requestedAt } = responded;
    const key = shape.key(responded.row);
    const same = this.things.filter((one) => one.shape === shape && isSameScope(one.scope, scope) && one.key === key);
    const thing = same.find(isOpen);
    if (!thing) return this.#add(responded, same, later);
    const stored = last(thing);
    const row = responded.isThin ? { ...stored.row, ...givenBy(responded.row) } : clean(responded.row);
    const wakes = shape.isBusy?.(row) === true && shape.isBusy(stored.row) === false;
    const isIgnored =
      later.some(({ listed }) => listed.has(thing)) ||
      (requestedAt < stored.requestedAt && stored.requestedAt <= this.now) ||
      (wakes && (shape.endsForGood === true || requestedAt === stored.requestedAt));
    if (!isIgnored) this.#update(thing, { ...responded, row });
    return thing;
  }

  #add(responded: ModelRow, same: readonly ModelThing[], later: readonly ModelResponse[]): ModelThing | undefined {
    const { shape, scope, row, requestedAt, isThin } = responded;
    const isGone = same.some((one) => last(one).requestedAt > requestedAt && last(one).requestedAt <= this.now);
    const isGoneLater = later.some(
      ({ covers, scope: requested }) => covers && isSameScope(requested, scope) && covered(covers, shape, clean(row)),
    );
    if (isGone || isGoneLater) return undefined;
    const version = { row: clean(row), isThin, requestedAt, from: this.stamp(), to: forever, closedBy: undefined };
    const thing = { shape, scope, key: shape.key(row), versions: [version] };
    this.things.push(thing);
    return thing;
  }

  #update(thing: ModelThing, { shape, row, requestedAt, isThin }: ModelRow): void {
    const stored = last(thing);
    const isCompleted = stored.isThin && !isThin;
    const names = new Set([...Object.keys(stored.row), ...Object.keys(row)]);
    const changed = [...names].filter((name) => text(stored.row[name]) !== text(row[name]));
    if (changed.length === 0 && !isCompleted) return;
    const counts = changed.filter((name) => !shape.volatile.includes(name) && !(isCompleted && !(name in stored.row)));
    const next = { row, isThin: stored.isThin && isThin, requestedAt };
    if (counts.length === 0) {
      this.stamp();
      Object.assign(stored, next);
      return;
    }
    const stamp = this.stamp();
    thing.versions.splice(-1, 1, { ...stored, to: stamp, closedBy: 'changed' });
    thing.versions.push({ ...next, from: stamp, to: forever, closedBy: undefined });
  }

  /** The first whole response to a request is a write, whatever its rows are. */
  answer({ resource, scope }: ModelResponse, params: string): void {
    const name = JSON.stringify([resource, scope, params]);
    if (!this.#answered.has(name)) this.stamp();
    this.#answered.add(name);
  }

  closeUnlisted(response: ModelResponse, covers: Covers): void {
    const later = this.later(response, response.openedAs);
    for (const thing of this.things.filter(isOpen)) {
      const stored = last(thing);
      const isKept =
        thing.shape.resource !== response.resource ||
        !isSameScope(thing.scope, response.scope) ||
        !covered(covers, thing.shape, stored.row) ||
        [response, ...later].some(({ listed }) => listed.has(thing)) ||
        (stored.requestedAt >= response.requestedAt && stored.requestedAt <= this.now);
      if (isKept) continue;
      const closed = { to: this.stamp(), closedBy: 'gone', requestedAt: response.requestedAt } as const;
      thing.versions.splice(-1, 1, { ...stored, ...closed });
    }
  }

  /** What a list has, now or at a time, and which rows of it AWS's own times alone tell. */
  listAt(shape: RowShape, preferred: readonly StoredScope[], { since, time }: ListTime) {
    const best = new Map<string, ShownRow>();
    for (const isDerived of [false, true]) {
      for (const scope of preferred) {
        for (const row of this.#shownIn(shape, scope, time).filter((one) => one.isDerived === isDerived)) {
          const at = shape.at(row.version.row);
          const name = JSON.stringify([scope.accountId, row.thing.key]);
          if ((at === 0 || (at >= since && at <= (time ?? at))) && !best.has(name)) best.set(name, row);
        }
      }
    }
    const shown = [...best.values()];
    return { names: namesOf(shown), derived: namesOf(shown.filter(({ isDerived }) => isDerived)) };
  }

  #shownIn(shape: RowShape, scope: StoredScope, time: number | undefined): ShownRow[] {
    const things = this.things.filter((one) => one.shape === shape && isSameScope(one.scope, scope));
    return things.flatMap((thing): ShownRow[] => {
      const isTrue = ({ from, to }: ModelVersion) => (time === undefined ? to === forever : from <= time && to > time);
      const version = thing.versions.find(isTrue);
      if (version) return [{ thing, version, isDerived: false }];
      const first = things.find(({ key }) => key === thing.key)?.versions[0] as ModelVersion;
      const isDerived = time !== undefined && shape.endedAt !== undefined && first.from > time;
      return isDerived && thing.versions[0] === first ? [{ thing, version: first, isDerived }] : [];
    });
  }

  changes(from: number, to: number): unknown[] {
    return this.things.flatMap(({ scope, versions }) =>
      versions.flatMap((version, index) => {
        const before = versions[index - 1];
        const common = { scope: scope.identity, row: plainRow(version.row) };
        const began = {
          kind: before ? 'changed' : 'new',
          time: version.from,
          ...common,
          before: before && plainRow(before.row),
        };
        const gone = { kind: 'gone', time: version.to, ...common, before: undefined };
        return [
          ...(version.from > from && version.from <= to ? [began] : []),
          ...(version.closedBy === 'gone' && version.to > from && version.to <= to ? [gone] : []),
        ];
      }),
    );
  }

  stamp(): number {
    this.#stamp = Math.max(this.#stamp, this.now);
    return this.#stamp;
  }
}

const clean = (row: AnyRow): AnyRow => JSON.parse(JSON.stringify(row));
const givenBy = (row: AnyRow): AnyRow =>
  Object.fromEntries(Object.entries(clean(row)).filter(([, value]) => value !== '' && value !== null));

export function covered({ since, equals = {} }: Covers, shape: RowShape, row: AnyRow): boolean {
  const at = shape.at(row);
  if (since !== undefined && (at === 0 || at < since)) return false;
  return Object.entries(equals).every(([name, value]) => row[name] === value);
}

/** A row without its scope, its members in a fixed order. */
export const plainRow = (row: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries({ ...row, scope: undefined })
      .filter(([, value]) => value !== undefined)
      .sort(),
  );

export const nameOf = (scope: StoredScope | undefined, row: AnyRow): string =>
  JSON.stringify([scope?.identity, scope?.accountId, plainRow(row)]);

const namesOf = (rows: readonly ShownRow[]): string[] =>
  rows.map(({ thing, version }) => nameOf(thing.scope, version.row)).sort();
