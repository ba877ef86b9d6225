// Describes the differences between two places in few words. Pure.
import { formatDuration } from '../../lib/text/format.ts';
import { labelOf } from './connections.ts';
import type { Watch, WatchedPlace, WatchedScopes } from './place.ts';

export const writes = ({ connections, roles }: Pick<WatchedScopes, 'connections' | 'roles'>): boolean =>
  connections.some(({ write }) => write) || roles?.role.write === true;

/**
 * The most important difference comes first, because the end of the line may be cut. Write access is always mentioned.
 */
export function placeChanges(before: WatchedPlace, after: WatchedPlace): string[] {
  const isNew = (text: (place: WatchedPlace) => string) => (text(before) === text(after) ? [] : [text(after)]);
  return [
    ...(writes(after.place) ? ['changes are allowed'] : isNew(({ place }) => (writes(place) ? '' : 'read-only'))),
    ...isNew(({ place }) => signInsText(place)),
    ...isNew(({ place }) => regionsText(place)),
    ...isNew(({ place }) => (place.organization ? 'whole organization' : 'no organization')),
    ...isNew(({ place: { connections } }) => `at ${connections[0]?.endpointUrl ?? 'AWS'}`),
    ...cadenceChanges(before.watch, after.watch),
    ...isNew(({ watch }) => `CloudWatch ${watch.cloudWatch ? 'on' : 'off'}`),
    ...feedChanges(before.watch, after.watch),
  ];
}

/** If there are more, their number is given. */
const mostNamed = 2;

function signInsText({ connections, roles }: WatchedScopes): string {
  const labels = connections.map(labelOf);
  const named = labels.length > mostNamed ? `${labels.length} sign-ins` : labels.join(' and ');
  return roles ? `${named} and role ${roles.role.roleArn.split('/').at(-1)}` : named;
}

function regionsText({ regions, allRegions }: WatchedScopes): string {
  if (allRegions) return 'all Regions';
  return regions.length > mostNamed ? `${regions.length} Regions` : regions.join(' and ');
}

function cadenceChanges({ cadences: before = {} }: Watch, { cadences: after = {} }: Watch): string[] {
  const said = Object.entries(after).filter(([name, ms]) => before[name as keyof typeof before] !== ms);
  const left = Object.keys(before).filter((name) => after[name as keyof typeof after] === undefined);
  return [
    ...said.map(([name, ms]) => `${name} every ${formatDuration(ms)}`),
    ...left.map((name) => `${name} at the default interval`),
  ];
}

function feedChanges({ feed: before }: Watch, { feed: after }: Watch): string[] {
  if (before?.queues.join() === after?.queues.join()) return [];
  return [after ? (before ? 'another live feed' : 'live feed on') : 'live feed off'];
}
