// Follows jobs until they end: begins from their menu, and tells each end once.
import { type JobNotification, notificationText } from '../../domain/jobs/job-notification.ts';
import { outcomeOf } from '../../domain/jobs/job-outcome.ts';
import { isCompletedWithIssues } from '../../domain/jobs/job-state.ts';
import type { Tone } from '../../domain/tone.ts';
import type { JobListId } from '../../resources/resource-id.ts';
import type { Offer } from '../forms/start.ts';
import type { Data } from '../state/data.ts';
import { unmarked } from '../state/open.ts';
import type { State } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { type FollowedJob, lookAt, notificationOf } from './followed-job.ts';

/** `at`: epoch ms by this machine's clock. */
export function followJobs(state: State, { resource, targets, leftOut }: Offer, at: number): State {
  const { following = [] } = state;
  const list = resource.id as JobListId;
  const wanted = targets.map(({ key, row }): FollowedJob => ({ list, key, job: row }));
  const others = following.filter((one) => !wanted.some((other) => isSameJob(one, other)));
  const what = wanted.length === 1 ? resource.label(wanted[0]?.job) : `${wanted.length} jobs`;
  const less = leftOut.length > 0 ? ` (not ${leftOut.length} that cannot be followed)` : '';
  const text = `Following ${what}${less}: a notification reports the end; :following lists followed jobs`;
  return { ...unmarked(state), following: [...others, ...wanted], notice: { text, tone: 'good', at } };
}

const isSameJob = (one: FollowedJob, { list, job }: FollowedJob): boolean =>
  one.list === list &&
  one.job.id === job.id &&
  one.job.scope.region === job.scope.region &&
  one.job.scope.accountId === job.scope.accountId;

/** Looks at each followed job, and tells what is new of it. */
export function notifyEnds(state: State, data: Data): UpdateResult {
  const { following = [] } = state;
  const looked = following.map((before) => ({ before, after: lookAt(before, data) }));
  if (looked.every(({ before, after }) => before === after)) return stay(state);
  const next = { ...state, following: looked.map(({ after }) => after) };
  const jobs = looked.flatMap(({ before, after }) => notificationOf(before, after) ?? []).sort(worstFirst);
  const [first] = jobs;
  if (!first) return stay(next);
  const more = jobs.length > 1 ? ` (${jobs.length - 1} more in :following)` : '';
  const notice = { text: `${notificationText(first)}${more}`, tone: toneOf(first), at: data.localNow };
  return withEffects({ ...next, notice }, { type: 'notifyJobs', jobs });
}

const tones: readonly Tone[] = ['bad', 'warn', 'good'];

const worstFirst = (one: JobNotification, other: JobNotification): number =>
  tones.indexOf(toneOf(one)) - tones.indexOf(toneOf(other));

function toneOf({ job, problem }: JobNotification): Tone {
  const outcome = problem === undefined ? outcomeOf(job) : 'unknown';
  if (outcome === 'failed') return 'bad';
  return outcome === 'completed' && !isCompletedWithIssues(job) ? 'good' : 'warn';
}
