// The input of an account-Region's evaluation: its facts, and what others know of its resources.
import type { ScopeFacts } from '../../../domain/attention/facts.ts';
import type { Elsewhere } from '../../../domain/attention/points/remote-resource.ts';
import type { VaultOfArn } from '../../../domain/attention/rule-context.ts';
import { runsSinceMs } from '../../../domain/attention/runs/run-slots.ts';
import type { DerivedId } from '../../../resources/derived/derived.ts';
import type { FactPlace } from '../facts/fact-places.ts';
import type { StoredFacts, WantedFacts } from '../facts/stored-facts.ts';
import type { PlaceTables } from './place-tables.ts';

export interface PlaceReading {
  readonly found: ScopeFacts & { readonly elsewhere: Elsewhere };
  readonly vaults: VaultOfArn;
  /** Keys of the other account-Regions that its facts concern. */
  readonly concerned: readonly string[];
}

export interface PlaceReader {
  readonly facts: Pick<StoredFacts, 'factsOf' | 'coverageFactsOf'>;
  readonly tables: PlaceTables;
}

export interface ReadPlaceOptions {
  /** Epoch ms of the evaluation. */
  readonly now: number;
  /** The lists to evaluate. */
  readonly lists: readonly DerivedId[];
  /** Coverage is evaluated whether or not its list is. */
  readonly hasCoverage?: boolean | undefined;
}

export function readPlace(
  { facts, tables }: PlaceReader,
  place: FactPlace,
  { now, lists, hasCoverage = false }: ReadPlaceOptions,
): PlaceReading {
  // The storage list counts all recovery points.
  const isOfAll = lists.includes('storage');
  const jobs = wantedJobs(lists);
  const read = facts.factsOf(place, now, { ...jobs, points: isOfAll ? 'all' : 'needed' });
  const concerned = tables.update(read, place.key);
  const { vaults, elsewhere } = tables.readBy(place.key);
  // If a copy elsewhere contains malware, so does its source: an older recovery point counts instead.
  const found = isOfAll || !hasInfected(elsewhere) ? read : facts.factsOf(place, now, jobs);
  const ofCoverage = hasCoverage || lists.some((list) => coverageLists.has(list)) ? facts.coverageFactsOf(place) : {};
  return { found: { ...found, ...ofCoverage, elsewhere }, vaults, concerned };
}

/** For each run of the last days all its jobs are needed, and those that ended after the next run began. */
export const wantedJobs = (lists: readonly DerivedId[]): Pick<WantedFacts, 'jobsMs'> =>
  lists.includes('runs') ? { jobsMs: runsSinceMs } : {};

/** Lists that are evaluated from the inventory. */
const coverageLists: ReadonlySet<DerivedId> = new Set(['coverage', 'coverage-totals']);

const hasInfected = ({ resources }: Elsewhere): boolean =>
  resources.values().some(({ infectedAt }) => infectedAt !== undefined);
