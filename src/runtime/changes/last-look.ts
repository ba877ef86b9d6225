// What is new since the last session of this person: one line, as soon as everything was evaluated.
import type { Data } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import { sinceText } from '../../domain/changes/since-text.ts';
import { isCollectedScope } from '../../domain/scope.ts';
import type { ReadableStore } from '../../engine/program-store.ts';
import type { IdentityOf } from '../../engine/requested-scopes.ts';
import { type Clock, repeat } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { derivedRequests } from '../lists/derived-requests.ts';
import { type CollectedFor, listPlaces } from '../lists/list-places.ts';
import { readChangesIn } from './changes-in.ts';

/** Where the times of the last look are kept: by identity, in epoch ms. */
export interface LookStore {
  load(): ReadonlyMap<string, number>;
  save(times: ReadonlyMap<string, number>): void;
}

export interface LastLookOptions {
  /** Absent: nothing is kept. */
  readonly lookStore?: LookStore | undefined;
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  readonly store: ReadableStore;
  readonly identityOf: IdentityOf;
  /** Absent: no rows of other identities are read. */
  readonly collected?: CollectedFor | undefined;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** Everything was evaluated from responses of this session. */
  isWhole(data: Data): boolean;
  notify(text: string): void;
}

export interface LastLook {
  /** The end of the last session, epoch ms; undefined: not known, or moments ago. */
  at(): number | undefined;
  /** To be called whenever the data may have changed. */
  consider(data: Data): void;
  stop(): void;
}

/** A session that begins sooner continues the last one. */
const shortestAwayMs = 10 * minuteMs;

export function createLastLook(options: LastLookOptions): LastLook {
  const { lookStore, clock, now } = options;
  /** By AWS's clock, which is known with the first identity. */
  let startedAt: number | undefined;
  const before = lookStore?.load() ?? new Map<string, number>();
  /** Those of this session. */
  const identities = new Set<string>();
  let isCounted = false;
  let isStopped = false;
  let cancel: (() => void) | undefined;

  const save = () => {
    if (identities.size > 0) lookStore?.save(new Map([...identities].map((identity) => [identity, now()])));
  };

  function meet(data: Data): void {
    const { scopes, organizationScopes = [] } = data;
    for (const { connection } of [...scopes, ...organizationScopes]) {
      // Another identity looks at nothing.
      const identity = isCollectedScope({ connection }) ? undefined : options.identityOf(connection);
      if (identity !== undefined) identities.add(identity);
    }
    if (identities.size === 0 || cancel || !lookStore) return;
    startedAt = data.now;
    cancel = repeat(clock, minuteMs, save);
  }

  /** The oldest: what one identity has not seen is new. */
  function lookedAt(): number | undefined {
    const times = [...identities].flatMap((identity) => before.get(identity) ?? []);
    const oldest = times.length === 0 ? undefined : Math.min(...times);
    if (oldest === undefined || startedAt === undefined) return undefined;
    return oldest <= startedAt - shortestAwayMs ? oldest : undefined;
  }

  async function count(since: number, data: Data): Promise<void> {
    const { store, identityOf, nextTurn, collected } = options;
    const sight = store.sight();
    const places = listPlaces(derivedRequests(everywhere('changes', data), data), identityOf, collected);
    if (!sight || !places) return;
    isCounted = true;
    const filter = sinceFilter(since);
    const steps = readChangesIn({ reader: sight.reader, places, params: {}, filter, now: data.now });
    for (let step = steps.next(); !isStopped; step = steps.next()) {
      if (step.done) return options.notify(sinceText(step.value.rows, since));
      await nextTurn();
    }
  }

  return {
    at: lookedAt,
    consider(data) {
      meet(data);
      const since = lookedAt();
      if (since === undefined || isCounted || !options.isWhole(data)) return;
      // The file was closed or replaced in the meantime: the line is left out.
      count(since, data).catch(() => {});
    },
    stop() {
      isStopped = true;
      cancel?.();
      save();
    },
  };
}

/** To the minute, as a person types it. */
export const sinceFilter = (at: number): string =>
  `since:${new Date(at).toISOString().slice(0, '2026-01-15T12:00'.length)}Z`;
