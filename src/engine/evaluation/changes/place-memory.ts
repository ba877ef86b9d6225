// The last evaluations of account-Regions, and what changed since: after a change of a few resources only these are
// read and evaluated again.
import { type ResourceList, resourceLists } from '../../../domain/attention/facts-about.ts';
import type { DerivedId } from '../../../resources/derived/derived.ts';
import type { EarlierPlace, ScopeRows } from '../account-regions/evaluate-place.ts';
import type { PlaceReading } from '../account-regions/read-place.ts';
import type { FactPlace } from '../facts/fact-places.ts';
import type { WrittenRows } from './derived-rows.ts';

export interface KnownPlace extends Pick<PlaceReading, 'found' | 'vaults'> {
  readonly place: FactPlace;
  readonly evaluation: ScopeRows;
  /** Epoch ms. */
  readonly evaluatedAt: number;
  /** The lists for which the facts were read. */
  readonly lists: readonly DerivedId[];
  readonly written: WrittenRows;
}

export interface ChangedPlace extends EarlierPlace {
  readonly known: KnownPlace;
}

export interface PlaceMemory {
  /** Rows about these resources were written. */
  changed(key: string, arns: ReadonlySet<string>): void;
  /** Other rows were written, or other account-Regions have news: the next evaluation reads all facts. */
  forget(key: string): void;
  /** From this time on, in epoch ms, all facts have to be read again: a later response may change how they are read. */
  expect(key: string, at: number): void;
  /** Epoch ms; Infinity: none is expected. */
  expectedAt(key: string): number;
  /**
   * The last evaluation, which is forgotten until `keep` replaces it; undefined: all facts have to be read. `now`:
   * epoch ms of the next evaluation, which writes these lists.
   */
  take(place: FactPlace, now: number, lists: readonly DerivedId[]): ChangedPlace | undefined;
  /** All facts were read. */
  reach(key: string): void;
  keep(known: KnownPlace): void;
  clear(): void;
}

/** Numbers of rows of facts. */
export interface PlaceMemoryOptions {
  readonly most?: number | undefined;
  readonly least?: number | undefined;
}

interface Entry {
  readonly known: KnownPlace;
  readonly changed: Set<string>;
  readonly size: number;
}

/** Rows of facts over all account-Regions. One with more of its own is read and evaluated as a whole each time. */
const mostRows = 90_000;
/** An account-Region with fewer rows is not kept: to read and evaluate all of it takes a few ms. */
const leastRows = 1_000;
/** With more changed resources all facts are read. */
const mostChanged = 50;

export function createPlaceMemory({ most = mostRows, least = leastRows }: PlaceMemoryOptions = {}): PlaceMemory {
  /** The one that was evaluated last is last. */
  const entries = new Map<string, Entry>();
  const expected = new Map<string, number>();

  function forgetOldest(): void {
    let count = entries.values().reduce((sum, { size }) => sum + size, 0);
    for (const [key, { size }] of entries) {
      if (count <= most) return;
      entries.delete(key);
      count -= size;
    }
  }

  const expectedAt = (key: string): number => expected.get(key) ?? Number.POSITIVE_INFINITY;

  return {
    changed(key, arns) {
      const entry = entries.get(key);
      for (const arn of arns) entry?.changed.add(arn);
      if (entry && entry.changed.size > mostChanged) entries.delete(key);
    },
    forget: (key) => entries.delete(key),
    expect: (key, at) => expected.set(key, Math.min(at, expectedAt(key))),
    expectedAt,
    take(place, now, lists) {
      const entry = entries.get(place.key);
      entries.delete(place.key);
      if (!entry || now >= expectedAt(place.key)) return undefined;
      const { known, changed } = entry;
      const isUsable =
        known.place === place && now >= known.evaluatedAt && lists.every((id) => known.lists.includes(id));
      return isUsable ? { known, changed, evaluation: known.evaluation } : undefined;
    },
    reach: (key) => expected.delete(key),
    keep(known) {
      const size = sizeOf(known);
      if (size < least) return;
      entries.set(known.place.key, { known, changed: new Set(), size });
      forgetOldest();
    },
    clear() {
      entries.clear();
      expected.clear();
    },
  };
}

/** A job and what is evaluated of it take about as much memory as three rows of other lists. */
const rowsOfJob = 3;
const jobLists: ReadonlySet<ResourceList> = new Set(['backupJobs', 'copyJobs', 'restoreJobs']);

const sizeOf = ({ found }: KnownPlace): number =>
  resourceLists.reduce((sum, list) => sum + (found[list]?.rows.length ?? 0) * (jobLists.has(list) ? rowsOfJob : 1), 0);
