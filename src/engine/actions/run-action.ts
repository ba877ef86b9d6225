// Sends the requests of an action for all of its rows: a few rows at a time, the requests of each row in order, with an
// outcome for each row.
import type { RunTarget } from '../../app/forms/run.ts';
import type { Aws } from '../../aws/aws.ts';
import type { ActionLog } from '../../journal/action-log.ts';
import type { Clock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { AnyAction } from '../../resources/action.ts';
import { problemOf } from '../problem-of.ts';
import type { RunJob } from '../protocol.ts';
import { type CheckIdentity, createIdentityCheck } from './check-identity.ts';
import { type Sent, sendRequest } from './send-request.ts';

/** The outcome of a row is identified by its index. */
type Unkeyed = Omit<RunJob, 'key'>;

export interface RunOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly log: ActionLog;
  /** The action's id with its resource: 'backup-jobs stop'. */
  readonly action: string;
  readonly retries: AnyAction['retries'];
  readonly jobs: readonly Unkeyed[];
  readonly signal: AbortSignal;
  /** Reports the state of one row, by its index. */
  changed(index: number, news: Partial<RunTarget>): void;
}

/**
 * A run in progress. After a failure of this program, such as a log that cannot be written, no more requests are sent
 * for any row.
 */
interface Running extends RunOptions {
  readonly checkIdentity: CheckIdentity;
  failure: { readonly error: unknown } | undefined;
  /** Rows for which a request was sent. */
  readonly sent: Set<number>;
  /** Rows with a request in flight: AWS may have carried it out. */
  readonly underWay: Set<number>;
  /** Rows without an outcome, with the responses to the requests that were carried out. */
  readonly unfinished: Map<number, readonly unknown[]>;
}

/** Rows at the same time; the rate limiter paces their calls in addition. */
const mostAtOnce = 4;
/** Names in a sentence. */
const mostNames = 5;

/**
 * Returns the reason why not all requests were sent or logged, as a sentence; undefined if all were. Each row has an
 * outcome in either case.
 */
export async function runAction(options: RunOptions): Promise<string | undefined> {
  const { jobs } = options;
  const running: Running = {
    ...options,
    failure: undefined,
    checkIdentity: createIdentityCheck(options.aws, options.signal),
    sent: new Set(),
    underWay: new Set(),
    unfinished: new Map(jobs.map((_, index) => [index, []])),
  };
  const waiting = jobs.entries();
  const work = async () => {
    for (const [index, job] of waiting) {
      if (running.failure) return;
      await runOne(running, job, index).catch((error: unknown) => fail(running, error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, jobs.length) }, work));
  return running.failure && endRest(running, running.failure.error);
}

function fail(running: Running, error: unknown): void {
  running.failure ??= { error };
}

/** The first request that is not carried out ends the row: later requests depend on it. */
async function runOne(running: Running, job: Unkeyed, index: number): Promise<void> {
  const { aws, clock, action, signal, sent, underWay, unfinished } = running;
  const responses: unknown[] = [];
  for (const request of job.requests) {
    if (running.failure) return;
    const scope = request.scope ?? job.scope;
    const { service, operation, input } = request;
    const entry = { action, target: job.label, account: scope.accountId, region: scope.region, service, operation };
    const problem = await running.checkIdentity({ scope, ...(request.scope ? {} : { identity: job.identity }) });
    if (running.failure) return;
    if (problem) {
      append(running, { ...entry, event: 'refused', code: problem.code, message: problem.message });
      return finish(running, index, { outcome: 'refused', problem, responses });
    }
    // Logged before the request is sent: the log also has a request without a response, if the program ends.
    if (!append(running, { ...entry, event: 'sending', input })) return;
    if (responses.length === 0) running.changed(index, { outcome: 'running' });
    sent.add(index);
    underWay.add(index);
    const result = await sendRequest({ aws, clock, scope, request, retry: running.retries[operation], signal });
    underWay.delete(index);
    // The response is known even if it cannot be logged.
    append(running, { ...entry, event: result.outcome, ...outcomeOf(result) });
    if (result.outcome !== 'done') {
      return finish(running, index, { outcome: result.outcome, problem: result.problem, responses });
    }
    responses.push(result.response);
    unfinished.set(index, responses);
  }
  finish(running, index, { outcome: 'done', responses });
}

/** Returns false if the entry cannot be written. The other rows stop at once. */
function append(running: Running, entry: object): boolean {
  const { clock, log } = running;
  try {
    log.append({ time: new Date(clock.now()).toISOString(), ...entry });
    return true;
  } catch (error) {
    fail(running, error);
    return false;
  }
}

function finish({ unfinished, changed }: Running, index: number, news: Partial<RunTarget>): void {
  unfinished.delete(index);
  changed(index, news);
}

/** Requests that wait are not sent; requests in flight may have been carried out. */
function endRest(running: Running, error: unknown): string {
  const { jobs, sent, underWay, unfinished } = running;
  const message = errorMessage(error);
  const names = jobs.flatMap(({ label }, index) => (sent.has(index) ? [label] : []));
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  const nextStep =
    names.length === 0
      ? 'Nothing was sent.'
      : `Sent: ${names.slice(0, mostNames).join(', ')}${more}. Nothing more was sent.`;
  const problem = { ...problemOf(error), message, nextStep, retryable: false };
  for (const [index, responses] of [...unfinished]) {
    finish(running, index, { outcome: underWay.has(index) ? 'unknown' : 'refused', problem, responses });
  }
  return `${message} ${nextStep}`;
}

/** Only the ids of a response: enough to find the created resource. */
function outcomeOf(sent: Sent): object {
  if (sent.outcome !== 'done') return { code: sent.problem.code, message: sent.problem.message };
  const ids = Object.entries(sent.response ?? {}).filter(
    ([name, value]) => typeof value === 'string' && /(Id|Arn|Name)$/.test(name),
  );
  return { answer: Object.fromEntries(ids) };
}
