// Finds the list that was probably meant, by any of its names.
import { didYouMean } from '../../../lib/text/did-you-mean.ts';
import { resources } from '../../../resources/index.ts';
import { listIds, type ResourceId } from '../../../resources/resource-id.ts';

export interface NearList {
  readonly id: ResourceId;
  /** The name was spelled correctly. */
  readonly isExact: boolean;
}

/** If no name is similar, a common beginning of three letters is enough. */
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
