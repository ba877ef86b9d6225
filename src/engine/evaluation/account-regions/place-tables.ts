// What account-Regions need from each other: the vaults that rules copy into, and the recovery points that copies made.
import type { ScopeFacts } from '../../../domain/attention/facts.ts';
import { type Elsewhere, remoteResources } from '../../../domain/attention/points/remote-resource.ts';
import type { VaultOfArn } from '../../../domain/attention/rule-context.ts';
import { createResourceTable } from '../tables/resource-table.ts';
import { createVaultTable } from '../tables/vault-table.ts';

/** The tables of what an account-Region provides to others. */
export interface PlaceTables {
  /** Replaces the account-Regions that are evaluated. Returns the keys of those whose input changed. */
  use(places: readonly string[]): string[];
  /** Replaces the facts of an account-Region. Returns the keys of the others that the change concerns. */
  update(facts: ScopeFacts, place: string): string[];
  /** The tables that the rules of this account-Region read from now on. */
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
