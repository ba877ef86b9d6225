// How a Region is doing, out of the answers to all questions about it.
import { cadences } from '../../config/polling.ts';
import type { AwsProblem } from '../aws/errors.ts';
import type { Tone } from '../domain/tone.ts';
import { resources } from '../resources/index.ts';
import type { AnySnapshot, Data } from './data.ts';
import type { Question } from './question.ts';
import { defaultSettings } from './settings.ts';

export interface RegionState {
  readonly region: string;
  readonly mood: 'fresh' | 'loading' | 'slow' | 'stale' | 'failing';
  /** One word or a short sentence: "2 s", "asking 7 s", "access denied". */
  readonly text: string;
  readonly tone: Tone;
  readonly problem?: AwsProblem;
  /**
   * Epoch ms of the newest answer to what is asked most often. What is late beside it shows in the mood; what is idle is
   * asked less often and is no sign of age.
   */
  readonly loadedAt?: number;
}

const words: Partial<Record<AwsProblem['kind'], string>> = {
  denied: 'access denied',
  'no-credentials': 'no credentials',
  'expired-credentials': 'credentials expired',
  throttled: 'throttled',
  unreachable: 'unreachable',
  timeout: 'no answer',
  'region-off': 'not enabled',
  'not-offered': 'not offered',
  'out-of-reach': 'out of reach',
};

export const problemWord = (problem: AwsProblem): string => words[problem.kind] ?? problem.code ?? 'failed';

export function regionState(region: string, questions: readonly Question[], data: Data): RegionState {
  const asked = questions
    .filter(({ scope }) => scope.region === region)
    .flatMap((question) => {
      const snapshot = data.snapshot(question);
      return snapshot ? [{ snapshot, turn: cadences[resources[question.resource].cadence] }] : [];
    });
  const snapshots = asked.map(({ snapshot }) => snapshot);
  const fastest = Math.min(...asked.map(({ turn }) => turn.refreshMs));
  const loadedAt = newestWhenAll(
    asked.filter(({ turn }) => turn.refreshMs === fastest).map(({ snapshot }) => snapshot),
  );
  const seen = loadedAt === undefined ? {} : { loadedAt };
  const failing = snapshots.filter(({ failure }) => failure !== undefined);
  if (failing.length > 0) return { ...failingState(region, failing, snapshots.length), ...seen };
  const askedAt = Math.min(...snapshots.map(({ askingSince }) => askingSince ?? Number.POSITIVE_INFINITY));
  const waited = data.now - askedAt;
  const { slowAnswerMs, staleAfterTurns } = data.settings ?? defaultSettings;
  if (waited > slowAnswerMs) {
    return { region, mood: 'slow', text: `asking ${Math.round(waited / 1000)}s`, tone: 'warn', ...seen };
  }
  if (loadedAt === undefined) return { region, mood: 'loading', text: 'loading', tone: 'busy' };
  const isStale = asked.some(
    ({ snapshot, turn }) => data.now - (snapshot.loadedAt ?? data.now) > staleAfterTurns * turn.idleMs,
  );
  if (isStale) return { region, mood: 'stale', text: 'stale', tone: 'warn', loadedAt };
  return { region, mood: 'fresh', text: '', tone: 'good', loadedAt };
}

/** Something that does not work for all questions is told as such: "metrics: access denied" is not a lost Region. */
function failingState(region: string, failing: readonly AnySnapshot[], asked: number): RegionState {
  const problem = failing.map(({ failure }) => failure?.problem).find((found) => found !== undefined);
  if (!problem) return { region, mood: 'failing', text: 'failed', tone: 'bad' };
  const part = failing.length < asked ? ` (${failing.length}/${asked})` : '';
  const tone = failing.length < asked ? 'warn' : 'bad';
  return { region, mood: 'failing', text: problemWord(problem) + part, tone, problem };
}

/** undefined until each of them has come once. */
function newestWhenAll(snapshots: readonly AnySnapshot[]): number | undefined {
  const times = snapshots.map(({ loadedAt }) => loadedAt);
  if (times.length === 0 || times.includes(undefined)) return undefined;
  return Math.max(...(times as number[]));
}
