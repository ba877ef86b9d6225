// How long a response to the request for a list counts: three of its intervals.
import { cadences, feedStretch } from '../../../config/polling.ts';
import { requestFor } from '../../app/state/lists/list-requests.ts';
import { type Cadences, cadenceOf } from '../../engine/polls/cadence-of.ts';
import type { Cadence } from '../../polling/pace.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';

const missedIntervals = 3;

export interface IntervalOptions {
  /** Of the config file. */
  readonly cadences?: Cadences | undefined;
  /** A live feed makes requests for jobs rarer. */
  readonly isFed: boolean;
}

/** In ms. */
export function longestAgeOf(id: ResourceId, { cadences: said, isFed }: IntervalOptions): number {
  const { cadence, newOnly } = resources[id];
  const own = cadenceOf(requestFor(id, { accountId: '', region: '', connection: '' }), said);
  const {
    refreshMs,
    idleMs,
    backgroundMs = 0,
    wholeMs = 0,
  }: Omit<Cadence, 'firstRetryMs'> = {
    ...cadences[cadence],
    ...own,
  };
  const stretch = isFed && cadence === 'jobs' ? feedStretch : 1;
  const interval = Math.max(Math.max(refreshMs, idleMs, backgroundMs) * stretch, newOnly ? wholeMs : 0);
  return missedIntervals * interval;
}
