// Carries out an action on all of its rows: a few at once, each row's calls in order, each row with its own outcome.
import type { RunTarget } from '../../app/forms/run.ts';
import type { Aws } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ActionLog } from '../../journal/action-log.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ActionRequest } from '../../resources/action.ts';
import { type Sent, sendRequest } from './send-request.ts';

export interface RunOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly log: ActionLog;
  /** The action's id with its resource: 'backup-jobs stop'. */
  readonly action: string;
  readonly jobs: readonly RunJob[];
  readonly signal: AbortSignal;
  /** How one row is doing, by its index. */
  changed(index: number, news: Partial<RunTarget>): void;
}

export interface RunJob {
  readonly label: string;
  readonly scope: Scope;
  readonly requests: readonly ActionRequest[];
}

/** Rows at once; the limiter paces their calls besides. */
const mostAtOnce = 4;

export async function runAction(options: RunOptions): Promise<void> {
  const waiting = options.jobs.entries();
  const work = async () => {
    for (const [index, job] of waiting) await runOne(options, job, index);
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, options.jobs.length) }, work));
}

/** The first call that is not done ends the row's turn: those after it build on it. */
async function runOne({ aws, clock, log, action, signal, changed }: RunOptions, job: RunJob, index: number) {
  const answers: unknown[] = [];
  for (const request of job.requests) {
    const scope = request.scope ?? job.scope;
    const { service, operation, input } = request;
    const entry = { action, target: job.label, account: scope.accountId, region: scope.region, service, operation };
    const at = () => ({ time: new Date(clock.now()).toISOString() });
    // Before it is sent: what is not answered because we end stands here too.
    log.append({ ...at(), ...entry, event: 'sending', input });
    if (answers.length === 0) changed(index, { outcome: 'running' });
    const sent = await sendRequest({ aws, clock, scope, request, signal });
    log.append({ ...at(), ...entry, event: sent.outcome, ...outcomeOf(sent) });
    if (sent.outcome !== 'done') return changed(index, { outcome: sent.outcome, problem: sent.problem, answers });
    answers.push(sent.answer);
  }
  changed(index, { outcome: 'done', answers });
}

/** Of an answer, only the ids: enough to find what was made. */
function outcomeOf(sent: Sent): object {
  if (sent.outcome !== 'done') return { code: sent.problem.code, message: sent.problem.message };
  const answer = Object.entries(sent.answer ?? {}).filter(
    ([name, value]) => typeof value === 'string' && /(Id|Arn|Name)$/.test(name),
  );
  return { answer: Object.fromEntries(answer) };
}
