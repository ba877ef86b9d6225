// The newest recovery point of a resource is older than the objective allows.
import { defined } from '../../../lib/defined.ts';
import { hourMs } from '../../../lib/duration.ts';
import type { Evidence } from '../findings/evidence.ts';
import type { FindingOf } from '../findings/finding.ts';
import { type Severity, severities } from '../findings/severity.ts';
import type { RunTrouble } from '../job-rules/absent-run.ts';
import type { MissedLocation } from '../points/location-age.ts';
import type { NewestPoint } from '../points/newest-point.ts';
import type { AgePromise } from '../points/objective.ts';
import type { RunContext } from '../rule-context.ts';
import { earlyMs } from '../runs/coverage.ts';
import { lateAfterMs, type RunRecord } from '../runs/expected-runs.ts';
import { activeBackup, type ResourceCase, type ScopeView } from '../scope-view.ts';
import { aboutResource } from './about.ts';

interface Backups {
  readonly resource: ResourceCase;
  readonly newest: NewestPoint | undefined;
  readonly promise: AgePromise;
  readonly records: readonly RunRecord[];
  /** The reason why there is no newer recovery point. */
  readonly trouble?: RunTrouble;
}

type AgeFinding = FindingOf<'point-age'>;

/**
 * undefined: the newest recovery point is continuous or recent enough, or it is not certain which one is the newest.
 */
export function oldPoint(backups: Backups, context: RunContext): AgeFinding | undefined {
  const { resource, newest, promise, trouble } = backups;
  const { view, time } = context;
  if (newest?.continuous || !(newest ? isSureOfNewest(view, resource) : isSureOfNone(view, resource))) return undefined;
  const { everyMs, source } = promise;
  const isOlderThan = (ms: number) => !newest || time.passed(newest.at + ms);
  if (source === 'configured' ? !isOlderThan(everyMs) : !isOverdue(backups, context)) return undefined;
  const mayHaveLeft = source === 'derived' && trouble?.mayHaveLeft;
  return {
    ...aboutResource(resource, view, 'backup'),
    kind: 'point-age',
    severity: isOlderThan(2 * everyMs) && !mayHaveLeft ? 'critical' : 'warning',
    everyMs,
    evidence: trouble?.finding.evidence ?? pointsEvidence(resource, view),
    ...defined({
      since: newest ? newest.at + everyMs : trouble?.finding.since,
      newestAt: newest?.at,
      run: trouble?.run,
      infected: infectedSince(resource, newest, view),
      isUnderWay: activeBackup(resource) && !trouble ? (true as const) : undefined,
      message: trouble?.finding.message,
    }),
  };
}

/**
 * For an age that follows from a schedule: a scheduled run is over, its recovery point is missing, and no running job
 * will make it.
 */
function isOverdue({ resource, newest, promise, records }: Backups, { view, time, missedPlans }: RunContext): boolean {
  const { everyMs } = promise;
  const askedAt = view.facts.backupJobs?.at ?? 0;
  const running = activeBackup(resource);
  const slack = Math.max(hourMs, everyMs / 8);
  if (newest && !time.passed(newest.at + everyMs + slack)) return false;
  // The plan that did not run has a finding of its own.
  return records.some(({ rule, promised }) => {
    if (missedPlans.has(rule.planId)) return false;
    const due = promised.filter((at) => time.reached(at + lateAfterMs, askedAt));
    // The newest due run may still make its recovery point while its job runs.
    const next = promised[due.length] ?? Number.POSITIVE_INFINITY;
    const isItsJob = (at: number) => at >= (due.at(-1) ?? 0) - earlyMs && at < next - earlyMs;
    const underWay = running && isItsJob(running.createdAt) ? 1 : 0;
    const last = due.at(-1 - underWay);
    return last !== undefined && (newest === undefined ? underWay === 0 : newest.at < last - earlyMs);
  });
}

export interface MissedLocations {
  readonly resource: ResourceCase;
  readonly newest: NewestPoint | undefined;
  /** Never empty. */
  readonly missed: readonly MissedLocation[];
  /** The trouble of the last runs. */
  readonly trouble?: RunTrouble;
}

/**
 * If the age of the newest recovery point is a finding already, adds the locations to it: each resource has one such
 * finding.
 */
export function withLocations(
  old: AgeFinding | undefined,
  { resource, newest, missed, trouble }: MissedLocations,
  { view }: RunContext,
): AgeFinding {
  const locations = missed.map(({ in: location, everyMs, newestAt }) => defined({ in: location, everyMs, newestAt }));
  const since = Math.min(...missed.map((one) => one.since), old?.since ?? Number.POSITIVE_INFINITY);
  const severity = worstSeverity([...missed, old ?? trouble?.finding]);
  if (old) return { ...old, severity, since, locations };
  return {
    ...aboutResource(resource, view, 'backup'),
    kind: 'point-age',
    severity,
    since,
    locations,
    evidence: trouble?.finding.evidence ?? copiesEvidence(resource, view),
    ...defined({
      newestAt: newest?.continuous ? undefined : newest?.at,
      isContinuous: newest?.continuous ? (true as const) : undefined,
      run: trouble?.run,
      message: trouble?.finding.message,
    }),
  };
}

const worstSeverity = (all: readonly ({ readonly severity: Severity } | undefined)[]): Severity =>
  severities.find((level) => all.some((one) => one?.severity === level)) ?? 'warning';

function infectedSince(
  { points }: ResourceCase,
  newest: NewestPoint | undefined,
  { infected }: ScopeView,
): number | undefined {
  const count = points.filter(({ arn, createdAt }) => infected.has(arn) && createdAt > (newest?.at ?? 0)).length;
  return count === 0 ? undefined : count;
}

/**
 * If neither recovery points nor jobs have a response, there may be recovery points that are newer than the known
 * copies.
 */
const isSureOfNewest = ({ facts }: ScopeView, { listed }: ResourceCase): boolean =>
  facts.points !== undefined || facts.backupJobs !== undefined || listed?.lastBackupAt !== undefined;

/** Only responses to both the list of recovery points and the list of jobs prove that there is none. */
const isSureOfNone = ({ facts }: ScopeView, { backups, listed }: ResourceCase): boolean =>
  facts.points !== undefined && facts.backupJobs !== undefined && (backups.length > 0 || listed !== undefined);

/** The list of copies that would make a newer recovery point elsewhere. */
const copiesEvidence = (resource: ResourceCase, { facts }: ScopeView): Evidence => ({
  list: 'copy-jobs',
  params: { resourceArn: resource.arn },
  scope: facts.scope,
});

const pointsEvidence = (resource: ResourceCase, { facts }: ScopeView): Evidence => ({
  list: 'recovery-points',
  params: { resourceArn: resource.arn, resourceType: resource.type, resourceName: resource.name },
  scope: facts.scope,
});
