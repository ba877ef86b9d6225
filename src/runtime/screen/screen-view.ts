// What is on screen: its state, changed by events alone, and the data that it was made with.
import type { OverviewOf } from '../../app/overview/overview-view.ts';
import type { Data } from '../../app/state/data.ts';
import type { AppEvent, Effect } from '../../app/state/events.ts';
import { sameData } from '../../app/state/same-data.ts';
import { initialState, type State } from '../../app/state/state.ts';
import { update } from '../../app/state/update.ts';
import { createGuard, type Guard } from '../guard.ts';
import { createRecentEvents } from '../recent-events.ts';
import type { View } from '../runtime.ts';
import type { ScreenOptions } from '../runtime-options.ts';

export interface ScreenViewOptions
  extends Pick<ScreenOptions, 'clock' | 'size' | 'recentEvents' | 'failed'>,
    Pick<View, 'rowsOf'> {
  readonly overview: OverviewOf;
  /** Of the time that the state shows. */
  dataNow(state: State): Data;
  /** Called with each new state, before it is drawn. */
  shown(state: State): void;
  fulfil(effect: Effect): void;
}

export interface ScreenView {
  view(): View;
  dispatch(event: AppEvent): void;
  /** `changed` is called when the view is another. Returns the function that removes it. */
  subscribe(changed: () => void): () => void;
  readonly guarded: Guard;
  /** Final: later events change nothing. */
  stop(): void;
}

/** Events that may change the screen without the person's input. */
const isNews: ReadonlySet<AppEvent['type']> = new Set(['answered', 'runChanged']);

export function createScreenView(options: ScreenViewOptions): ScreenView {
  const { clock, size, rowsOf, recentEvents = createRecentEvents(), dataNow, shown, fulfil } = options;
  const listeners = new Set<() => void>();
  let isStopped = false;
  const overview: View['overview'] = (data) => options.overview(data, view.state.screens[0].sorts);
  const first = initialState(size);
  let view: View = { state: first, data: dataNow(first), rowsOf, overview };

  const guarded = createGuard({ ...options, recentEvents }, (text) => {
    view = { ...view, state: { ...view.state, notice: { text, tone: 'bad', at: clock.now() } } };
    for (const changed of [...listeners]) changed();
  });

  function show(state: State): void {
    view = { ...view, state };
    shown(state);
    for (const changed of [...listeners]) guarded(changed);
  }

  function refresh(state: State): void {
    const data = dataNow(state);
    if (!sameData(data, view.data)) view = { ...view, data };
  }

  function take(event: AppEvent): void {
    const before = view;
    refresh(view.state);
    const { state, effects } = update(view.state, event, view);
    // Another time: the rows of the time before belong to no screen.
    if (state.asOf !== view.state.asOf) refresh(state);
    if (state !== view.state || (isNews.has(event.type) && view !== before)) show(state);
    for (const effect of effects) fulfil(effect);
  }

  return {
    view: () => view,
    dispatch(event) {
      if (isStopped) return;
      recentEvents.add(event);
      const { state } = view;
      guarded(
        () => take(event),
        () => {
          view = { ...view, state };
        },
      );
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    guarded,
    stop() {
      isStopped = true;
      listeners.clear();
    },
  };
}
