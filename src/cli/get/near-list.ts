// The list that a slip of the fingers meant, by any of its names.
import { didYouMean } from '../../lib/text/did-you-mean.ts';
import { resources } from '../../resources/index.ts';
import { listIds, type ResourceId } from '../../resources/resource-id.ts';

export interface NearList {
  readonly id: ResourceId;
  /** Nothing was misspelt. */
  readonly isExact: boolean;
}

/** A beginning of three letters will do where no name is near. */
export function nearList(typed: string, ids: readonly ResourceId[] = listIds): NearList | undefined {
  const names = new Map(ids.flatMap((id) => namesOf(id).map((name) => [name, id] as const)));
  const wanted = typed.trim().toLowerCase();
  const exact = names.get(wanted);
  if (exact) return { id: exact, isExact: true };
  const all = [...names.keys()];
  const begun = wanted.length >= 3 ? all.find((name) => name.startsWith(wanted)) : undefined;
  const id = names.get(didYouMean(wanted, all) ?? begun ?? '');
  return id && { id, isExact: false };
}

const namesOf = (id: ResourceId): string[] => {
  const { title, plural, aliases } = resources[id];
  return [id, title, plural, ...aliases].map((name) => name.toLowerCase());
};
