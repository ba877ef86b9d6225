// Faults of ours while something is worked out: written down and told once, and the program goes on.
import { errorMessage } from '../lib/error-message.ts';
import type { RecentEvents } from './recent-events.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/** `undo`: puts back what a fault has left half done. */
export type Guard = (task: () => void, undo?: () => void) => void;

interface GuardOptions extends Pick<RuntimeOptions, 'failed'> {
  readonly recentEvents: Pick<RecentEvents, 'list'>;
}

export function createGuard({ failed, recentEvents }: GuardOptions, notify: (text: string) => void): Guard {
  /** Work that is done each second fails each second: it is written down once. */
  let last: { readonly reason: string; readonly place: string } | undefined;
  return (task, undo) => {
    try {
      task();
    } catch (error) {
      if (!failed) throw error;
      undo?.();
      const reason = errorMessage(error);
      if (last?.reason !== reason) last = { reason, place: failed(error, recentEvents.list()) };
      notify(`A fault of vaultop: ${reason}. The details are in ${last.place}`);
    }
  };
}
