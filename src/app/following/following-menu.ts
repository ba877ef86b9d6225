// The menu of :following: every followed job with its state; enter opens one, x follows it no more.
import { notificationText } from '../../domain/jobs/job-notification.ts';
import { isActive, jobTone } from '../../domain/jobs/job-state.ts';
import type { Tone } from '../../domain/tone.ts';
import { defined } from '../../lib/defined.ts';
import { formatPercent } from '../../lib/text/format.ts';
import { menuMoves } from '../menu-moves.ts';
import type { UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import { detailOf, pushScreen } from '../state/open.ts';
import type { State, WithOverlay } from '../state/state.ts';
import { stay, type UpdateResult } from '../state/step.ts';
import { type FollowedJob, scopeOf } from './followed-job.ts';

export interface FollowingLine {
  readonly text: string;
  readonly tone: Tone;
}

export function openFollowing(state: State, { localNow: at }: Data): State {
  if (state.following?.length) return { ...state, overlay: { kind: 'following', choice: 0 } };
  const text = 'No job is followed. To follow a running job: a, then "notify me when it ends".';
  return { ...state, notice: { text, tone: 'warn', at } };
}

export const followingLines = ({ following = [] }: Pick<State, 'following'>): readonly FollowingLine[] =>
  following.map(lineOf);

function lineOf({ job, problem }: FollowedJob): FollowingLine {
  const { percent } = job;
  const done = problem === undefined && isActive(job) && percent !== undefined ? ` ${formatPercent(percent)}` : '';
  const text = `${job.scope.region}: ${notificationText({ job, ...defined({ problem }) })}${done}`;
  return { text, tone: problem === undefined ? jobTone(job) : 'warn' };
}

export function followingKey(state: WithOverlay<'following'>, key: string, { data }: UpdateContext): UpdateResult {
  const { overlay, ...closed } = state;
  const { choice } = overlay;
  const { following = [] } = state;
  const chosen = following[choice];
  if (['escape', 'q', 'backspace'].includes(key) || !chosen) return stay(closed);
  const by = menuMoves[key];
  if (by !== undefined) return stay(choose(state, (choice + by + following.length) % following.length));
  if (key === 'x') return stay(without(closed, chosen, choice));
  return key === 'return' ? stay(openJob(closed, chosen, data)) : stay(state);
}

const choose = (state: State, choice: number): State => ({ ...state, overlay: { kind: 'following', choice } });

/** The menu closes with its last job. */
function without(closed: State, chosen: FollowedJob, choice: number): State {
  const following = (closed.following ?? []).filter((one) => one !== chosen);
  const state = { ...closed, following };
  return following.length === 0 ? state : choose(state, Math.min(choice, following.length - 1));
}

function openJob(state: State, followed: FollowedJob, data: Data): State {
  const { list, key, job } = followed;
  const scopes = [scopeOf(followed, data) ?? job.scope];
  return pushScreen(state, { ...detailOf(list, {}, scopes), key, row: job });
}
