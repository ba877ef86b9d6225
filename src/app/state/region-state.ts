// The state of a Region, from the snapshots of all its requests.
import { cadences } from '../../../config/polling.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Tone } from '../../domain/tone.ts';
import { resources } from '../../resources/index.ts';
import type { AnySnapshot, Data } from './data.ts';
import type { PollRequest } from './lists/poll-request.ts';
import { defaultSettings } from './settings.ts';

export interface RegionState {
  readonly region: string;
  readonly condition: 'fresh' | 'loading' | 'slow' | 'stale' | 'failing';
  /** One word or a short sentence: "2 s", "asking 7 s", "access denied". */
  readonly text: string;
  readonly tone: Tone;
  readonly problem?: AwsProblem;
  /**
   * Epoch ms of the newest response to the most frequent requests. Late requests are shown by `condition`; idle lists are
   * requested less often, and do not indicate age.
   */
  readonly loadedAt?: number;
}

const words: Partial<Record<AwsProblem['kind'], string>> = {
  denied: 'access denied',
  'no-credentials': 'no credentials',
  'expired-credentials': 'credentials expired',
  'waiting-for-program': 'waiting for credentials',
  throttled: 'throttled',
  unreachable: 'unreachable',
  timeout: 'no answer',
  'region-off': 'not enabled',
  'not-offered': 'not offered',
  'out-of-reach': 'out of reach',
  'not-stored': 'not known then',
};

export function problemWord({ kind, code, retryable, isPartial }: AwsProblem): string {
  if (isPartial) return 'rows unreadable';
  if (kind === 'not-offered' && retryable) return 'answer unreadable';
  if (kind === 'unknown') return retryable ? 'AWS failed' : (code ?? 'failed');
  return words[kind] ?? code ?? 'failed';
}

export function regionState(region: string, requests: readonly PollRequest[], data: Data): RegionState {
  const { scopes, identityProblem } = data;
  // There is no identity: no request will be sent.
  if (scopes?.length === 0 && identityProblem) {
    return { region, condition: 'failing', text: problemWord(identityProblem), tone: 'bad', problem: identityProblem };
  }
  const requested = requests
    .filter(({ scope }) => scope.region === region)
    .flatMap((request) => {
      const snapshot = data.snapshot(request);
      const { cadence, plural } = resources[request.resource];
      return snapshot ? [{ snapshot, plural, turn: cadences[cadence] }] : [];
    });
  const snapshots = requested.map(({ snapshot }) => snapshot);
  const missing = requested.filter(isMissing);
  // A request without any response does not affect the age.
  const offered = requested.filter((one) => !isMissing(one) && !isRefused(one));
  const fastest = Math.min(...offered.map(({ turn }) => turn.refreshMs));
  const loadedAt = newestWhenAll(
    offered.filter(({ turn }) => turn.refreshMs === fastest).map(({ snapshot }) => snapshot),
  );
  const seen = loadedAt === undefined ? {} : { loadedAt };
  const failing = requested.filter(
    ({ snapshot: { failure } }) => failure !== undefined && !isAside(failure.problem, missing, requested),
  );
  if (failing.length > 0) return { ...failingState(region, failing, snapshots.length), ...seen };
  // A long response that arrives page by page is not slow.
  const askedAt = Math.min(
    ...snapshots.map(({ askingSince, receivedAt }) => receivedAt ?? askingSince ?? Number.POSITIVE_INFINITY),
  );
  const waited = data.localNow - askedAt;
  const { slowAnswerMs, staleAfterTurns } = data.settings ?? defaultSettings;
  if (waited > slowAnswerMs) {
    return { region, condition: 'slow', text: `asking ${Math.round(waited / 1000)}s`, tone: 'warn', ...seen };
  }
  // The rows are from an earlier run, with their age.
  if (snapshots.some(({ restored }) => restored))
    return { region, condition: 'loading', text: 'loading', tone: 'busy', ...seen };
  if (loadedAt === undefined) return { region, condition: 'loading', text: 'loading', tone: 'busy' };
  const stale = requested.filter(
    ({ snapshot, turn }) => data.localNow - (snapshot.askedAt ?? data.localNow) > staleAfterTurns * turn.idleMs,
  );
  if (stale.length > 0) {
    const text = stale.length < requested.length ? `${namesOf(stale)} stale` : 'stale';
    return { region, condition: 'stale', text, tone: 'warn', loadedAt };
  }
  if (missing.length > 0) {
    return { region, condition: 'fresh', text: `${namesOf(missing)} not offered`, tone: 'muted', loadedAt };
  }
  return { region, condition: 'fresh', text: '', tone: 'good', loadedAt };
}

interface Named {
  readonly plural: string;
}

interface AskedList extends Named {
  readonly snapshot: AnySnapshot;
}

const mostNames = 2;

/** 'copy jobs, audits', or '4 lists' if that is too long for a line. */
function namesOf(lists: readonly Named[]): string {
  const names = [...new Set(lists.map(({ plural }) => plural))];
  return names.length > mostNames ? `${names.length} lists` : names.join(', ');
}

const isRefused = ({ snapshot: { failure, loadedAt } }: AskedList): boolean =>
  failure !== undefined && loadedAt === undefined;

const isMissing = ({ snapshot }: { readonly snapshot: AnySnapshot }): boolean =>
  snapshot.failure !== undefined && isNotOffered(snapshot.failure.problem);

/** A response that cannot be parsed may be temporary: the request is repeated soon. */
const isNotOffered = ({ kind, retryable }: AwsProblem): boolean => kind === 'not-offered' && !retryable;

/** An operation that the endpoint lacks is not a problem of the Region, as long as it has others. */
const isAside = (problem: AwsProblem, missing: readonly unknown[], requested: readonly unknown[]): boolean =>
  isNotOffered(problem) && missing.length < requested.length;

/** If only some requests fail, they are named: "metrics: access denied" does not mean that the Region fails. */
function failingState(region: string, failing: readonly AskedList[], requested: number): RegionState {
  const problem = failing.map(({ snapshot }) => snapshot.failure?.problem).find((found) => found !== undefined);
  if (!problem) return { region, condition: 'failing', text: 'failed', tone: 'bad' };
  const word = problemWord(problem);
  const alike = failing.filter(({ snapshot: { failure } }) => failure && problemWord(failure.problem) === word);
  const others = failing.length > alike.length ? `, ${namesOf(failing.filter((one) => !alike.includes(one)))} too` : '';
  if (failing.length < requested) {
    return { region, condition: 'failing', text: `${namesOf(alike)}: ${word}${others}`, tone: 'warn', problem };
  }
  return { region, condition: 'failing', text: word, tone: 'bad', problem };
}

/** undefined until each request has a response. */
function newestWhenAll(snapshots: readonly AnySnapshot[]): number | undefined {
  const times = snapshots.map(({ loadedAt }) => loadedAt);
  if (times.length === 0 || times.includes(undefined)) return undefined;
  return Math.max(...(times as number[]));
}
