// The screen's side: keeps the state of the UI, shows the state of the engine, and sends it commands. The engine runs
// in another thread or in this one: see create-runtime.ts.
import { tickMs } from '../../config/polling.ts';
import type { AppEvent } from '../app/state/events.ts';
import { toListRequest } from '../app/state/settings.ts';
import type { Tone } from '../domain/tone.ts';
import type { Engine } from '../engine/protocol.ts';
import { repeat } from '../lib/clock.ts';
import { createTurns } from '../lib/process/turns.ts';
import { createActionRequests } from './action-requests.ts';
import { createDebounce } from './debounce.ts';
import { createEffects } from './effects.ts';
import { createEngineMirror } from './engine-mirror.ts';
import { savedStart } from './last-start.ts';
import { withoutCollected } from './other-identities.ts';
import { createPlayer } from './past/player.ts';
import { createScreenTime } from './past/screen-time.ts';
import type { Configured, Runtime } from './runtime.ts';
import type { ScreenOptions } from './runtime-options.ts';
import { receiveNote } from './screen/engine-notes.ts';
import { createEngineWatch } from './screen/engine-watch.ts';
import { createPreviewWait } from './screen/preview-wait.ts';
import { createScreenAlerts } from './screen/screen-alerts.ts';
import { createScreenReads } from './screen/screen-reads.ts';
import { createCurrentSettings } from './screen/screen-settings.ts';
import { createScreenView } from './screen/screen-view.ts';
import { createStartMirror } from './start-mirror.ts';

/** Changes that follow from writes are shown within a tick of the screen. */
const restMs = 250;

export function createScreen(given: Engine, options: ScreenOptions): Runtime {
  const { clock, store, nextTurn = createTurns(), otherIdentities = [] } = options;
  const engine = otherIdentities.length === 0 ? given : withoutCollected(given);
  const debounce = createDebounce({ clock, nextTurn }, () => answered());
  const mirror = createStartMirror({ mirror: createEngineMirror(), lastStart: options.lastStart, store });
  const actions = createActionRequests();
  const receiver = {
    mirror,
    actions,
    notify,
    changed: debounce.within,
    dispatch: (event: AppEvent) => dispatch(event),
  };
  // The present state comes at once.
  const unsubscribe = engine.subscribe((note) => receiveNote(note, receiver));
  const settings = createCurrentSettings(options);
  /** Increases with every change of a response. */
  let version = 0;
  /** Final: events, responses and promises that arrive later start nothing. */
  let isStopped = false;
  let cancelTick = () => {};
  const shown = () => view().data;
  const time = createScreenTime({ engine, clock, settings, version: () => version, reads: () => reads, shown });
  const { asOf, present } = time;
  const { attention } = settings;
  const sources = { ...options, nextTurn, engine, mirror, attention, asOf, changed: debounce.within };
  const reads = createScreenReads({ ...sources, notify, data: shown });
  // The header shows results of writes, whatever list is on screen.
  store.subscribe(() => debounce.within(restMs));
  const watchEngine = createEngineWatch({ ...sources, store, present });
  const screen = createScreenView({
    ...options,
    rowsOf: reads.rowsOf,
    overview: reads.overview,
    dataNow: time.show,
    shown(state) {
      watchEngine(state, view().data);
      preview(state);
      play(state);
    },
    fulfil: (effect) => fulfil(effect),
  });
  const { view, dispatch, guarded } = screen;
  const preview = createPreviewWait(clock, () => dispatch({ type: 'cursorRested' }));
  const play = createPlayer(clock, (ms) => dispatch({ type: 'timePlayed', ms }));
  const { acknowledgements } = store;
  const alerts = createScreenAlerts(options, reads, present);
  const outside = { surroundings: options, engine, acknowledgements, now: clock.now, notifyJobs: alerts.notifyJobs };
  const { findStep } = reads;
  const fulfil = createEffects({ ...outside, findStep, actions, notify, dispatch, view, nextTurn, settings });

  function notify(text: string, tone: Tone, link?: string): void {
    dispatch({ type: 'notified', notice: { text, tone, at: clock.now(), ...(link === undefined ? {} : { link }) } });
  }

  function answered(): void {
    if (isStopped) return;
    version += 1;
    look();
  }

  function look(): void {
    dispatch({ type: 'answered' });
    guarded(alerts.consider);
    guarded(() => reads.lastLook.consider(view().data));
  }

  return {
    view,
    configure(next: Configured) {
      if (isStopped) return;
      settings.configure(next);
      alerts.configure(next);
      engine.send({ type: 'configure', contexts: next.contexts ?? {} });
      // A changed setting applies at once.
      answered();
    },
    subscribe: screen.subscribe,
    dispatch,
    savedStart() {
      const { access, identities } = mirror.state();
      return mirror.isOfLastStart() ? undefined : savedStart(access, identities);
    },
    start() {
      if (isStopped) return;
      // Ages change even when nothing else does; components without an age are not drawn again.
      cancelTick = repeat(clock, tickMs, look);
      engine.start();
      if (options.firstTime !== undefined) dispatch({ type: 'timeRequested', text: options.firstTime });
      if (options.settings?.firstView) dispatch(toListRequest(options.settings.firstView));
    },
    stop() {
      isStopped = true;
      unsubscribe();
      cancelTick();
      for (const part of [preview, play, reads.lastLook, debounce, engine, screen]) part.stop();
    },
  };
}
