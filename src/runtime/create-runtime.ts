// Carries out what the screen's state asks for. Serves the live screen and the one-shot commands alike.
import { rowsAtOnce, talliedAtOnce } from '../../config/limits.ts';
import { tickMs } from '../../config/polling.ts';
import type { Data } from '../app/data.ts';
import type { AppEvent } from '../app/events.ts';
import { readsOfAnswers, type SmallReads } from '../app/listed.ts';
import { createOverview } from '../app/overview-view.ts';
import type { Question } from '../app/question.ts';
import { createRowsMemory } from '../app/rows.ts';
import { sameData } from '../app/same-data.ts';
import { defaultSettings, toListRequest } from '../app/settings.ts';
import { initialState, type State } from '../app/state.ts';
import { update } from '../app/update.ts';
import { createWatching, questionTo } from '../app/watching.ts';
import type { AwsProblem } from '../aws/errors.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import { createAccess } from '../engine/access/access.ts';
import type { Watch, WatchedPlace } from '../engine/access/place.ts';
import { createActing } from '../engine/actions/acting.ts';
import { createAlerts } from '../engine/alerts.ts';
import { cadenceOf } from '../engine/cadence-of.ts';
import { createLiveFeed, type LiveFeed } from '../engine/feed/live-feed.ts';
import { createKnownIdentities } from '../engine/known-identities.ts';
import { createResourcePolls, type ResourcePolls } from '../engine/polls-of-resources.ts';
import { identityIn } from '../engine/stored-scope.ts';
import { refusingLog } from '../journal/action-log.ts';
import { createTurns } from '../lib/turns.ts';
import { resources } from '../resources/index.ts';
import { metricsDollarsPerDay } from '../resources/metrics.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import { createGoingOn } from './going-on.ts';
import { createGuard } from './guard.ts';
import { createStoredLists } from './lists/stored-lists.ts';
import { createReckoning } from './reckoning.ts';
import type { Configured, Runtime, View } from './runtime.ts';
import type { RuntimeOptions } from './runtime-options.ts';
import { createWishes } from './wishes.ts';

/** Events after which the screen may look different although the person did nothing. */
const isNews: ReadonlySet<AppEvent['type']> = new Set(['answered', 'runChanged']);

const inTicks = (epochMs: number): number => Math.floor(epochMs / tickMs) * tickMs;

export function createRuntime(options: RuntimeOptions): Runtime {
  const { clock, nextTurn = createTurns() } = options;
  const goingOn = createGoingOn({ clock, nextTurn }, () => answered());
  const access = createAccess({ ...options, changed: () => goingOn.soon(0), recovered: (id) => askAgain(id) });
  const { aws } = access;
  const { store } = options;
  let watch: Watch = options;
  let { settings } = options;
  let feed = openFeed();
  const polls: ResourcePolls = createResourcePolls({
    ...{ aws, clock },
    cadenceOf: (question) => cadenceOf(question, watch.cadences),
    feed: {
      amends: (question) => feed?.amends(question),
      stretches: (question) => feed?.stretches(question) ?? 1,
    },
    archive: store && { store, identityOf },
    nextTurn,
  });
  const inMemory = createRowsMemory({ atOnce: rowsAtOnce, behind: goingOn.soon });
  const identities = createKnownIdentities({
    connections: () => access.state().connections,
    address: aws.address,
    changed: () => goingOn.soon(0),
  });
  const storedLists =
    store &&
    createStoredLists({
      ...{ store, clock, nextTurn, inMemory, fewInMemory: readsOfAnswers({ snapshot }) },
      ...{ changed: goingOn.soon, identityOf: identities.identityOf },
    });
  const reads: SmallReads = storedLists ?? readsOfAnswers({ snapshot });
  const overview = createOverview(inMemory, options.isWatched ? { atOnce: talliedAtOnce, behind: goingOn.soon } : {});
  const reckoning = createReckoning({ ...options, nextTurn, behind: goingOn.soon, guarded: (task) => guarded(task) });
  const watchedQuestions = createWatching();
  const listeners = new Set<() => void>();
  const stops: (() => void)[] = [];
  /** Goes up with every change of an answer. */
  let version = 0;
  /** For good: whatever is still dispatched, answered or resolved starts nothing any more. */
  let isStopped = false;
  let counted: { version: number; scopes: readonly Scope[]; series: number | undefined } | undefined;
  const acting = createActing({
    ...{ aws, clock, dryRun: options.dryRun ?? false, log: options.actionLog ?? refusingLog },
    ...(options.newToken ? { newToken: options.newToken } : {}),
    data: () => view.data,
    dispatch: (event) => dispatch(event),
    tell: (text, tone) => tell(text, tone),
    refresh: (touched, scopes) => refreshTouched(touched, scopes),
  });
  let view: View = {
    state: initialState(options.size),
    data: dataNow(),
    rowsOf: storedLists?.rowsOf ?? inMemory,
    overview,
    attention: reckoning.view().attention,
  };

  function openFeed(): LiveFeed | undefined {
    const { connections, regions } = access.place();
    return (
      watch.feed &&
      createLiveFeed({
        ...{ aws, clock, ...watch.feed },
        from: { connection: connections[0]?.id ?? '', region: regions[0] ?? '' },
        polls: () => polls,
        data: () => access.state(),
        changed: () => answered(),
      })
    );
  }

  /** The same list there may be another: nothing of the place before is kept, but on disk. */
  function moveTo(there: WatchedPlace): void {
    if (isStopped) return;
    feed?.stop();
    polls.forget();
    identities.forget();
    watch = there.watch;
    access.switchTo(there.place);
    feed = openFeed();
    feed?.start();
    answered();
  }

  function snapshot(question: Question) {
    if (question.kind === 'list' && question.resource === 'events') return feed?.snapshot();
    if (question.kind === 'list' && resources[question.resource].derivedFrom) {
      return reckoning.view().snapshot(question, view.data);
    }
    return polls.snapshot(question);
  }

  function dataNow(): Data {
    const state = access.state();
    return {
      ...state,
      now: inTicks(aws.now()),
      localNow: inTicks(clock.now()),
      version,
      callsPerMinute: aws.meter.lastMinute(),
      cloudWatch: watch.cloudWatch,
      ...(settings ? { settings } : {}),
      ...metricsCost(state.scopes),
      ...(options.origin ? { origin: options.origin } : {}),
      ...(feed ? { feed: feed.state() } : {}),
      acting: acting.acting(),
      snapshot,
      ...reads,
    };
  }

  function identityOf(scope: Scope): Promise<string | undefined> {
    return identityIn(access.state(), scope, options.aws);
  }

  /** Unknown until it is known somewhere which series there are. */
  function metricsCost(scopes: readonly Scope[]): Pick<Data, 'dollarsPerDay'> {
    const series = watch.cloudWatch ? metricSeries(scopes) : undefined;
    return series === undefined ? {} : { dollarsPerDay: metricsDollarsPerDay(series) };
  }

  /** Each series that is asked for is a row of its poll. Counted once for each change of an answer. */
  function metricSeries(scopes: readonly Scope[]): number | undefined {
    if (counted?.version !== version || counted.scopes !== scopes) {
      const found = scopes.map((scope) => polls.snapshot(questionTo('metrics', scope)));
      const sum = found.reduce((series, snapshot) => series + (snapshot?.rows.size ?? 0), 0);
      counted = {
        version,
        scopes,
        series: found.some((snapshot) => snapshot?.loadedAt !== undefined) ? sum : undefined,
      };
    }
    return counted.series;
  }

  const show = (state: State) => {
    view = { ...view, state };
    polls.watchExactly(watchedQuestions(state, view.data));
    for (const changed of [...listeners]) guarded(changed);
  };

  const guarded = createGuard(options, (text) => {
    view = { ...view, state: { ...view.state, notice: { text, tone: 'bad', at: clock.now() } } };
    for (const changed of [...listeners]) changed();
  });

  const dispatch = (event: AppEvent) => {
    if (isStopped) return;
    const { state } = view;
    guarded(
      () => take(event),
      () => {
        view = { ...view, state };
      },
    );
  };

  const take = (event: AppEvent) => {
    const before = view;
    const data = dataNow();
    if (!sameData(data, view.data)) view = { ...view, data };
    const { state, wishes } = update(view.state, event, view);
    if (state !== view.state || (isNews.has(event.type) && view !== before)) show(state);
    for (const wish of wishes) fulfil(wish);
  };

  const alerts = createAlerts({ clock, store: options.alertStore, look: () => reckoning.look(view.data) }, options);

  const tell = (text: string, tone: Tone) => dispatch({ type: 'told', notice: { text, tone, at: clock.now() } });

  let toldProblem: AwsProblem | undefined;

  /** The header says how other accounts are heard of; why it is not by the best way is told when it turns out. */
  const tellOrganization = () => {
    const problem = access.state().organization?.problem;
    if (problem === toldProblem) return;
    toldProblem = problem;
    if (problem) tell(`${problem.message} ${problem.nextStep}`, 'warn');
  };

  const answered = () => {
    if (isStopped) return;
    version += 1;
    tellOrganization();
    dispatch({ type: 'answered' });
    guarded(alerts.consider);
  };

  /** Whoever can sign in again need not wait for the next turn of each poll. */
  const askAgain = (connection: string) => {
    for (const question of watchedQuestions(view.state, view.data)) {
      if (question.scope.connection === connection) polls.refresh(question);
    }
  };

  const refreshTouched = (touched: readonly ResourceId[], scopes: readonly Scope[]) => {
    const places = new Set(scopes.map(scopeKey));
    for (const question of watchedQuestions(view.state, view.data)) {
      if (touched.includes(question.resource) && places.has(scopeKey(question.scope))) polls.refresh(question);
    }
  };

  const fulfil = createWishes({
    ...{ surroundings: options, access, acting, polls, tell },
    view: () => view,
    here: () => ({ place: access.place(), watch }),
    moveTo,
    keepView(name, saved) {
      const { views, ...rest } = settings ?? defaultSettings;
      settings = { ...rest, views: new Map([...views, [name, saved]]) };
    },
    dispatch: (event) => dispatch(event),
  });

  /** Ages move even when nothing else does; who shows none is not drawn again. */
  const tick = () => {
    stops[0] = clock.setTimeout(() => {
      dispatch({ type: 'answered' });
      guarded(alerts.consider);
      tick();
    }, tickMs);
  };

  const configure = (next: Configured) => {
    if (isStopped) return;
    ({ settings } = next);
    if (reckoning.use(next.attention)) view = { ...view, attention: reckoning.view().attention };
    alerts.configure(next);
    access.contextsChanged();
    // What a person has just written down counts at once.
    answered();
  };

  return {
    view: () => view,
    configure,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    dispatch,
    start() {
      if (isStopped) return;
      tick();
      stops.push(
        polls.subscribe(() => goingOn.soon(0)),
        access.stop,
      );
      access.start();
      feed?.start();
      if (options.settings?.firstView) dispatch(toListRequest(options.settings.firstView));
    },
    stop() {
      isStopped = true;
      feed?.stop();
      for (const stop of stops) stop();
      goingOn.stop();
      reckoning.stop();
      acting.stop();
      polls.stop();
      listeners.clear();
    },
  };
}
