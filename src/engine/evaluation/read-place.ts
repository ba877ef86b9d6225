// The facts of one account-Region with what others know of its resources, of which its evaluation is made.
import type { ScopeFacts } from '../../domain/attention/facts.ts';
import type { Elsewhere } from '../../domain/attention/points/remote-resource.ts';
import type { VaultOfArn } from '../../domain/attention/rule-context.ts';
import type { DerivedId } from '../../resources/derived/derived.ts';
import type { FactPlace } from './fact-places.ts';
import type { PlaceTables } from './place-tables.ts';
import type { StoredFacts } from './stored-facts.ts';

export interface PlaceReading {
  readonly found: ScopeFacts & { readonly elsewhere: Elsewhere };
  readonly vaults: VaultOfArn;
  /** Keys of the others that its facts concern. */
  readonly concerned: readonly string[];
}

export interface PlaceReader {
  readonly facts: Pick<StoredFacts, 'factsOf'>;
  readonly tables: PlaceTables;
}

/** `now`: epoch ms of the evaluation, of which these lists are wanted. */
export function readPlace(
  { facts, tables }: PlaceReader,
  place: FactPlace,
  { now, lists }: { readonly now: number; readonly lists: readonly DerivedId[] },
): PlaceReading {
  // That list counts all points.
  const isOfAll = lists.includes('storage');
  const read = facts.factsOf(place, now, isOfAll ? 'all' : 'needed');
  const concerned = tables.update(read, place.key);
  const { vaults, elsewhere } = tables.readBy(place.key);
  // Where a copy elsewhere has malware, so has its source: an older point counts instead.
  const found = isOfAll || !hasInfected(elsewhere) ? read : facts.factsOf(place, now);
  return { found: { ...found, elsewhere }, vaults, concerned };
}

const hasInfected = ({ resources }: Elsewhere): boolean =>
  resources.values().some(({ infectedAt }) => infectedAt !== undefined);
