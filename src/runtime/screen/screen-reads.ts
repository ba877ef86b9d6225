// What the screen reads: lists, findings and the overview's day from the store, the rest from the engine's state.
import { createOverview, type OverviewOf } from '../../app/overview/overview-view.ts';
import type { UpdateContext } from '../../app/state/context.ts';
import type { Data } from '../../app/state/data.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { Tone } from '../../domain/tone.ts';
import type { Engine } from '../../engine/protocol.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { type AttentionLines, createAttentionLines } from '../attention/attention-lines.ts';
import { createStoredAttention } from '../attention/stored-attention.ts';
import { createLastLook, type LastLook } from '../changes/last-look.ts';
import { createDerivedResponses, type DerivedResponses } from '../derived-responses.ts';
import { createStoredDay } from '../lists/day/stored-day.ts';
import { createStoredLists } from '../lists/stored-lists.ts';
import { createOtherIdentities } from '../other-identities.ts';
import { createPastSnapshots } from '../past/past-snapshots.ts';
import { createPastStore } from '../past/past-store.ts';
import { findStep, type StepWanted } from '../past/step-time.ts';
import type { ScreenOptions } from '../runtime-options.ts';
import { createScreenData, type ScreenDataNow } from '../screen-data.ts';
import type { StartMirror } from '../start-mirror.ts';

export interface ScreenReadsOptions
  extends Pick<ScreenOptions, 'store' | 'clock' | 'dryRun' | 'origin' | 'lookStore' | 'otherIdentities'> {
  readonly nextTurn: NextTurn;
  readonly engine: Pick<Engine, 'now'>;
  readonly mirror: StartMirror;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
  attention(): AttentionSettings;
  /** The data on screen. */
  data(): Data;
  /** Epoch ms of the past time on screen; undefined: the present is. */
  asOf(): number | undefined;
  notify(text: string, tone: Tone): void;
}

export interface ScreenReads extends Pick<UpdateContext, 'rowsOf'> {
  readonly overview: OverviewOf;
  readonly lines: AttentionLines;
  readonly derivedResponses: DerivedResponses;
  readonly lastLook: LastLook;
  dataOf(now: ScreenDataNow): Data;
  /** The data of the present, with the findings of the present while a past time is on screen. */
  ofPresent(data: Data): Data;
  /** Epoch ms of the nearest change; undefined: the store has none. */
  findStep(step: StepWanted): number | undefined;
}

export function createScreenReads(options: ScreenReadsOptions): ScreenReads {
  const { clock, nextTurn, engine, changed, attention, data, asOf, otherIdentities: arns = [] } = options;
  const store = createPastStore(options.store, asOf);
  const others =
    arns.length === 0
      ? undefined
      : createOtherIdentities({ ...options, arns, shown: store.sight, startedAt: clock.now() });
  const { mirror } = others ?? options;
  const identityOf = (connection: string) => mirror.state().identities.get(connection);
  const organizationScopes = () => mirror.state().access.organizationScopes;
  const reading = { identityOf, organizationScopes, collected: others };
  const lines = createAttentionLines({ ...reading, store });
  const presentLines = createAttentionLines({ ...reading, store: options.store });
  const presentAttention = createStoredAttention(presentLines);
  const reads = createStoredLists({
    store,
    clock,
    nextTurn,
    identityOf,
    collected: others,
    changed,
    attentionLines: lines,
    mutes: () => attention().mutes,
    reached() {
      const { access, feed } = mirror.state();
      const { prices: ownPrices } = attention();
      return {
        ...access,
        ...(feed ? { feed } : {}),
        ...(ownPrices ? { prices: ownPrices } : {}),
        now: asOf() ?? engine.now(),
      };
    },
  });
  const storedDay = createStoredDay({ store, clock, nextTurn, changed, identityOf, collected: others });
  const derivedResponses = createDerivedResponses({ store, identityOf });
  const lastLook = createLastLook({
    ...options,
    identityOf,
    collected: others,
    now: () => engine.now(),
    isWhole: derivedResponses.isWhole,
    notify: (text) => options.notify(text, 'accent'),
  });
  const dataOf = createScreenData({
    mirror,
    dryRun: options.dryRun ?? false,
    origin: options.origin,
    reads,
    lookedAt: lastLook.at,
    series: () => storedDay.series(),
    derived: (request) => derivedResponses.snapshot(request, data()),
    stored: mirror.stored,
    attention: createStoredAttention(lines),
    past: createPastSnapshots({ sight: store.sight, identityOf, data }),
    ...(others ? { collected: others.snapshot } : {}),
  });
  return {
    rowsOf: reads.rowsOf,
    overview: createOverview(reads.rowsOf, storedDay.dayOf),
    lines,
    derivedResponses,
    lastLook,
    dataOf,
    findStep: (step) => findStep(step, data(), { store: options.store, identityOf, collected: others }),
    ofPresent: (data) => ({ ...data, attention: presentAttention }),
  };
}
