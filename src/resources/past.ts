// Which lists have a past: at an earlier time the store has their rows as they were.
import { resources } from './index.ts';
import type { AnyResource, Params } from './resource.ts';
import type { ResourceId } from './resource-id.ts';

/**
 * Findings are evaluated while the program runs, whatever is on screen. Other derived lists, charts and AWS's counts of
 * a day keep only their newest values.
 */
const evaluatedAlways: readonly ResourceId[] = ['attention', 'findings'];
const newestOnly: readonly ResourceId[] = ['metrics', 'job-days'];

export function hasPast(id: ResourceId, params: Params = {}): boolean {
  const { stored, derivedFrom }: AnyResource = resources[id];
  // Changes are versions; the others are read from several lists. The config file has the mutes of today alone.
  if (newestOnly.includes(id) || !stored) return ['changes', 'resource-pages', 'found'].includes(id);
  // Which rows a response listed is noted of the present ones only.
  const isOfRow = (name: string) => stored.memberOfParam?.[name] ?? stored.entryOfParam?.[name];
  if (!Object.keys(params).every(isOfRow)) return false;
  return !derivedFrom || evaluatedAlways.includes(id) || id === 'events';
}
