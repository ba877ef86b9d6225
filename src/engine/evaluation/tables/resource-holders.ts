// Which account-Regions know of an AWS resource, and what they know.
import type { RemoteResource } from '../../../domain/attention/points/remote-resource.ts';
import { isSame } from '../../../lib/same.ts';

export interface ResourceHolders {
  /** By account-Region. */
  of(arn: string): ReadonlyMap<string, RemoteResource>;
  arns(): Iterable<string>;
  /** Replaces what the account-Region knows. Returns the ARNs for which its knowledge changed. */
  replace(place: string, resources: readonly RemoteResource[]): string[];
}

const nobody: ReadonlyMap<string, RemoteResource> = new Map();

export function createResourceHolders(): ResourceHolders {
  /** By ARN, then by account-Region. */
  const holders = new Map<string, Map<string, RemoteResource>>();
  const arnsIn = new Map<string, Set<string>>();

  function forget(place: string, arn: string): void {
    const of = holders.get(arn);
    of?.delete(place);
    if (of?.size === 0) holders.delete(arn);
    arnsIn.get(place)?.delete(arn);
  }

  function put(place: string, resource: RemoteResource): void {
    const of = holders.get(resource.arn) ?? new Map<string, RemoteResource>();
    holders.set(resource.arn, of.set(place, resource));
    addTo(arnsIn, place, resource.arn);
  }

  function replace(place: string, resources: readonly RemoteResource[]): string[] {
    const now = new Set(resources.map(({ arn }) => arn));
    const gone = [...(arnsIn.get(place) ?? [])].filter((arn) => !now.has(arn));
    for (const arn of gone) forget(place, arn);
    const changed = resources.filter((resource) => !isSame(holders.get(resource.arn)?.get(place), resource));
    for (const resource of changed) put(place, resource);
    return [...gone, ...changed.map(({ arn }) => arn)];
  }

  return { of: (arn) => holders.get(arn) ?? nobody, arns: () => holders.keys(), replace };
}

/** Adds the value to the set of the key. */
export function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}
