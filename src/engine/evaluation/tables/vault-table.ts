// The vaults of all account-Regions, into which rules of others copy. A changed vault makes the account-Regions due
// that read it.
import type { Vault } from '../../../domain/vaults/vault.ts';
import { isSame } from '../../../lib/same.ts';

export interface VaultTable {
  /** Replaces the vaults of the account-Region. Returns the keys of the others that read a changed vault. */
  update(place: string, vaults: readonly Vault[]): string[];
  /** The table that the rules of this account-Region read from now on. */
  readBy(place: string): ReadonlyMap<string, Vault>;
}

export function createVaultTable(): VaultTable {
  const vaults = new Map<string, Vault>();
  /** By account-Region: the ARNs that its rules read. */
  const requested = new Map<string, Set<string>>();
  const arnsIn = new Map<string, ReadonlySet<string>>();

  function askers(changed: ReadonlySet<string>, place: string): string[] {
    if (changed.size === 0) return [];
    return [...requested].filter(([key, arns]) => key !== place && !arns.isDisjointFrom(changed)).map(([key]) => key);
  }

  return {
    update(place, next) {
      const changed = new Set<string>();
      for (const vault of next) {
        if (!isAlike(vaults.get(vault.arn), vault)) changed.add(vault.arn);
        vaults.set(vault.arn, vault);
      }
      const arns = new Set(next.map(({ arn }) => arn));
      for (const arn of arnsIn.get(place) ?? []) {
        if (arns.has(arn)) continue;
        vaults.delete(arn);
        changed.add(arn);
      }
      arnsIn.set(place, arns);
      return askers(changed, place);
    },
    readBy(place) {
      const arns = new Set<string>();
      requested.set(place, arns);
      return new RecordingMap(vaults, arns);
    },
  };
}

/** The number of recovery points in a vault matters to no other account-Region. */
const isAlike = (one: Vault | undefined, other: Vault): boolean =>
  one !== undefined && isSame({ ...one, pointCount: 0 }, { ...other, pointCount: 0 });

class RecordingMap extends Map<string, Vault> {
  readonly #of: ReadonlyMap<string, Vault>;
  readonly #requested: Set<string>;

  constructor(of: ReadonlyMap<string, Vault>, requested: Set<string>) {
    super();
    this.#of = of;
    this.#requested = requested;
  }

  override get(arn: string): Vault | undefined {
    this.#requested.add(arn);
    return this.#of.get(arn);
  }
}
