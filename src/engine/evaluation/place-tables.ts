// What account-Regions know of each other: the vaults that rules copy into, and the points that copies have become.
import type { ScopeFacts } from '../../domain/attention/facts.ts';
import { type Elsewhere, remoteResources } from '../../domain/attention/points/remote-resource.ts';
import type { VaultOfArn } from '../../domain/attention/rule-context.ts';
import { createResourceTable } from './resource-table.ts';
import { createVaultTable } from './vault-table.ts';

/** What others may know of an account-Region. */
export interface PlaceTables {
  /** These account-Regions are evaluated from now on. Returns the keys of those for which something changed. */
  use(places: readonly string[]): string[];
  /** These are its facts now. Returns the keys of the others that they concern. */
  update(facts: ScopeFacts, place: string): string[];
  /** The tables, as the rules of this account-Region read them from now on. */
  readBy(place: string): { readonly vaults: VaultOfArn; readonly elsewhere: Elsewhere };
}

export function createPlaceTables(): PlaceTables {
  const vaults = createVaultTable();
  const resources = createResourceTable();
  let places: readonly string[] = [];

  function update(facts: ScopeFacts, place: string): string[] {
    const known = { resources: remoteResources(facts), pointsListedAt: facts.points?.at };
    return [...vaults.update(place, facts.vaults?.rows ?? []), ...resources.update(place, known)];
  }

  return {
    use(next) {
      const gone = places.filter((key) => !next.includes(key));
      places = next;
      return [...gone.flatMap((key) => vaults.update(key, [])), ...resources.use(next)];
    },
    update,
    readBy: (place) => ({ vaults: vaults.readBy(place), elsewhere: resources.readBy(place) }),
  };
}
