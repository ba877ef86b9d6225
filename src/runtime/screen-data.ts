// Composes the data of the screen from the engine's state and from the screen's side.
import { tickMs } from '../../config/polling.ts';
import type { Acting } from '../app/forms/run.ts';
import type { SmallReads } from '../app/list/listed.ts';
import type { AnySnapshot, AttentionReads, Data, ShownPast } from '../app/state/data.ts';
import { type ListRequest, type PollRequest, requestKey } from '../app/state/lists/poll-request.ts';
import type { ScreenSettings } from '../app/state/settings.ts';
import { isCollectedScope } from '../domain/scope.ts';
import { connectionFor } from '../engine/access/scopes.ts';
import type { EngineState } from '../engine/protocol.ts';
import { resources } from '../resources/index.ts';
import { metricsDollarsPerDay } from '../resources/metrics.ts';
import type { EngineMirror } from './engine-mirror.ts';

export interface ScreenDataOptions {
  readonly mirror: EngineMirror;
  readonly dryRun: boolean;
  /** Shown as a badge: "DEMO". */
  readonly origin?: string | undefined;
  readonly reads: SmallReads;
  /** The end of the last session, epoch ms; undefined: not known, or moments ago. */
  lookedAt(): number | undefined;
  /** The number of requested metrics, each of which costs money; undefined: unknown until one scope has listed them. */
  series(): number | undefined;
  /** The snapshot of a derived list. */
  derived(request: ListRequest): AnySnapshot;
  /** The stored response of an earlier run, used until there is one in this run. */
  stored(request: ListRequest): AnySnapshot | undefined;
  readonly attention: AttentionReads;
  readonly past: PastSnapshot;
  /** The snapshot with what other identities collected. Absent: nothing of theirs is shown. */
  collected?(request: PollRequest, own: AnySnapshot | undefined): AnySnapshot | undefined;
}

/** Answers of a past time. */
export type PastSnapshot = (request: PollRequest) => AnySnapshot | undefined;

export interface ScreenDataNow {
  /** Epoch ms by AWS's clock, and by this machine's. */
  readonly now: number;
  readonly localNow: number;
  /** Increases with every change of a response. */
  readonly version: number;
  readonly settings: ScreenSettings | undefined;
  /** Epoch ms of the past time on screen; undefined: the present is. */
  readonly asOf: number | undefined;
}

const inTicks = (epochMs: number): number => Math.floor(epochMs / tickMs) * tickMs;

export function createScreenData(options: ScreenDataOptions): (now: ScreenDataNow) => Data {
  const { mirror, dryRun, origin, reads, attention } = options;
  const { listed, rowOf } = reads;
  const accessOf = remembered(toAccess, ({ access, reach }) => [access, reach]);
  const actingOf = remembered(
    (state): Acting => ({
      reach: accessOf(state).reach,
      run: (id) => state.runs.get(id),
      rowMark: (key) => state.marks.get(key),
      dryRun,
    }),
    ({ access, reach, runs, marks }) => [access, reach, runs, marks],
  );

  let lookedAt = 0;

  const isChanges = (request: PollRequest): boolean => request.kind === 'list' && request.resource === 'changes';

  /** These are read from this machine at each look. */
  const isOwn = (request: PollRequest): boolean =>
    isChanges(request) || (request.kind === 'list' && request.resource === 'mutes');

  const { collected = (_, own) => own } = options;

  const pastSnapshot = (request: PollRequest): AnySnapshot | undefined =>
    isChanges(request) ? { version: 0, loadedAt: lookedAt } : collected(request, options.past(request));

  function derived(request: ListRequest): AnySnapshot | undefined {
    const response = options.derived(request);
    // Nothing is evaluated here where only another identity has collected: there is no answer to wait for.
    const isOpen = response.loadedAt === undefined && response.failure === undefined;
    return isOpen && isCollectedScope(request.scope) ? collected(request, response) : response;
  }

  function snapshot(request: PollRequest): AnySnapshot | undefined {
    if (isOwn(request)) return { version: 0, loadedAt: lookedAt };
    if (request.kind === 'list' && request.resource === 'events') return mirror.state().events;
    if (request.kind === 'list' && resources[request.resource].derivedFrom) return derived(request);
    const response = mirror.response(requestKey(request));
    return collected(request, response ?? (request.kind === 'list' ? options.stored(request) : undefined));
  }

  let past: ShownPast | undefined;
  const pastOf = (asOf: number, present: number): ShownPast => {
    if (past?.asOf !== asOf || past.present !== present) past = { asOf, present };
    return past;
  };

  return ({ now, localNow, version, settings, asOf }) => {
    lookedAt = inTicks(now);
    const state = mirror.state();
    const { access, callsPerMinute, cloudWatch, feed, writeUntil } = state;
    const lastLookAt = options.lookedAt();
    const series = cloudWatch ? options.series() : undefined;
    return {
      ...access,
      now: asOf ?? inTicks(now),
      ...(asOf === undefined ? {} : { past: pastOf(asOf, inTicks(now)) }),
      localNow: inTicks(localNow),
      version,
      callsPerMinute,
      // The store keeps the newest values only.
      cloudWatch: cloudWatch && asOf === undefined,
      ...(settings ? { settings } : {}),
      ...(series === undefined ? {} : { dollarsPerDay: metricsDollarsPerDay(series) }),
      ...(origin ? { origin } : {}),
      ...(lastLookAt === undefined ? {} : { lookedAt: lastLookAt }),
      ...(feed ? { feed } : {}),
      ...(writeUntil === undefined ? {} : { writeUntil }),
      acting: actingOf(state),
      attention,
      reaches: accessOf(state).reaches,
      snapshot: asOf === undefined ? snapshot : pastSnapshot,
      listed,
      rowOf,
    };
  };
}

function toAccess({ access, reach }: EngineState): Pick<Data, 'reaches'> & Pick<Acting, 'reach'> {
  return {
    reaches: (scope) => connectionFor(scope, access) !== undefined,
    reach(scope) {
      const connection = connectionFor(scope, access);
      return connection === undefined ? undefined : reach.get(connection);
    },
  };
}

/** Returns the same object as long as its parts are the same. */
function remembered<Made>(make: (state: EngineState) => Made, partsOf: (state: EngineState) => readonly unknown[]) {
  let known: { readonly parts: readonly unknown[]; readonly made: Made } | undefined;
  return (state: EngineState): Made => {
    const parts = partsOf(state);
    if (known?.parts.every((part, index) => part === parts[index])) return known.made;
    known = { parts, made: make(state) };
    return known.made;
  };
}
