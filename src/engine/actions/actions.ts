// Carries out actions for the screen: loads the facts of an action, verifies its form with AWS, and sends its requests.
import { randomUUID } from 'node:crypto';
import { actionOf } from '../../app/forms/action-of.ts';
import { isDone, isOver, type RowMark, type Run, type RunTarget } from '../../app/forms/run.ts';
import { startedText } from '../../app/forms/started.ts';
import type { Aws } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import type { ActionLog } from '../../journal/action-log.ts';
import type { Clock } from '../../lib/clock.ts';
import type { AnyAction } from '../../resources/action.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { problemOf } from '../problem-of.ts';
import type { EngineNote, LoadCommand, RunCommand, VerifyCommand } from '../protocol.ts';
import { createRequestContext } from '../request-context.ts';
import { runAction } from './run-action.ts';

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

/** How long a row shows the outcome of an action, until its list shows the change; a refusal is shown for longer. */
const doneMs = 8_000;
const refusedMs = 30_000;
/** Lists are requested at once, and again after this time, when AWS shows the change. */
const settleMs = 3_000;

export function createActions(options: ActionsOptions): Actions {
  const { aws, clock, log, dryRun, emit } = options;
  let runs: ReadonlyMap<string, Run> = new Map();
  let marks: ReadonlyMap<string, RowMark> = new Map();
  const ending = new AbortController();
  const timers = new Set<() => void>();

  const changedRun = (run: string) => emit({ type: 'runChanged', run });

  const later = (task: () => void, ms: number) => {
    if (ending.signal.aborted) return;
    const cancel = clock.setTimeout(() => {
      timers.delete(cancel);
      task();
    }, ms);
    timers.add(cancel);
  };

  const contextFor = (scope: Scope) =>
    createRequestContext({ aws, scope, params: {}, signal: ending.signal, priority: 0, now: aws.now() });

  async function load(command: LoadCommand): Promise<void> {
    const { request, targets } = command;
    const token = (options.newToken ?? randomUUID)();
    const { load: loadFacts } = actionOf(command);
    try {
      const facts = await Promise.all(targets.map(({ scope, row }) => loadFacts?.(contextFor(scope), row)));
      emit({ type: 'actionLoaded', request, token, facts });
    } catch (error) {
      emit({ type: 'actionLoaded', request, token, facts: [], problem: problemOf(error) });
    }
  }

  async function verify(command: VerifyCommand): Promise<void> {
    const { request, context } = command;
    try {
      const problems = await actionOf(command).verify?.(contextFor(context.scope), context);
      emit({ type: 'actionVerified', request, problems: problems ?? {} });
    } catch (error) {
      const { message, nextStep } = problemOf(error);
      emit({ type: 'actionVerified', request, problems: { '': `${message} ${nextStep}` } });
    }
  }

  async function run(command: RunCommand): Promise<void> {
    const { run: id, jobs, resource } = command;
    const action = actionOf(command);
    const targets = jobs.map(
      ({ label, scope, key }): RunTarget => ({
        label,
        scope,
        key,
        answers: [],
        outcome: dryRun ? 'done' : 'waiting',
      }),
    );
    setRun({ id, title: action.title, targets, dry: dryRun });
    const changed = (index: number, news: Partial<RunTarget>) => {
      const now = runs.get(id);
      const target = now?.targets[index];
      if (!now || !target) return;
      const next = { ...target, ...news };
      setRun({ ...now, targets: now.targets.with(index, next) });
      mark(next, action);
      changedRun(id);
    };
    if (dryRun) return changedRun(id);
    for (const target of targets) mark(target, action);
    changedRun(id);
    const scopes = jobs.flatMap(({ scope, requests }) => [
      scope,
      ...requests.flatMap((request) => request.scope ?? []),
    ]);
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

  function setRun(run: Run): void {
    runs = new Map(runs).set(run.id, run);
  }

  function mark(target: RunTarget, action: AnyAction): void {
    const { key } = target;
    if (key === '') return;
    const mark = markOf(target, action);
    marks = new Map(marks).set(key, mark);
    const ms = target.outcome === 'done' ? doneMs : refusedMs;
    if (!isOver({ targets: [target] })) return;
    later(() => {
      if (marks.get(key) !== mark) return;
      marks = new Map([...marks].filter(([other]) => other !== key));
      changedRun('');
    }, ms);
  }

  function emitOutcome(id: string, action: AnyAction): void {
    const run = runs.get(id);
    if (run) emit({ type: 'notice', ...outcomeOf(run, action) });
  }

  return {
    runs: () => runs,
    marks: () => marks,
    load,
    verify,
    run,
    stop() {
      ending.abort();
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}

function outcomeOf(run: Run, action: AnyAction): { readonly text: string; readonly tone: Tone } {
  const { targets, title } = run;
  const [first] = targets;
  const done = targets.filter(({ outcome }) => outcome === 'done').length;
  const problem = targets.find((target) => target.problem)?.problem;
  const isOne = first !== undefined && targets.length === 1;
  const names = isOne ? first.label : `${done} of ${targets.length} done`;
  if (!isDone(run)) return { text: `${title}: ${names}: ${problem?.message ?? ''}`, tone: 'bad' };
  const started = isOne ? startedText(action, first) : undefined;
  const many = action.starts && targets.length > 1 ? `${done} of ${targets.length} started` : names;
  return { text: started ?? `${title}: ${many}`, tone: 'good' };
}

function markOf({ outcome }: RunTarget, { pending, starts }: AnyAction): RowMark {
  if (outcome === 'done') return { text: starts ? 'started' : 'done', tone: 'good' };
  if (outcome === 'refused') return { text: 'refused', tone: 'bad' };
  if (outcome === 'unknown') return { text: 'unknown', tone: 'warn' };
  return { text: `${pending}…`, tone: 'busy' };
}
