// What each account-Region knows of resources that live in others. A change makes the account-Region due that evaluates
// the resource.
import {
  type Elsewhere,
  mergeRemote,
  placeOfArn,
  type RemoteResource,
} from '../../../domain/attention/points/remote-resource.ts';
import { addTo, createResourceHolders } from './resource-holders.ts';

export interface ResourceTable {
  /** Replaces the account-Regions that are evaluated. Returns the keys of those whose input changed. */
  use(places: readonly string[]): string[];
  /**
   * Replaces what the account-Region knows, and the time at which its recovery points were listed. Returns the keys of
   * the others that the change concerns.
   */
  update(place: string, known: PlaceResources): string[];
  /** The table that the rules of this account-Region read from now on. */
  readBy(place: string): Elsewhere;
}

export interface PlaceResources {
  readonly resources: readonly RemoteResource[];
  /** Epoch ms; absent: the recovery points were not listed. */
  readonly pointsListedAt?: number | undefined;
}

/** The account-Region that evaluates each resource. */
function createHomes(holders: ReturnType<typeof createResourceHolders>, isEvaluated: (place: string) => boolean) {
  /** By ARN, the account-Region; and the inverse map. */
  const homes = new Map<string, string>();
  const arns = new Map<string, Set<string>>();

  function homeOf(arn: string): string | undefined {
    const named = placeOfArn(arn);
    if (named !== undefined && isEvaluated(named)) return named;
    const [first] = [...holders.of(arn)].toSorted(byNativeThenPlace);
    return first?.[0];
  }

  /** Returns the account-Regions whose evaluation of the resource may change. */
  function settle(arn: string): readonly string[] {
    const [before, after] = [homes.get(arn), homeOf(arn)];
    if (before === after) return after === undefined ? [] : [after];
    if (before !== undefined) arns.get(before)?.delete(arn);
    if (after === undefined) homes.delete(arn);
    else {
      homes.set(arn, after);
      addTo(arns, after, arn);
    }
    return [before ?? [], after ?? [], ...holders.of(arn).keys()].flat();
  }

  return {
    homeOf,
    settle,
    isSettled: (arn: string): boolean => homes.get(arn) === homeOf(arn),
    arnsOf: (place: string): Iterable<string> => arns.get(place) ?? [],
  };
}

export function createResourceTable(): ResourceTable {
  let places: ReadonlySet<string> = new Set();
  const holders = createResourceHolders();
  const { homeOf, settle, isSettled, arnsOf } = createHomes(holders, (place) => places.has(place));
  const listedAt = new Map<string, number>();
  /** By account-Region: the others whose recovery points' listing time its rules requested. */
  const requested = new Map<string, Set<string>>();

  function update(place: string, { resources, pointsListedAt }: PlaceResources): string[] {
    const due = new Set(holders.replace(place, resources).flatMap(settle));
    if (listedAt.has(place) !== (pointsListedAt !== undefined)) {
      for (const [key, others] of requested) if (others.has(place)) due.add(key);
    }
    if (pointsListedAt === undefined) listedAt.delete(place);
    else listedAt.set(place, pointsListedAt);
    due.delete(place);
    return [...due];
  }

  function elsewhereOf(place: string): Map<string, RemoteResource> {
    const found = new Map<string, RemoteResource>();
    for (const arn of arnsOf(place)) {
      const [first, ...others] = [...holders.of(arn)].filter(([key]) => key !== place).toSorted(byPlace);
      if (first) found.set(arn, mergeRemote([first[1], ...others.map(([, resource]) => resource)]));
    }
    return found;
  }

  return {
    update,
    use(next) {
      const gone = [...places].filter((key) => !next.includes(key));
      const due = new Set(gone.flatMap((key) => update(key, { resources: [] })));
      places = new Set(next);
      for (const arn of holders.arns()) {
        if (!isSettled(arn)) for (const key of settle(arn)) due.add(key);
      }
      for (const key of gone) due.delete(key);
      return [...due];
    },
    readBy(place) {
      const others = new Set<string>();
      requested.set(place, others);
      return {
        resources: elsewhereOf(place),
        evaluatesHere: (arn) => (homeOf(arn) ?? place) === place,
        pointsListedAt(other) {
          others.add(other);
          return listedAt.get(other);
        },
      };
    },
  };
}

type Held = readonly [place: string, resource: RemoteResource];

const byPlace = ([one]: Held, [other]: Held): number => (one < other ? -1 : 1);

const byNativeThenPlace = (one: Held, other: Held): number =>
  Number(other[1].isNative) - Number(one[1].isNative) || byPlace(one, other);
