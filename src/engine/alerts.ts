// Notifies the person of findings that are new, worse or more. The attention list is evaluated for it at intervals.
import { alertEveryMs, alertRetryMs } from '../../config/polling.ts';
import { type AlertMemory, type AlertStore, createBriefMemory, emptyMemory } from '../domain/alerts/alert-memory.ts';
import {
  type AlertEvaluation,
  type AlertInput,
  evaluateAlerts,
  withoutNotified,
} from '../domain/alerts/evaluate-alerts.ts';
import { isSameMemory } from '../domain/alerts/same-memory.ts';
import type { Severity } from '../domain/attention/findings/severity.ts';
import type { JobNotification } from '../domain/jobs/job-notification.ts';
import { type Clock, within } from '../lib/clock.ts';
import type { NameLeases } from './store/name-leases.ts';

export interface AlertSettings {
  /** Tells of jobs whose end the person waits for. Absent: only the screen tells. */
  readonly notifyJobs?: ((jobs: readonly JobNotification[]) => void) | undefined;
  /**
   * Resolves to false if the person could not be notified. Absent: there are no notifications, and nothing is
   * evaluated.
   */
  readonly alert?: ((news: Pick<AlertEvaluation, 'alerts' | 'isDigest'>) => Promise<boolean>) | undefined;
  /** The lowest severity of an alert; absent: warning. */
  readonly alertFrom?: Severity | undefined;
  /** The UTC time, "07:00", at which the digest of all present findings is sent once a day. */
  readonly digest?: string | undefined;
}

export interface AlertsOptions {
  readonly clock: Clock;
  /** Absent: the memory ends with the program. */
  readonly store?: AlertStore | undefined;
  /** Allows only one of the programs that share the memory to notify at a time. Absent: no other program shares it. */
  readonly lease?: AlertLease | undefined;
  /** The present list. `isWhole`: each of its sources has a response. */
  look(): AlertInput & { readonly isWhole: boolean };
}

export interface AlertLease {
  /** Resolves to false if another program notifies at this moment. Rejects, or never settles, if that is unknown. */
  take(forMs: number): Promise<boolean>;
  release(): Promise<void>;
}

export interface Alerts {
  /** Called when there may be something new. */
  consider(): void;
  configure(settings: AlertSettings): void;
}

/** After this time without a change, the times at which findings were last seen are stored anyway. */
const writeAnywayMs = 3_600_000;
/**
 * Longer than a notification command may take. A program that hangs keeps others with its memory from notifying for
 * this time.
 */
const leaseMs = 60_000;
/** How long the program waits to learn whether another program notifies. */
const patienceMs = 5_000;

/** The memory as it was last stored; it is stored again only where it differs, or after an hour. */
function createKeptMemory(store: AlertStore) {
  let memory: AlertMemory | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;
  return {
    recall: async (): Promise<AlertMemory | undefined> => memory ?? (await store.load()),
    async keep(next: AlertMemory, now: number): Promise<void> {
      const isSame = memory !== undefined && isSameMemory(memory, next) && now - writtenAt < writeAnywayMs;
      memory = next;
      if (isSame) return;
      writtenAt = now;
      await store.save(next);
    },
  };
}

/** Two notifications are better than none. */
async function isOurTurn(clock: Clock, lease: AlertLease | undefined): Promise<boolean> {
  let isOurs = true;
  const taken = lease?.take(leaseMs).then((response) => {
    isOurs = response;
  });
  if (taken) await within(clock, patienceMs, taken).catch(() => {});
  return isOurs;
}

export function createAlerts(
  { clock, look, lease, store = createBriefMemory() }: AlertsOptions,
  first: AlertSettings,
): Alerts {
  let settings = first;
  const { recall, keep } = createKeptMemory(store);
  let isBusy = false;
  let hasBegun = false;
  let notBefore = Number.NEGATIVE_INFINITY;
  let failures = 0;

  const evaluate = (known: AlertMemory, found: AlertInput) => {
    const { alertFrom = 'warning', digest } = settings;
    return evaluateAlerts(known, found, {
      from: alertFrom,
      skipsFirst: true,
      ...(digest === undefined ? {} : { digest }),
    });
  };

  const isNews = ({ alerts, isDigest }: AlertEvaluation) => alerts.length > 0 || isDigest;

  const notify = async (found: AlertInput): Promise<void> => {
    const before = (await recall()) ?? emptyMemory;
    const evaluation = evaluate(before, found);
    if (!isNews(evaluation)) return keep(evaluation.memory, found.now);
    if (!(await isOurTurn(clock, lease))) return;
    try {
      await notifyOnce(before, found);
    } finally {
      lease?.release().catch(() => {});
    }
  };

  const notifyOnce = async (known: AlertMemory, found: AlertInput): Promise<void> => {
    const { alert } = settings;
    // Another program with the same memory may have notified the person already.
    const before = (await store.load()) ?? known;
    const evaluation = evaluate(before, found);
    if (!isNews(evaluation)) return keep(evaluation.memory, found.now);
    const isNotified = (await alert?.(evaluation)) ?? false;
    failures = isNotified ? 0 : failures + 1;
    if (!isNotified) notBefore = clock.now() + Math.min(alertRetryMs.first * 2 ** (failures - 1), alertRetryMs.longest);
    await keep(isNotified ? evaluation.memory : withoutNotified(before, evaluation), found.now);
  };

  return {
    consider() {
      if (!settings.alert || isBusy || clock.now() < notBefore) return;
      notBefore = clock.now() + alertEveryMs;
      const { isWhole, ...found } = look();
      if (!hasBegun && !isWhole) return;
      hasBegun = true;
      isBusy = true;
      // An incomplete list does not show which findings are gone.
      notify(isWhole ? found : { ...found, isKnown: () => false }).finally(() => {
        isBusy = false;
      });
    },
    configure(next) {
      settings = next;
    },
  };
}

/** The lease is identified by the name of the memory. */
export function alertLeaseOf(leases: NameLeases | undefined, memory: string | undefined): AlertLease | undefined {
  if (!leases || memory === undefined) return undefined;
  const name = `alerts ${memory}`;
  return { take: (forMs) => leases.take(name, forMs), release: () => leases.release(name) };
}
