// Finds the change before or after the time on screen.
import type { Data } from '../../app/state/data.ts';
import type { Effect } from '../../app/state/events.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import type { ReadableStore } from '../../engine/program-store.ts';
import type { IdentityOf } from '../../engine/requested-scopes.ts';
import { resources } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { type CollectedFor, listPlaces } from '../lists/list-places.ts';

export interface StepTimeOptions {
  readonly store: Pick<ReadableStore, 'sight'>;
  readonly identityOf: IdentityOf;
  /** Absent: no rows of other identities are read. */
  readonly collected?: CollectedFor | undefined;
}

export type StepWanted = Omit<Extract<Effect, { type: 'stepTime' }>, 'type'>;

/** Each job would count twice, and each finding. */
const shownByOthers: readonly ResourceId[] = ['audits', 'events', 'findings'];

const allLists = (): ResourceId[] =>
  (Object.keys(resources) as ResourceId[]).filter(
    (id) => resources[id].stored && hasPast(id) && !shownByOthers.includes(id),
  );

/** Epoch ms; undefined: the store has none. */
export function findStep(
  { at, direction, resource }: StepWanted,
  data: Data,
  { store, identityOf, collected }: StepTimeOptions,
): number | undefined {
  const reader = store.sight()?.reader;
  if (!reader) return undefined;
  const isOwn = resource !== undefined && hasPast(resource) && resources[resource].stored;
  const lists = isOwn ? [resource] : allLists();
  const known = reader.scopeIds();
  const scopes = new Set(
    lists.flatMap((id) => listPlaces(everywhere(id, data), identityOf, collected)?.groups(known).flat() ?? []),
  );
  return reader.nearestChange({ resources: lists, scopes: [...scopes], time: at, direction });
}
