// Carries out what the screen's state asks for. Serves the live screen and the one-shot commands alike.
import { tickMs } from '../../config/polling.ts';
import type { Data } from '../app/data.ts';
import type { AppEvent, Wish } from '../app/events.ts';
import { createOverview } from '../app/overview-view.ts';
import { createRowsMemory } from '../app/rows.ts';
import { sameData } from '../app/same-data.ts';
import { currentScreen, initialState, type Size, type State } from '../app/state.ts';
import { update } from '../app/update.ts';
import { questionsOf, watchedQuestions } from '../app/watching.ts';
import type { Aws } from '../aws/aws.ts';
import type { Tone } from '../domain/tone.ts';
import type { Clock } from '../lib/clock.ts';
import { metricsDollarsPerDay } from '../resources/metrics.ts';
import { createAccess, type StartingPlace } from './access/access.ts';
import { createResourcePolls } from './polls-of-resources.ts';
import type { Runtime, View } from './runtime.ts';

export interface RuntimeOptions extends StartingPlace {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly cloudWatch: boolean;
  readonly size: Size;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string;
  readonly copy: (text: string) => void;
  readonly repaint: () => void;
  /** Gives the terminal back to the shell until it continues us. */
  readonly suspend?: () => void;
  readonly quit: () => void;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  const { clock } = options;
  const access = createAccess({ ...options, changed: () => answered(), recovered: (id) => askAgain(id) });
  const { aws } = access;
  const polls = createResourcePolls({ aws, clock });
  const rowsOf = createRowsMemory();
  const overview = createOverview(rowsOf);
  const listeners = new Set<() => void>();
  const stops: (() => void)[] = [];
  /** Goes up with every change of an answer. */
  let version = 0;
  let view: View = { state: initialState(options.size), data: dataNow(), rowsOf, overview };

  function dataNow(): Data {
    return {
      ...access.state(),
      now: Math.floor(clock.now() / tickMs) * tickMs,
      version,
      callsPerMinute: aws.meter.lastMinute(),
      cloudWatch: options.cloudWatch,
      ...(options.cloudWatch ? { dollarsPerDay: metricsDollarsPerDay(metricSeries()) } : {}),
      ...(options.origin ? { origin: options.origin } : {}),
      snapshot: polls.snapshot,
    };
  }

  /** Each series that is asked for is a row of its poll. */
  function metricSeries(): number {
    const asked = access
      .state()
      .scopes.map((scope) => polls.snapshot({ kind: 'list', resource: 'metrics', scope, params: {}, priority: 1 }));
    return asked.reduce((sum, snapshot) => sum + (snapshot?.rows.size ?? 0), 0);
  }

  const show = (state: State) => {
    view = { ...view, state };
    polls.watchExactly(watchedQuestions(state, view.data));
    for (const changed of [...listeners]) changed();
  };

  const dispatch = (event: AppEvent) => {
    const before = view;
    const data = dataNow();
    if (!sameData(data, view.data)) view = { ...view, data };
    const { state, wishes } = update(view.state, event, view);
    if (state !== view.state || (event.type === 'answered' && view !== before)) show(state);
    for (const wish of wishes) fulfil(wish);
  };

  const tell = (text: string, tone: Tone) => dispatch({ type: 'told', notice: { text, tone, at: clock.now() } });

  const answered = () => {
    version += 1;
    dispatch({ type: 'answered' });
  };

  /** Whoever can sign in again need not wait for the next turn of each poll. */
  const askAgain = (connection: string) => {
    for (const question of watchedQuestions(view.state, view.data)) {
      if (question.scope.connection === connection) polls.refresh(question);
    }
  };

  const setRegions = (regions: readonly string[], text: string) => {
    access.setRegions(regions);
    tell(text, 'good');
  };

  const fulfil = (wish: Wish) => {
    const { regions } = access.state();
    switch (wish.type) {
      case 'refresh':
        for (const question of questionsOf(currentScreen(view.state), view.data)) polls.refresh(question);
        return tell('Asking AWS again', 'busy');
      case 'pause':
        return polls.setPaused(wish.paused);
      case 'copy':
        options.copy(wish.text);
        return tell(`Copied ${wish.text}`, 'good');
      case 'addRegion':
        if (regions.includes(wish.region)) return tell(`${wish.region} is watched already`, 'warn');
        return setRegions([...regions, wish.region], `Watching ${wish.region} too`);
      case 'removeRegion':
        if (!regions.includes(wish.region)) return tell(`${wish.region} is not watched`, 'warn');
        if (regions.length === 1) return tell('One Region has to stay', 'warn');
        return setRegions(
          regions.filter((region) => region !== wish.region),
          `${wish.region} is no longer watched`,
        );
      case 'repaint':
        return options.repaint();
      case 'suspend':
        return options.suspend?.();
      case 'quit':
        return options.quit();
    }
  };

  /** Ages move even when nothing else does; who shows none is not drawn again. */
  const tick = () => {
    stops[0] = clock.setTimeout(() => {
      dispatch({ type: 'answered' });
      tick();
    }, tickMs);
  };

  return {
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    dispatch,
    start() {
      tick();
      stops.push(polls.subscribe(answered), access.stop);
      access.start();
    },
    stop() {
      for (const stop of stops) stop();
      polls.stop();
      listeners.clear();
    },
  };
}
