// Notifies of the findings that the screen knows, and of followed jobs.
import { attentionLines } from '../../app/attention/attention-reads.ts';
import { knownPlaces } from '../../app/attention/known-places.ts';
import type { Data } from '../../app/state/data.ts';
import type { JobNotification } from '../../domain/jobs/job-notification.ts';
import { type AlertSettings, type Alerts, alertLeaseOf, createAlerts } from '../../engine/alerts.ts';
import type { ScreenOptions } from '../runtime-options.ts';
import type { ScreenReads } from './screen-reads.ts';

export interface ScreenAlerts extends Alerts {
  notifyJobs(jobs: readonly JobNotification[]): void;
}

export function createScreenAlerts(
  options: ScreenOptions,
  { derivedResponses }: Pick<ScreenReads, 'derivedResponses'>,
  dataNow: () => Data,
): ScreenAlerts {
  const { clock, store, alertStore, alertMemoryName } = options;
  const look = () => {
    const data = dataNow();
    return {
      items: attentionLines(data),
      isWhole: derivedResponses.isWhole(data),
      now: data.now,
      ...knownPlaces(data),
    };
  };
  const lease = alertLeaseOf(store.nameLeases, alertMemoryName);
  const alerts = createAlerts({ clock, store: alertStore, lease, look }, options);
  let present: AlertSettings = options;
  return {
    consider: alerts.consider,
    configure(settings) {
      present = settings;
      alerts.configure(settings);
    },
    notifyJobs: (jobs) => present.notifyJobs?.(jobs),
  };
}
