// The resources of an account-Region in a month, each with its jobs and its recovery points.
import { regionOf, shortName } from '../../domain/arn.ts';
import { livesElsewhere } from '../../domain/attention/points/remote-resource.ts';
import { earlyMs } from '../../domain/attention/runs/coverage.ts';
import type { CoverageRow } from '../../domain/coverage/coverage-row.ts';
import type { CreatedBy, Job } from '../../domain/jobs/job.ts';
import type { MonthFacts } from '../../domain/report/month-context.ts';
import type { MonthCoverage, MonthNewest } from '../../domain/report/month-report.ts';
import { isRestoreTestResource } from '../../domain/resource-type.ts';
import type { Scope } from '../../domain/scope.ts';
import { isContinuous } from '../../domain/vaults/point-status.ts';
import type { ProtectedResource } from '../../domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { defined } from '../../lib/defined.ts';
import { dayMs, minuteMs } from '../../lib/duration.ts';
import type { RowEdges } from '../../store/read/month-reader.ts';
import { type CountedRange, listedState, type MonthPlaceReader } from './place-reader.ts';

/** AWS lists jobs for thirty days: those of the month before show what was backed up by then. */
const lookBackMs = 31 * dayMs;
/** The jobs of the last runs of a month come after it. */
const lookAheadMs = dayMs;
/** The store keeps rows for this time, unless the config file says otherwise. */
const restoresMs = 400 * dayMs;

interface OpenFacts {
  name: string;
  type: string;
  readonly backups: Job[];
  readonly copies: Job[];
  readonly plans: Map<string, Taken>;
  readonly rules: Map<string, Taken>;
  lastBefore?: number;
  newest?: MonthNewest;
  coverage?: MonthCoverage;
  selectedBy?: ReadonlySet<string>;
}

interface Taken {
  first: number;
  last: number;
}

/** `restores`: of all account-Regions, by the ARN of the resource: a copy is restored where it is. */
export function monthResources(
  place: MonthPlaceReader,
  range: CountedRange,
  restores: ReadonlyMap<string, readonly Job[]>,
): MonthFacts[] {
  const open = createOpenFacts();
  readJobs(place, range, open.of);
  readEdges(place, range, open.of);
  readListed(place, range, open.of);
  readPoints(place, range, open);
  return open
    .all()
    .filter((facts) => livesHere(facts, place.scope))
    .map((facts) => ({ ...facts, restores: restores.get(facts.arn) ?? [] }));
}

/** All restores before the end of the month, newest first, by the ARN of the resource. */
export function restoresByResource(places: readonly MonthPlaceReader[], { to }: CountedRange): Map<string, Job[]> {
  const jobs = places.flatMap((place) => place.openRows<Job>('restore-jobs', to - restoresMs, to));
  const isPart = partsOf(jobs);
  const whole = jobs.filter((job) => !isPart(job)).toSorted((one, other) => other.createdAt - one.createdAt);
  return Map.groupBy(whole, ({ resourceArn }) => resourceArn);
}

/** Vaults have copies of resources of other account-Regions; the ARN of a bucket does not name its Region. */
const livesHere = (
  { arn, backups, lastBefore, coverage, taken }: Omit<MonthFacts, 'restores'>,
  scope: Scope,
): boolean =>
  !livesElsewhere(arn, scope) &&
  (regionOf(arn) !== '' ||
    backups.length > 0 ||
    lastBefore !== undefined ||
    coverage !== undefined ||
    taken.plans.size > 0);

type FactsOf = (arn: string) => OpenFacts;

function createOpenFacts() {
  const found = new Map<string, OpenFacts>();
  const of: FactsOf = (arn) => {
    const known = found.get(arn);
    if (known) return known;
    const lists = { backups: [], copies: [], plans: new Map(), rules: new Map() };
    const made: OpenFacts = { name: '', type: '', ...lists };
    found.set(arn, made);
    return made;
  };
  return {
    of,
    found,
    all: (): Omit<MonthFacts, 'restores'>[] =>
      [...found]
        .map(([arn, { name, type, plans, rules, selectedBy = new Set<string>(), ...rest }]) => ({
          ...rest,
          arn,
          name: name || shortName(arn),
          type,
          taken: { plans, rules },
          selectedBy,
        }))
        .filter(({ arn, name }) => arn !== '' && !isRestoreTestResource(arn, name)),
  };
}

function readJobs(place: MonthPlaceReader, { from, to }: CountedRange, of: FactsOf): void {
  const jobLists = [
    ['backup-jobs', 'backups'],
    ['copy-jobs', 'copies'],
  ] as const;
  for (const [list, member] of jobLists) {
    // The job of a run at the begin of the month may have a slightly earlier time.
    const jobs = place.openRows<Job>(list, from - earlyMs, to + lookAheadMs);
    const isPart = partsOf(jobs);
    for (const job of jobs) {
      if (isPart(job)) continue;
      const facts = of(job.resourceArn);
      facts[member].push(job);
      // The newest job has the present name.
      facts.name ||= job.resourceName;
      facts.type ||= job.resourceType;
      const { createdBy, createdAt } = job;
      if (member === 'backups' && createdBy) widen(facts, createdBy, { first: createdAt, last: createdAt });
    }
  }
}

/** The state of a composite job already includes the states of its members' jobs. */
function partsOf(jobs: readonly Job[]): (job: Job) => boolean {
  if (!jobs.some(({ parentId }) => parentId !== undefined)) return () => false;
  const ids = new Set(jobs.map(({ id }) => id.toUpperCase()));
  return ({ parentId }) => parentId !== undefined && ids.has(parentId.toUpperCase());
}

function widen({ plans, rules }: OpenFacts, by: CreatedBy, { first, last }: Taken): void {
  const into = (all: Map<string, Taken>, id: string) => {
    const known = all.get(id);
    if (!known) all.set(id, { first, last });
    else {
      known.first = Math.min(known.first, first);
      known.last = Math.max(known.last, last);
    }
  };
  into(plans, by.planId);
  if (by.ruleId !== undefined) into(rules, by.ruleId);
}

/** What the jobs of the month before show: the last backup, and which plans took the resource. */
function readEdges(place: MonthPlaceReader, { from }: CountedRange, of: FactsOf): void {
  for (const edges of place.edges('backup-jobs', from - lookBackMs, from)) {
    const { resourceArn, createdBy } = edges.shared as Partial<Pick<Job, 'resourceArn' | 'createdBy'>>;
    if (resourceArn !== undefined) addEdges(of(resourceArn), edges, createdBy);
  }
}

function addEdges(facts: OpenFacts, edges: RowEdges, by: CreatedBy | undefined): void {
  const { shared, lastInState } = edges;
  const { resourceName = '', resourceType = '' } = shared as Partial<Pick<Job, 'resourceName' | 'resourceType'>>;
  facts.name ||= resourceName;
  facts.type ||= resourceType;
  if (by) widen(facts, by, edges);
  if (lastInState !== undefined) facts.lastBefore = Math.max(facts.lastBefore ?? 0, lastInState);
}

/** The protected resources and the coverage at the end of the month, or as soon after it as they are known. */
function readListed(place: MonthPlaceReader, { to }: CountedRange, of: FactsOf): void {
  for (const { row } of listedState<ProtectedResource>(place, 'protected-resources', to)) {
    const facts = of(row.arn);
    facts.name ||= row.name;
    facts.type ||= row.type;
  }
  for (const { row, at } of listedState<CoverageRow>(place, 'coverage', to)) {
    if (row.kind !== 'resource') continue;
    const facts = of(row.arn);
    facts.name ||= row.name;
    facts.type ||= row.type;
    facts.coverage = { state: row.state, at };
    facts.selectedBy = new Set(row.selections.flatMap(({ taken, planId }) => (taken === 'yes' ? [planId] : [])));
  }
}

const usable = ['COMPLETED', 'AVAILABLE'];
/** Most resources have a recovery point of the last days: the others are looked up one by one. */
const newestMs = 3 * dayMs;

function readPoints(
  place: MonthPlaceReader,
  range: CountedRange,
  { of, found }: ReturnType<typeof createOpenFacts>,
): void {
  const { to } = range;
  const add = (points: readonly RecoveryPoint[]) => {
    for (const point of points) addPoint(of(point.resourceArn), point, to);
  };
  for (const time of pointTimes(place, range)) {
    const query = { to, time, states: usable };
    add(place.newestAt<RecoveryPoint>({ ...query, from: to - newestMs }));
    const others = [...found].flatMap(([arn, { newest }]) => (newest ? [] : [arn]));
    add(place.newestAt<RecoveryPoint>({ ...query, from: 1, subjects: others }));
  }
}

/** A response is written some minutes after its request. */
const writtenMs = 10 * minuteMs;

/**
 * Epoch ms: what is listed at the end of the month, and what a later response lists that was made before: it existed at
 * the end of the month as well.
 */
function pointTimes(place: MonthPlaceReader, { to, now }: CountedRange): number[] {
  const watched = place.watched('recovery-points');
  const later = watched.find((range) => range.to >= to);
  const isWatchedThen = later !== undefined && later.from <= to;
  const earlier = watched.some(({ from }) => from < to) ? [to] : [];
  return later === undefined || isWatchedThen ? earlier : [...earlier, Math.min(now, later.from + writtenMs)];
}

/** Epoch ms: a recovery point that was made before it would be listed. */
export function pointsKnownUntil(place: MonthPlaceReader): number {
  return place.watched('recovery-points').at(-1)?.to ?? Number.NEGATIVE_INFINITY;
}

function addPoint(facts: OpenFacts, point: RecoveryPoint, until: number): void {
  facts.name ||= point.resourceName;
  facts.type ||= point.resourceType;
  const isLive = point.status === 'AVAILABLE' && isContinuous(point);
  if (!isLive && isContinuous(point)) return;
  // The age of a continuous recovery point says nothing about its data.
  const newest: MonthNewest = { at: isLive ? until : point.createdAt, basis: 'listed', isContinuous: isLive };
  const { newest: known } = facts;
  const isNewer = !known || (isLive && !known.isContinuous) || (!known.isContinuous && newest.at > known.at);
  if (isNewer) Object.assign(facts, defined({ newest }));
}
