// Finds the AWS resources that the rows are about that were written since the last look.
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { PlaceIndex } from '../account-regions/place-index.ts';
import { factResources } from '../facts/fact-lists.ts';
import type { FactPlace } from '../facts/fact-places.ts';

/** See `StoredFacts.changedResources`. */
export type ReadChangedResources = (
  seq: number,
  places: readonly FactPlace[],
) => ReadonlyMap<string, ReadonlySet<string>>;

/** After more written rows whole account-Regions are read: the rows of a list that is being loaded. */
const mostRows = 1_000;

/** The lists whose rows are about one resource each. */
const resourceLists: ReadonlySet<string> = new Set([
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'recovery-points',
  'protected-resources',
  'inventory',
]);

export function createChangedResources(
  reader: Pick<StoreReader, 'changedSubjects' | 'answeredSince'>,
  indexOf: (places: readonly FactPlace[]) => PlaceIndex,
): ReadChangedResources {
  return (seq, places) => {
    const index = indexOf(places);
    const found = new Map<string, Set<string>>();
    const whole = new Set<string>();
    const written = reader.changedSubjects({ resources: factResources, since: seq, most: mostRows });
    if (!written) return found;
    for (const { resource, scope, subject } of written) {
      const isAboutOne = resourceLists.has(resource) && subject.startsWith('arn:');
      for (const key of index.readersOf(resource, scope)) {
        if (isAboutOne) addTo(found, key, subject);
        else whole.add(key);
      }
    }
    for (const { resource, scope } of reader.answeredSince(seq)) {
      for (const key of index.answeredBy(resource, scope)) whole.add(key);
    }
    for (const key of whole) found.delete(key);
    return found;
  };
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}
