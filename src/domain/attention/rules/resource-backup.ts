// The backup state of a resource. One finding for each resource: the age of its newest recovery point, or the trouble
// of its last runs.

import type { Finding } from '../findings/finding.ts';
import { absentTrouble, type RunTrouble } from '../job-rules/absent-run.ts';
import { failedTroubles } from '../job-rules/failed-run.ts';
import { isMissed, locationAges } from '../points/location-age.ts';
import { newestPoint } from '../points/newest-point.ts';
import { promiseFor } from '../points/objective.ts';
import type { ResourceContext } from '../rule-context.ts';
import type { RunRecord } from '../runs/expected-runs.ts';
import type { ResourceCase } from '../scope-view.ts';
import { oldPoint, withLocations } from './old-point.ts';

export function backupTroubles(
  resource: ResourceCase,
  records: readonly RunRecord[],
  context: ResourceContext,
): Finding[] {
  const trouble = worstRun(resource, records, context);
  const newest = newestPoint(resource, context);
  const { objectives } = context.settings;
  const planned = { resource, rules: records.map(({ rule }) => rule) };
  const promise = promiseFor(planned, objectives, context);
  const about = { resource, newest, ...(trouble ? { trouble } : {}) };
  const old = promise && oldPoint({ ...about, promise, records }, context);
  const missed = locationAges(planned, objectives, context).filter(isMissed);
  const aged = missed.length > 0 ? withLocations(old, { ...about, missed }, context) : old;
  const found = aged ?? trouble?.finding;
  return found ? [found] : [];
}

function worstRun(
  resource: ResourceCase,
  records: readonly RunRecord[],
  context: ResourceContext,
): RunTrouble | undefined {
  const absent = records.flatMap((record) => absentTrouble(resource, record, context.view));
  const failed = failedTroubles(resource, records, context);
  if (failed.length === 0 && absent.length === 0) return undefined;
  // A failed job says more than an absent job, unless no job came after the failed one; the newest of each counts.
  const away = absent.filter(({ run }) => run.state === 'away');
  return [...away.toSorted(byAge), ...failed.toSorted(byAge), ...absent.toSorted(byAge)][0];
}

function byAge({ finding: one }: RunTrouble, { finding: other }: RunTrouble): number {
  const [rule = '', otherRule = ''] = [one.rule, other.rule];
  return (other.since ?? 0) - (one.since ?? 0) || (rule < otherRule ? -1 : 1);
}
