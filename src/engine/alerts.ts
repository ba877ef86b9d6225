// Notifies the person of what is new, worse or more in the attention list, which is evaluated for it now and then.
import { alertEveryMs, alertRetryMs } from '../../config/polling.ts';
import { type AlertMemory, type AlertStore, createBriefMemory, emptyMemory } from '../domain/alerts/alert-memory.ts';
import {
  type AlertEvaluation,
  type AlertLook,
  evaluateAlerts,
  withoutNotified,
} from '../domain/alerts/evaluate-alerts.ts';
import { isSameMemory } from '../domain/alerts/same-memory.ts';
import type { Severity } from '../domain/attention/severity.ts';
import type { Clock } from '../lib/clock.ts';

export interface AlertSettings {
  /** Resolves to false where the person could not be notified. Absent: nobody is notified, and nothing is evaluated. */
  readonly alert?: ((news: Pick<AlertEvaluation, 'alerts' | 'isDigest'>) => Promise<boolean>) | undefined;
  /** The least severity that alerts; absent: warning. */
  readonly alertFrom?: Severity | undefined;
  /** Once a day at this time, UTC, all that stands: "07:00". */
  readonly digest?: string | undefined;
}

export interface AlertsOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Absent: it ends with the program. */
  readonly store?: AlertStore | undefined;
  /** The list as it is by now; whether all that it is made of has been answered once. */
  look(): AlertLook & { readonly isWhole: boolean };
}

export interface Alerts {
  /** Something may be new. */
  consider(): void;
  configure(settings: AlertSettings): void;
}

/** Nothing changed for so long: when findings were seen last is written down all the same. */
const writeAnywayMs = 3_600_000;

export function createAlerts(
  { clock, look, store = createBriefMemory() }: AlertsOptions,
  first: AlertSettings,
): Alerts {
  let settings = first;
  let memory: AlertMemory | undefined;
  let isBusy = false;
  let hasBegun = false;
  let notBefore = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let writtenAt = Number.NEGATIVE_INFINITY;

  const evaluate = (known: AlertMemory, found: AlertLook) => {
    const { alertFrom = 'warning', digest } = settings;
    return evaluateAlerts(known, found, {
      ...{ from: alertFrom, skipsFirst: true },
      ...(digest === undefined ? {} : { digest }),
    });
  };

  const isNews = ({ alerts, isDigest }: AlertEvaluation) => alerts.length > 0 || isDigest;

  const keep = async (next: AlertMemory, now: number) => {
    const isSame = memory !== undefined && isSameMemory(memory, next) && now - writtenAt < writeAnywayMs;
    memory = next;
    if (isSame) return;
    writtenAt = now;
    await store.save(next);
  };

  const notify = async (found: AlertLook): Promise<void> => {
    const { alert } = settings;
    let before = memory ?? (await store.load()) ?? emptyMemory;
    let evaluation = evaluate(before, found);
    if (isNews(evaluation)) {
      // Another program with the same memory may have notified the person already.
      before = (await store.load()) ?? before;
      evaluation = evaluate(before, found);
    }
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
      // A list that is being put together says nothing of what is gone.
      notify(isWhole ? found : { ...found, isKnown: () => false }).finally(() => {
        isBusy = false;
      });
    },
    configure(next) {
      settings = next;
    },
  };
}
