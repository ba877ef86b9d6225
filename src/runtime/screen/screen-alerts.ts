// Notifies of the findings that the screen knows.
import { attentionLines } from '../../app/attention/attention-counts.ts';
import { knownPlaces } from '../../app/attention/known-places.ts';
import { type Alerts, alertLeaseOf, createAlerts } from '../../engine/alerts.ts';
import type { View } from '../runtime.ts';
import type { ScreenOptions } from '../runtime-options.ts';
import type { ScreenReads } from './screen-reads.ts';

export function createScreenAlerts(
  options: ScreenOptions,
  { derivedAnswers }: Pick<ScreenReads, 'derivedAnswers'>,
  view: () => View,
): Alerts {
  const { clock, store, alertStore, alertMemoryName } = options;
  const look = () => {
    const { data } = view();
    return { items: attentionLines(data), isWhole: derivedAnswers.isWhole(data), now: data.now, ...knownPlaces(data) };
  };
  const lease = alertLeaseOf(store.nameLeases, alertMemoryName);
  return createAlerts({ clock, store: alertStore, lease, look }, options);
}
