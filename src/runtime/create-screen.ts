// The screen's side: keeps the state of the UI, shows the state of the engine, and sends it commands. The engine runs
// in another thread or in this one: see create-runtime.ts.
import { tickMs } from '../../config/polling.ts';
import { attentionLines } from '../app/attention/attention-counts.ts';
import { knownPlaces } from '../app/attention/known-places.ts';
import { createOverview } from '../app/overview/overview-view.ts';
import type { Data } from '../app/state/data.ts';
import type { AppEvent } from '../app/state/events.ts';
import { sameData } from '../app/state/same-data.ts';
import { defaultSettings, toListRequest } from '../app/state/settings.ts';
import { initialState, type State } from '../app/state/state.ts';
import { update } from '../app/state/update.ts';
import { createWatching } from '../app/state/watching.ts';
import { noSettings } from '../domain/attention/settings.ts';
import type { Tone } from '../domain/tone.ts';
import { alertLeaseOf, createAlerts } from '../engine/alerts.ts';
import type { Engine, EngineNote } from '../engine/protocol.ts';
import { createTurns } from '../lib/process/turns.ts';
import { isSame } from '../lib/same.ts';
import { unknownType } from '../lib/unknown-type.ts';
import { createActionRequests } from './action-requests.ts';
import { createAttentionLines } from './attention-lines.ts';
import { createDebounce } from './debounce.ts';
import { createDerivedAnswers } from './derived-answers.ts';
import { createEffects } from './effects.ts';
import { createEngineMirror } from './engine-mirror.ts';
import { createEvaluationWatch } from './evaluation-watch.ts';
import { createGuard } from './guard.ts';
import { savedStart } from './last-start.ts';
import { createStoredDay } from './lists/stored-day.ts';
import { createStoredLists } from './lists/stored-lists.ts';
import { createRecentEvents } from './recent-events.ts';
import type { Configured, Runtime, View } from './runtime.ts';
import type { ScreenOptions } from './runtime-options.ts';
import { createScreenData } from './screen-data.ts';
import { createStartMirror } from './start-mirror.ts';
import { createStoredAttention } from './stored-attention.ts';

/** Events that may change the screen without the person's input. */
const isNews: ReadonlySet<AppEvent['type']> = new Set(['answered', 'runChanged']);

/** Changes that follow from writes are shown within a tick of the screen. */
const restMs = 250;

export function createScreen(engine: Engine, options: ScreenOptions): Runtime {
  const { clock, store, nextTurn = createTurns() } = options;
  const debounce = createDebounce({ clock, nextTurn }, () => answered());
  const mirror = createStartMirror({ mirror: createEngineMirror(), lastStart: options.lastStart, store });
  const unsubscribe = engine.subscribe((note) => receive(note));
  const identityOf = (connection: string) => mirror.state().identities.get(connection);
  const lines = createAttentionLines({
    store,
    identityOf,
    organizationScopes: () => mirror.state().access.organizationScopes,
  });
  const reads = createStoredLists({
    store,
    clock,
    nextTurn,
    identityOf,
    changed: debounce.within,
    attentionLines: lines,
    reached() {
      const { access, feed } = mirror.state();
      const { prices } = attentionSettings;
      return { ...access, ...(feed ? { feed } : {}), ...(prices ? { prices } : {}), now: engine.now() };
    },
  });
  const storedDay = createStoredDay({ store, clock, nextTurn, changed: debounce.within, identityOf });
  const overview = createOverview(reads.rowsOf, storedDay.dayOf);
  const derivedAnswers = createDerivedAnswers({ store, identityOf });
  const attention = createStoredAttention(lines);
  const watchEvaluation = createEvaluationWatch({ evaluation: store.evaluation });
  let attentionSettings = options.attention ?? noSettings;
  // The header shows results of writes, whatever list is on screen.
  store.subscribe(() => debounce.within(restMs));
  const watchedRequests = createWatching();
  const actions = createActionRequests();
  const listeners = new Set<() => void>();
  let { settings } = options;
  /** Increases with every change of a response. */
  let version = 0;
  /** Final: events, responses and promises that arrive later start nothing. */
  let isStopped = false;
  let cancelTick = () => {};
  const screenData = createScreenData({
    mirror,
    dryRun: options.dryRun ?? false,
    origin: options.origin,
    reads,
    series: () => storedDay?.series(),
    derived: (request) => derivedAnswers.snapshot(request, view.data),
    stored: mirror.stored,
    attention,
  });
  let view: View = {
    state: initialState(options.size),
    data: dataNow(),
    rowsOf: reads.rowsOf,
    overview,
  };

  function dataNow(): Data {
    return screenData({ now: engine.now(), localNow: clock.now(), version, settings });
  }

  function receive(note: EngineNote): void {
    switch (note.type) {
      case 'changed':
        mirror.take(note);
        if (note.isNews) debounce.within(0);
        return;
      case 'notice':
        notify(note.text, note.tone);
        return;
      case 'placeLeft':
        dispatch({ type: 'commanded', command: 'view.overview' });
        return;
      case 'runChanged':
        dispatch(note);
        return;
      case 'actionLoaded':
      case 'actionVerified': {
        const event = actions.toEvent(note);
        if (event) dispatch(event);
        return;
      }
      default:
        unknownType('A note of the engine', note);
    }
  }

  const show = (state: State) => {
    view = { ...view, state };
    if (!mirror.isOfLastStart()) commandEngine(state);
    for (const changed of [...listeners]) guarded(changed);
  };

  /** Polls and evaluates what is on screen. */
  const commandEngine = (state: State) => {
    engine.send({ type: 'watch', viewer: 'screen', requests: watchedRequests(state, view.data) });
    watchEvaluation(state, view.data, { settings: attentionSettings, identities: mirror.state().identities });
  };

  const { recentEvents = createRecentEvents() } = options;
  const guarded = createGuard({ ...options, recentEvents }, (text) => {
    view = { ...view, state: { ...view.state, notice: { text, tone: 'bad', at: clock.now() } } };
    for (const changed of [...listeners]) changed();
  });

  function dispatch(event: AppEvent): void {
    if (isStopped) return;
    recentEvents.add(event);
    const { state } = view;
    guarded(
      () => take(event),
      () => {
        view = { ...view, state };
      },
    );
  }

  const take = (event: AppEvent) => {
    const before = view;
    const data = dataNow();
    if (!sameData(data, view.data)) view = { ...view, data };
    const { state, effects } = update(view.state, event, view);
    if (state !== view.state || (isNews.has(event.type) && view !== before)) show(state);
    for (const effect of effects) fulfil(effect);
  };

  const readAttention = () => {
    const { data } = view;
    return { items: attentionLines(data), isWhole: derivedAnswers.isWhole(data), now: data.now, ...knownPlaces(data) };
  };
  const alertLease = alertLeaseOf(store.nameLeases, options.alertMemoryName);
  const alerts = createAlerts({ clock, store: options.alertStore, lease: alertLease, look: readAttention }, options);

  function notify(text: string, tone: Tone, link?: string): void {
    dispatch({ type: 'notified', notice: { text, tone, at: clock.now(), ...(link === undefined ? {} : { link }) } });
  }

  const answered = () => {
    if (isStopped) return;
    version += 1;
    look();
  };

  const look = () => {
    dispatch({ type: 'answered' });
    guarded(alerts.consider);
  };

  const fulfil = createEffects({
    surroundings: options,
    engine,
    actions,
    notify,
    dispatch,
    view: () => view,
    nextTurn,
    keepView(name, saved) {
      const { views, ...rest } = settings ?? defaultSettings;
      settings = { ...rest, views: new Map([...views, [name, saved]]) };
    },
  });

  /** Ages change even when nothing else does; components without an age are not drawn again. */
  const tick = () => {
    cancelTick = clock.setTimeout(() => {
      look();
      tick();
    }, tickMs);
  };

  const configure = (next: Configured) => {
    if (isStopped) return;
    ({ settings } = next);
    if (!isSame(attentionSettings, next.attention)) attentionSettings = next.attention;
    alerts.configure(next);
    engine.send({ type: 'configure', contexts: next.contexts ?? {} });
    // A changed setting applies at once.
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
    savedStart() {
      const { access, identities } = mirror.state();
      return mirror.isOfLastStart() ? undefined : savedStart(access, identities);
    },
    start() {
      if (isStopped) return;
      tick();
      engine.start();
      if (options.settings?.firstView) dispatch(toListRequest(options.settings.firstView));
    },
    stop() {
      isStopped = true;
      unsubscribe();
      cancelTick();
      debounce.stop();
      engine.stop();
      listeners.clear();
    },
  };
}
