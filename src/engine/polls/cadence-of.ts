import { type CadenceName, cadences } from '../../../config/polling.ts';
import type { PollRequest } from '../../app/state/lists/poll-request.ts';
import type { Cadence } from '../../polling/pace.ts';
import { resources } from '../../resources/index.ts';

/** Ms between two requests, for cadences that differ from the default. */
export type Cadences = Partial<Readonly<Record<CadenceName, number>>>;

/** An idle list is not requested more often than a busy one. */
export function cadenceOf({ resource }: PollRequest, said: Cadences = {}): Partial<Cadence> {
  const name = resources[resource].cadence;
  const refreshMs = said[name];
  if (refreshMs === undefined) return {};
  const { idleMs, slowestMs } = cadences[name];
  return {
    refreshMs,
    visibleMs: refreshMs,
    idleMs: Math.max(idleMs, refreshMs),
    slowestMs: Math.max(slowestMs, refreshMs),
  };
}
