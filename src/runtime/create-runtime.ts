// Carries out what the screen's state asks for. Serves the live screen and the one-shot commands alike.
import { tickMs } from '../../config/polling.ts';
import type { Data, Identity } from '../app/data.ts';
import type { AppEvent, Wish } from '../app/events.ts';
import { createOverview } from '../app/overview-view.ts';
import { createRowsMemory } from '../app/rows.ts';
import { sameData } from '../app/same-data.ts';
import { currentScreen, initialState, type Size, type State } from '../app/state.ts';
import { update } from '../app/update.ts';
import { questionsOf, watchedQuestions } from '../app/watching.ts';
import type { Aws } from '../aws/aws.ts';
import type { AwsProblem } from '../aws/errors.ts';
import type { Scope } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import type { Clock } from '../lib/clock.ts';
import { metricsDollarsPerDay } from '../resources/metrics.ts';
import { findIdentity } from './identity.ts';
import { createResourcePolls } from './polls-of-resources.ts';
import { findRegions } from './regions.ts';
import type { Runtime, View } from './runtime.ts';

export interface RuntimeOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly connection: string;
  /** Regions to begin with; never empty. */
  readonly regions: readonly string[];
  /** Add every Region that the account has enabled. */
  readonly allRegions?: boolean;
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

/** What is known besides the answers in the polls. */
interface Known {
  readonly identity?: Identity;
  readonly identityProblem?: AwsProblem;
  readonly regions: readonly string[];
  readonly knownRegions: readonly string[];
  readonly scopes: readonly Scope[];
  /** Goes up with every change of an answer. */
  readonly version: number;
}

export function createRuntime(options: RuntimeOptions): Runtime {
  const { aws, clock, connection } = options;
  const polls = createResourcePolls({ aws, clock });
  const rowsOf = createRowsMemory();
  const overview = createOverview(rowsOf);
  const listeners = new Set<() => void>();
  const stops: (() => void)[] = [];
  let known: Known = { regions: options.regions, knownRegions: [], scopes: [], version: 0 };
  let view: View = { state: initialState(options.size), data: dataNow(), rowsOf, overview };

  function dataNow(): Data {
    const { identity, identityProblem, knownRegions, scopes, version } = known;
    return {
      now: Math.floor(clock.now() / tickMs) * tickMs,
      version,
      scopes,
      knownRegions,
      regions: known.regions,
      callsPerMinute: aws.meter.lastMinute(),
      cloudWatch: options.cloudWatch,
      ...(options.cloudWatch ? { dollarsPerDay: metricsDollarsPerDay(metricSeries()) } : {}),
      ...(identity ? { identity } : {}),
      ...(identityProblem ? { identityProblem } : {}),
      ...(options.origin ? { origin: options.origin } : {}),
      snapshot: polls.snapshot,
    };
  }

  /** Each series that is asked for is a row of its poll. */
  function metricSeries(): number {
    const asked = known.scopes.map((scope) =>
      polls.snapshot({ kind: 'list', resource: 'metrics', scope, params: {}, priority: 1 }),
    );
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

  const learn = (news: Partial<Known>) => {
    const next = { ...known, ...news, version: known.version + 1 };
    const { identity, regions } = next;
    const scopes = identity ? regions.map((region) => ({ accountId: identity.accountId, region, connection })) : [];
    const unchanged =
      scopes.length === known.scopes.length &&
      scopes.every((s, i) => s.region === known.scopes[i]?.region && s.accountId === known.scopes[i]?.accountId);
    known = { ...next, scopes: unchanged ? known.scopes : scopes };
    dispatch({ type: 'answered' });
  };

  const setRegions = (regions: readonly string[], text: string) => {
    learn({ regions });
    tell(text, 'good');
  };

  const fulfil = (wish: Wish) => {
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
        if (known.regions.includes(wish.region)) return tell(`${wish.region} is watched already`, 'warn');
        return setRegions([...known.regions, wish.region], `Watching ${wish.region} too`);
      case 'removeRegion':
        if (!known.regions.includes(wish.region)) return tell(`${wish.region} is not watched`, 'warn');
        if (known.regions.length === 1) return tell('One Region has to stay', 'warn');
        return setRegions(
          known.regions.filter((region) => region !== wish.region),
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

  const learnIdentity = (identity: Identity) => {
    const { identityProblem: _, ...rest } = known;
    known = rest;
    learn({ identity });
    stops.push(
      findRegions({
        aws,
        scope: { accountId: identity.accountId, region: known.regions[0] ?? '', connection },
        known: learnRegions,
      }),
    );
  };

  const learnRegions = (knownRegions: readonly string[]) => {
    const regions = options.allRegions ? [...new Set([...known.regions, ...knownRegions])] : known.regions;
    learn({ knownRegions, regions });
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
      stops.push(polls.subscribe(() => learn({})));
      stops.push(
        findIdentity({
          aws,
          clock,
          connection,
          region: known.regions[0] ?? 'us-east-1',
          known: learnIdentity,
          failed: (identityProblem) => learn({ identityProblem }),
        }),
      );
    },
    stop() {
      for (const stop of stops) stop();
      polls.stop();
      listeners.clear();
    },
  };
}
