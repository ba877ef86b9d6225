// The age of the newest recovery point of a resource in each location that an objective names.
import { jobHistoryMs } from '../../../../config/polling.ts';
import { isDone } from '../findings/about-job.ts';
import type { Severity } from '../findings/severity.ts';
import type { ScheduleContext } from '../rule-context.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import type { Objective } from '../settings.ts';
import { newestPointIn } from './newest-point.ts';
import { type LocationPromise, locationPromises, type PlannedResource } from './objective.ts';
import { placeOfArn } from './remote-resource.ts';
import { type Home, liesIn } from './vault-location.ts';

export interface LocationAge extends LocationPromise {
  /**
   * `unknown`: a request that is needed has no response. `waiting`: there is no recovery point, and none is due yet.
   */
  readonly state: 'met' | 'missed' | 'waiting' | 'unknown';
  /** Epoch ms of the data; absent: no recovery point is known. */
  readonly newestAt?: number;
  readonly continuous?: true;
}

export interface MissedLocation extends LocationAge {
  readonly severity: Severity;
  /** Epoch ms. */
  readonly since: number;
}

export const isMissed = (age: LocationAge | MissedLocation): age is MissedLocation => age.state === 'missed';

export const locationAges = (
  planned: PlannedResource,
  objectives: readonly Objective[],
  context: ScheduleContext,
): (LocationAge | MissedLocation)[] =>
  locationPromises(planned, objectives, context).map((promise) => ageIn(promise, planned.resource, context));

function ageIn(promise: LocationPromise, resource: ResourceCase, context: ScheduleContext): LocationAge {
  const { view, time } = context;
  const home = homeOf(resource, view);
  const { newest, isUnsure } = newestPointIn(resource, (vault) => liesIn(promise.in, vault, home), context);
  if (newest?.continuous) return { ...promise, state: 'met', continuous: true };
  const { everyMs } = promise;
  if (newest && !time.passed(newest.at + everyMs)) return { ...promise, state: 'met', newestAt: newest.at };
  if (isUnsure || !isAnswered(view)) return { ...promise, ...at(newest?.at), state: 'unknown' };
  // Nothing could be copied before the first backup.
  const from = newest?.at ?? firstBackup(resource);
  if (from === undefined) return { ...promise, state: 'unknown' };
  if (!time.passed(from + everyMs)) return { ...promise, state: 'waiting' };
  // AWS no longer lists older copy jobs.
  const isForgotten = newest === undefined && everyMs > jobHistoryMs;
  const isLongPast = time.passed(from + 2 * everyMs) && !isForgotten;
  const missed: MissedLocation = {
    ...promise,
    ...at(newest?.at),
    state: 'missed',
    severity: isLongPast ? 'critical' : 'warning',
    since: from + everyMs,
  };
  return missed;
}

const at = (newestAt: number | undefined) => (newestAt === undefined ? {} : { newestAt });

/** Without a response the age is neither good nor bad. */
const isAnswered = ({ facts: { backupJobs, copyJobs, points } }: ScopeView): boolean =>
  backupJobs !== undefined && copyJobs !== undefined && points !== undefined;

function homeOf({ arn }: ResourceCase, { facts: { scope } }: ScopeView): Home {
  const place = placeOfArn(arn);
  if (place === undefined) return scope;
  const [accountId = '', region = ''] = place.split('/');
  return { accountId, region };
}

/** Epoch ms of the oldest known backup. */
function firstBackup({ points, backups, remote }: ResourceCase): number | undefined {
  const times = [
    ...[...points, ...backups.filter(isDone)].map(({ createdAt }) => createdAt),
    ...(remote?.points ?? []).flatMap(({ at, earlier = [] }) => [at, ...earlier]),
  ];
  return times.length === 0 ? undefined : times.reduce((oldest, time) => Math.min(oldest, time));
}
