// Does what the screen wants done: reads what an action needs, checks its form with AWS, and carries it out.
import { randomUUID } from 'node:crypto';
import { contextOf, labelOf, requestsOf } from '../../app/act/act-context.ts';
import type { ActEvent } from '../../app/act/act-events.ts';
import type { ActOverlay } from '../../app/act/act-state.ts';
import { actionOf } from '../../app/act/action-of.ts';
import { type Acting, type Deed, isDone, isOver, type Run, type RunTarget } from '../../app/act/run.ts';
import { startedText } from '../../app/act/started.ts';
import type { Data } from '../../app/data.ts';
import type { Notice } from '../../app/state.ts';
import type { Aws } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ActionLog } from '../../journal/action-log.ts';
import type { Clock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { AnyAction } from '../../resources/action.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { createAsk } from '../ask.ts';
import { problemOf } from '../problem-of.ts';
import { runAction } from './run-action.ts';

export interface ActingOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly log: ActionLog;
  readonly dryRun: boolean;
  /** Makes the token of an action; for tests. */
  readonly newToken?: () => string;
  data(): Data;
  dispatch(event: ActEvent): void;
  tell(text: string, tone: Notice['tone']): void;
  /** What is shown of these lists there may be another now. */
  refresh(resources: readonly ResourceId[], scopes: readonly Scope[]): void;
}

export interface RuntimeActing {
  /** Another one whenever something changed. */
  acting(): Acting;
  load(overlay: ActOverlay): Promise<void>;
  verify(overlay: ActOverlay): Promise<void>;
  run(overlay: ActOverlay): Promise<void>;
  stop(): void;
}

/** A row says what was done to it until the list tells by itself; a refusal is worth reading longer. */
const doneMs = 8_000;
const refusedMs = 30_000;
/** Lists are asked again at once and once more when AWS has had time to show it. */
const settleMs = 3_000;

export function createActing(options: ActingOptions): RuntimeActing {
  const { aws, clock, log, dryRun } = options;
  const runs = new Map<string, Run>();
  const deeds = new Map<string, Deed>();
  const ending = new AbortController();
  const timers = new Set<() => void>();

  const actingNow = (): Acting => ({
    reach: (scope) => aws.reach(scope),
    run: (id) => runs.get(id),
    deed: (key) => deeds.get(key),
    dryRun,
  });
  let acting = actingNow();

  const changedRun = (run: string) => {
    acting = actingNow();
    options.dispatch({ type: 'runChanged', run });
  };

  const later = (task: () => void, ms: number) => {
    if (ending.signal.aborted) return;
    const cancel = clock.setTimeout(() => {
      timers.delete(cancel);
      task();
    }, ms);
    timers.add(cancel);
  };

  const ask = (scope: Scope, now: number) =>
    createAsk({ aws, scope, params: {}, signal: ending.signal, priority: 0, now });

  async function load(overlay: ActOverlay): Promise<void> {
    const { targets } = overlay;
    const token = (options.newToken ?? randomUUID)();
    const { load: loadFacts } = actionOf(overlay);
    try {
      const facts = await Promise.all(
        targets.map(({ scope, row }) => loadFacts?.(ask(scope, options.data().now), row)),
      );
      options.dispatch({ type: 'actionLoaded', targets, token, facts });
    } catch (error) {
      options.dispatch({ type: 'actionLoaded', targets, token, facts: [], problem: problemOf(error) });
    }
  }

  async function verify(overlay: ActOverlay): Promise<void> {
    const { targets } = overlay;
    const context = contextOf(overlay, options.data());
    try {
      const problems = await actionOf(overlay).verify?.(ask(context.scope, context.now), context);
      options.dispatch({ type: 'actionVerified', targets, problems: problems ?? {} });
    } catch (error) {
      const { message, nextStep } = problemOf(error);
      options.dispatch({ type: 'actionVerified', targets, problems: { '': `${message} ${nextStep}` } });
    }
  }

  async function run(overlay: ActOverlay): Promise<void> {
    const id = overlay.run ?? '';
    const data = options.data();
    const action = actionOf(overlay);
    const resource = resources[overlay.resource];
    const jobs = overlay.targets.map((target) => ({
      label: labelOf(resource, target),
      scope: contextOf(overlay, data, target).scope,
      requests: requestsOf(overlay, data, target),
    }));
    const targets = jobs.map(
      ({ label, scope }, index): RunTarget => ({
        ...{ label, scope, key: overlay.targets[index]?.key ?? '', answers: [] },
        outcome: dryRun ? 'done' : 'waiting',
      }),
    );
    runs.set(id, { id, title: action.title, targets, dry: dryRun });
    const changed = (index: number, news: Partial<RunTarget>) => {
      const now = runs.get(id);
      const target = now?.targets[index];
      if (!now || !target) return;
      const next = { ...target, ...news };
      runs.set(id, { ...now, targets: now.targets.with(index, next) });
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
    const touched = [overlay.resource, ...(action.touches ?? [])];
    await runAction({
      ...{ aws, clock, log, jobs, changed, signal: ending.signal },
      action: `${overlay.resource} ${action.id}`,
    }).catch((error: unknown) => failRest(id, error, action));
    if (ending.signal.aborted) return;
    options.refresh(touched, scopes);
    later(() => options.refresh(touched, scopes), settleMs);
    tellOutcome(id, action);
  }

  /** Ours, not AWS's: the log could not be written. What was not sent is not sent. */
  function failRest(id: string, error: unknown, action: AnyAction): void {
    const now = runs.get(id);
    if (!now) return;
    const message = errorMessage(error);
    const problem = { ...problemOf(error), message, nextStep: 'Nothing more was sent.', retryable: false };
    const targets = now.targets.map((target) =>
      target.outcome === 'done' ? target : { ...target, outcome: 'refused' as const, problem },
    );
    runs.set(id, { ...now, targets });
    for (const target of targets) mark(target, action);
    changedRun(id);
  }

  function mark(target: RunTarget, action: AnyAction): void {
    if (target.key === '') return;
    const deed = deedOf(target, action);
    deeds.set(target.key, deed);
    const ms = target.outcome === 'done' ? doneMs : refusedMs;
    if (!isOver({ targets: [target] })) return;
    later(() => {
      if (deeds.get(target.key) !== deed) return;
      deeds.delete(target.key);
      changedRun('');
    }, ms);
  }

  function tellOutcome(id: string, action: AnyAction): void {
    const run = runs.get(id);
    if (!run) return;
    const done = run.targets.filter(({ outcome }) => outcome === 'done').length;
    const first = run.targets.find(({ problem }) => problem)?.problem;
    const names = run.targets.length === 1 ? (run.targets[0]?.label ?? '') : `${done} of ${run.targets.length} done`;
    const started = run.targets.length === 1 ? startedText(action, run.targets[0]!) : undefined;
    const many = action.starts && run.targets.length > 1 ? `${done} of ${run.targets.length} started` : names;
    if (isDone(run)) options.tell(started ?? `${run.title}: ${many}`, 'good');
    else options.tell(`${run.title}: ${names}: ${first?.message ?? ''}`, 'bad');
  }

  return {
    acting: () => acting,
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

function deedOf({ outcome }: RunTarget, { pending, starts }: AnyAction): Deed {
  if (outcome === 'done') return { text: starts ? 'started' : 'done', tone: 'good' };
  if (outcome === 'refused') return { text: 'refused', tone: 'bad' };
  if (outcome === 'unknown') return { text: 'unknown', tone: 'warn' };
  return { text: `${pending}…`, tone: 'busy' };
}
