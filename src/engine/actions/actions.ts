// Carries out actions for the screen: loads the facts of an action, verifies its form with AWS, and sends its requests.
import { actionOf } from '../../app/forms/action-of.ts';
import type { RowMark, Run, RunTarget } from '../../app/forms/run.ts';
import type { Aws } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ActionLog } from '../../journal/action-log.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AnyAction } from '../../resources/action.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { EngineNote, LoadCommand, RunCommand, VerifyCommand } from '../protocol.ts';
import { createRequestContext } from '../request-context.ts';
import { createActionFacts } from './action-facts.ts';
import { createActionRuns } from './action-runs.ts';
import { runAction } from './run-action.ts';
import { outcomeOf } from './run-outcome.ts';

export interface ActionsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly log: ActionLog;
  readonly dryRun: boolean;
  /** Creates the idempotency token of an action; for tests. */
  readonly newToken?: (() => string) | undefined;
  emit(note: EngineNote): void;
  /** The rows of these lists may have changed. */
  refresh(resources: readonly ResourceId[], scopes: readonly Scope[]): void;
}

export interface Actions {
  /** `runs` and `marks` return another map after each change. */
  runs(): ReadonlyMap<string, Run>;
  marks(): ReadonlyMap<string, RowMark>;
  load(command: LoadCommand): Promise<void>;
  verify(command: VerifyCommand): Promise<void>;
  run(command: RunCommand): Promise<void>;
  stop(): void;
}

/** Lists are requested at once, and again after this time, when AWS shows the change. */
const settleMs = 3_000;

export function createActions(options: ActionsOptions): Actions {
  const { aws, clock, log, dryRun, emit } = options;
  const ending = new AbortController();
  const { later, cancelAll } = createTimers(clock);

  const changedRun = (run: string) => emit({ type: 'runChanged', run });

  const shown = createActionRuns({ changed: changedRun, later });

  const contextFor = (scope: Scope) =>
    createRequestContext({ aws, scope, params: {}, signal: ending.signal, priority: 0, now: aws.now() });
  const { load, verify } = createActionFacts({ newToken: options.newToken, contextFor, emit });

  async function run(command: RunCommand): Promise<void> {
    const { run: id, jobs, resource } = command;
    const action = actionOf(command);
    const outcome = dryRun ? 'done' : 'waiting';
    const targets = jobs.map(({ label, scope, key }): RunTarget => ({ label, scope, key, responses: [], outcome }));
    shown.setRun({ id, title: action.title, targets, dry: dryRun });
    const changed = (index: number, members: Partial<RunTarget>) => shown.changeTarget(id, action, { index, members });
    if (dryRun) return changedRun(id);
    for (const target of targets) shown.mark(target, action);
    changedRun(id);
    const scopes = scopesOf(command);
    const touched = [resource, ...(action.touches ?? [])];
    const failure = await runAction({
      aws,
      clock,
      log,
      jobs,
      changed,
      signal: ending.signal,
      action: `${resource} ${action.id}`,
      retries: action.retries,
    });
    if (ending.signal.aborted) return;
    options.refresh(touched, scopes);
    later(() => options.refresh(touched, scopes), settleMs);
    if (failure === undefined) emitOutcome(id, action);
    else emit({ type: 'notice', text: `${action.title}: ${failure}`, tone: 'bad' });
  }

  function emitOutcome(id: string, action: AnyAction): void {
    const run = shown.runs().get(id);
    if (run) emit({ type: 'notice', ...outcomeOf(run, action) });
  }

  return {
    runs: shown.runs,
    marks: shown.marks,
    load,
    verify,
    run,
    stop() {
      ending.abort();
      cancelAll();
    },
  };
}

/** The scopes in which a run may have changed something. */
const scopesOf = ({ jobs }: RunCommand): Scope[] =>
  jobs.flatMap(({ scope, requests }) => [scope, ...requests.flatMap((request) => request.scope ?? [])]);

/** Tasks that run later, until all are cancelled. */
function createTimers(clock: Clock) {
  const timers = new Set<() => void>();
  let isOver = false;
  return {
    later(task: () => void, ms: number): void {
      if (isOver) return;
      const cancel = clock.setTimeout(() => {
        timers.delete(cancel);
        task();
      }, ms);
      timers.add(cancel);
    },
    cancelAll(): void {
      isOver = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
