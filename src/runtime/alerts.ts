// Calls the person when something new needs attention. The list is reckoned for it now and then, and not at each answer.
import { alertEveryMs } from '../../config/polling.ts';
import { createAttentionNews } from '../app/attention/attention-news.ts';
import type { AttentionItem, Severity } from '../domain/attention/item.ts';
import type { Clock } from '../lib/clock.ts';

export interface Calling {
  /** Absent: nobody is called, and nothing is reckoned for it. */
  readonly alert?: ((news: readonly AttentionItem[]) => void) | undefined;
  /** The least severity that alerts; absent: the usual one. */
  readonly alertFrom?: Severity | undefined;
}

export interface AlertsOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** The list as it is by now; whether all that it is made of has been answered once. */
  look(): { readonly items: readonly AttentionItem[]; readonly isWhole: boolean; readonly now: number };
}

export interface Alerts {
  /** Something may be new. */
  consider(): void;
  /** Who is called from now on, and for what. */
  configure(calling: Calling): void;
}

export function createAlerts({ clock, look }: AlertsOptions, calling: Calling): Alerts {
  let { alert, alertFrom } = calling;
  let newsOf = createAttentionNews(alertFrom);
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    consider() {
      if (!alert || clock.now() - lookedAt < alertEveryMs) return;
      lookedAt = clock.now();
      const { items, isWhole, now } = look();
      const fresh = newsOf(items, isWhole, now);
      if (fresh.length > 0) alert(fresh);
    },
    configure(next) {
      ({ alert } = next);
      if (alertFrom === next.alertFrom) return;
      ({ alertFrom } = next);
      newsOf = createAttentionNews(alertFrom);
    },
  };
}
