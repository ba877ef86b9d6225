// Ages of recovery points against objectives, written a second time and as simply as possible: all points of a resource
// in the watched account-Regions, and the location of each. Shares nothing with src/domain.
import type { Objective } from '../../src/domain/attention/settings.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { askedAt, now, type Place } from './random-places.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export interface NaiveAge {
  /** The 'account/Region' of the finding. */
  readonly place: string;
  readonly arn: string;
  readonly severity: 'critical' | 'warning';
  readonly since?: number;
  /** Where points are missing, each with the age of the newest there. */
  readonly locations: readonly string[];
}

/** Data that a resource can be restored to. */
interface Usable {
  readonly at: number;
  readonly isContinuous: boolean;
  readonly vaultArn: string;
  /** undefined: unknown. */
  readonly isAirGapped: boolean | undefined;
  readonly isLocked: boolean | undefined;
}

interface Resource {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** The account-Region that evaluates it, and the one that it belongs to. */
  readonly judge: Place;
  readonly home: string;
}

const placeOf = ({ scope }: Place): string => `${scope.accountId}/${scope.region}`;
const placeOfVault = (arn: string): string => `${arn.split(':')[4]}/${arn.split(':')[3]}`;

/** Nothing is known of a refused list. */
function known(place: Place): Place {
  const list = <Row>(name: string, rows: Row[]): Row[] => (place.refused.has(name) ? [] : rows);
  return {
    ...place,
    jobs: list('jobs', place.jobs),
    copies: list('copies', place.copies),
    points: list('points', place.points),
    vaults: list('vaults', place.vaults),
    scans: list('scans', place.scans),
  };
}

export function naiveAges(all: readonly Place[], objectives: readonly Objective[]): NaiveAge[] {
  const places = all.map(known);
  return resourcesOf(places).flatMap((resource) => ageOf(resource, places, objectives));
}

function resourcesOf(places: readonly Place[]): Resource[] {
  const named = new Map<string, { name: string; type: string }>();
  for (const { jobs, copies, points, resources } of places) {
    for (const one of [...jobs, ...copies, ...points])
      named.set(one.resourceArn, { name: one.resourceName, type: one.resourceType });
    for (const { arn, name, type } of resources) named.set(arn, { name, type });
  }
  return [...named].flatMap(([arn, about]) => {
    const [, , , region, account] = arn.split(':');
    const own = account ? `${account}/${region}` : undefined;
    const knows = ({ jobs, points, resources }: Place) =>
      [...jobs, ...points].some(({ resourceArn }) => resourceArn === arn) || resources.some((one) => one.arn === arn);
    const isNative = ({ jobs, points }: Place) =>
      jobs.some(({ resourceArn }) => resourceArn === arn) ||
      points.some((point) => point.resourceArn === arn && point.sourceVaultArn === undefined);
    const inOrder = places.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const judge =
      places.find((place) => placeOf(place) === own) ??
      inOrder.find((place) => knows(place) && isNative(place)) ??
      inOrder.find(knows);
    return judge ? [{ arn, ...about, judge, home: own ?? placeOf(judge) }] : [];
  });
}

/** ARNs of points in which the last scan that found out anything found malware. */
function infectedIn(places: readonly Place[]): ReadonlySet<string> {
  const arns = new Set(places.flatMap(({ scans }) => scans.map(({ recoveryPointArn }) => recoveryPointArn ?? '')));
  return new Set(
    [...arns].filter((arn) => {
      const ended = places
        .flatMap(({ scans }) => scans)
        .filter((scan) => scan.recoveryPointArn === arn && scan.result !== undefined)
        .sort((a, b) => (b.completedAt ?? 0) - (a.completedAt ?? 0) || (a.id < b.id ? -1 : 1));
      return ended[0]?.result === 'THREATS_FOUND';
    }),
  );
}

function usablesOf(resource: Resource, places: readonly Place[]): Usable[] {
  const infected = infectedIn(places);
  const isOwn = ({ resourceArn }: { readonly resourceArn: string }) => resourceArn === resource.arn;
  const points = places.flatMap((place) => place.points.filter(isOwn));
  // A copy has what its source has, and its date.
  const badTimes = points.filter(({ arn }) => infected.has(arn)).map(({ createdAt }) => createdAt);
  const found: Usable[] = [];
  const put = (vaultArn: string, at: number, isContinuous: boolean, isListed: boolean) =>
    found.push({ at, isContinuous, vaultArn, ...vaultAt(vaultArn, isListed, places) });
  for (const { arn, status, createdAt, vaultArn = '' } of points) {
    if (infected.has(arn)) continue;
    if (status === 'AVAILABLE') put(vaultArn, createdAt, true, true);
    else if (status === 'COMPLETED' && !badTimes.includes(createdAt)) put(vaultArn, createdAt, false, true);
  }
  const isUnlisted = (job: Job) => {
    const place = places.find((one) => placeOf(one) === placeOfVault(job.vaultArn ?? ''));
    return !place || place.refused.has('points') || (job.completedAt ?? 0) > askedAt - 5 * minute;
  };
  for (const job of resource.judge.jobs.filter(isOwn)) {
    if (job.state !== 'COMPLETED' || infected.has(job.recoveryPointArn ?? '') || badTimes.includes(job.createdAt))
      continue;
    if (isUnlisted(job)) put(job.vaultArn ?? '', job.createdAt, false, true);
  }
  for (const copy of resource.judge.copies.filter(isOwn)) {
    const { state, recoveryPointArn: source = '', copiedPointArn = '' } = copy;
    if (state !== 'COMPLETED' || infected.has(source) || infected.has(copiedPointArn) || !isUnlisted(copy)) continue;
    const made =
      resource.judge.points.find(({ arn }) => arn === source) ??
      resource.judge.jobs.find(({ recoveryPointArn }) => recoveryPointArn === source);
    const at = made?.createdAt ?? copy.createdAt;
    if (!badTimes.includes(at))
      put(copy.vaultArn ?? '', at, false, placeOfVault(copy.vaultArn ?? '') === placeOf(resource.judge));
  }
  return found;
}

/** What is known of a vault: only its name where only a copy job names it. */
function vaultAt(arn: string, isListed: boolean, places: readonly Place[]) {
  const vault = isListed ? places.flatMap(({ vaults }) => vaults).find((one) => one.arn === arn) : undefined;
  if (!vault) return { isAirGapped: undefined, isLocked: undefined };
  const isAirGapped = vault.type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';
  return { isAirGapped, isLocked: isAirGapped || vault.locked };
}

function lies({ vaultArn, isAirGapped, isLocked }: Usable, wanted: string, home: string): boolean | undefined {
  const [, , , region = '', account = '', , name = ''] = vaultArn.split(':');
  const [homeAccount, homeRegion] = home.split('/');
  if (wanted === 'other-region') return region !== homeRegion;
  if (wanted === 'other-account') return account !== homeAccount;
  if (wanted === 'air-gapped') return isAirGapped;
  if (wanted === 'locked') return isLocked;
  if (/^\d+$/.test(wanted)) return account === wanted;
  if (/-\d$/.test(wanted)) return region === wanted;
  return wanted.startsWith('arn:') ? vaultArn === wanted : fits(wanted, name);
}

const fits = (pattern: string, name: string): boolean => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);

/** The newest; what follows its resource by itself is newer than all. */
const newestOf = (points: readonly Usable[]): Usable | undefined =>
  points.toSorted((a, b) => Number(b.isContinuous) - Number(a.isContinuous) || b.at - a.at)[0];

function ageOf(resource: Resource, places: readonly Place[], objectives: readonly Objective[]): NaiveAge[] {
  const fitting = objectives.filter(
    ({ name, type }) =>
      (name === undefined || fits(name, resource.name)) && (type === undefined || type.toUpperCase() === resource.type),
  );
  const usables = usablesOf(resource, places);
  const first = fitting.filter((one, index) => fitting.findIndex((other) => other.in === one.in) === index);
  const missed = first.flatMap((one) => missedBy(one, { resource, usables, places }) ?? []);
  if (missed.length === 0) return [];
  const dates = missed.flatMap(({ since }) => since ?? []);
  return [
    {
      place: placeOf(resource.judge),
      arn: resource.arn,
      severity: missed.some(({ isLong }) => isLong) ? 'critical' : 'warning',
      ...(dates.length === 0 ? {} : { since: Math.min(...dates) }),
      locations: missed.flatMap(({ location }) => location ?? []),
    },
  ];
}

interface Missed {
  readonly since?: number;
  readonly isLong: boolean;
  readonly location?: string;
}

interface Known {
  readonly resource: Resource;
  readonly usables: readonly Usable[];
  readonly places: readonly Place[];
}

function missedBy({ in: wanted, everyMs = 0 }: Objective, about: Known): Missed | undefined {
  if (wanted === undefined) return missedAnywhere(everyMs, about);
  const { resource, usables, places } = about;
  const { judge, home } = resource;
  const newest = newestOf(usables.filter((one) => lies(one, wanted, home) === true));
  if (newest?.isContinuous || (newest && now - newest.at <= everyMs)) return undefined;
  const perhaps = newestOf(usables.filter((one) => lies(one, wanted, home) !== false));
  if (perhaps?.isContinuous || (perhaps && perhaps.at > (newest?.at ?? 0))) return undefined;
  if (['jobs', 'copies', 'points'].some((list) => judge.refused.has(list))) return undefined;
  const oldest = newest?.at ?? firstBackup(resource, places, usables);
  if (oldest === undefined || now - oldest <= everyMs) return undefined;
  const isForgotten = newest === undefined && everyMs > 30 * day;
  return {
    since: oldest + everyMs,
    isLong: now - oldest > 2 * everyMs && !isForgotten,
    location: `${wanted} ${everyMs} ${newest?.at}`,
  };
}

/** It could not be copied before. */
function firstBackup(
  { arn, judge }: Resource,
  places: readonly Place[],
  usables: readonly Usable[],
): number | undefined {
  const isOwn = ({ resourceArn }: { readonly resourceArn: string }) => resourceArn === arn;
  const made = [...judge.points.filter(isOwn), ...judge.jobs.filter((job) => isOwn(job) && job.state === 'COMPLETED')];
  const times = made.map(({ createdAt }) => createdAt);
  const elsewhere = places
    .filter((place) => place !== judge)
    .flatMap(({ points }) =>
      points.filter((point) => isOwn(point) && ['COMPLETED', 'AVAILABLE'].includes(point.status)),
    )
    .filter((point) => usables.some(({ at, vaultArn }) => at === point.createdAt && vaultArn === point.vaultArn));
  const all = [...times, ...elsewhere.map(({ createdAt }) => createdAt)];
  return all.length === 0 ? undefined : Math.min(...all);
}

function missedAnywhere(everyMs: number, { resource: { arn, judge }, usables }: Known): Missed | undefined {
  const newest = newestOf(usables);
  if (newest) {
    if (newest.isContinuous || now - newest.at <= everyMs) return undefined;
    // Newer ones may be in account-Regions without a response.
    if (judge.refused.has('points') && judge.refused.has('jobs')) return undefined;
    return { since: newest.at + everyMs, isLong: now - newest.at > 2 * everyMs };
  }
  if (judge.refused.has('points') || judge.refused.has('jobs')) return undefined;
  const isProtected =
    judge.jobs.some((job) => job.resourceArn === arn) || judge.resources.some((one) => one.arn === arn);
  return isProtected ? { isLong: true } : undefined;
}
