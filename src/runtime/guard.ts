// Catches errors of this program: each is logged and reported once, and the program continues.
import { errorMessage } from '../lib/error-message.ts';
import type { RecentEvents } from './recent-events.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/** `undo`: restores what an error left incomplete. */
export type Guard = (task: () => void, undo?: () => void) => void;

interface GuardOptions extends Pick<RuntimeOptions, 'failed'> {
  readonly recentEvents: Pick<RecentEvents, 'list'>;
}

export function createGuard({ failed, recentEvents }: GuardOptions, notify: (text: string) => void): Guard {
  /** Work that is repeated each second fails each second: the error is logged once. */
  let last: { readonly reason: string; readonly place: string } | undefined;
  return (task, undo) => {
    try {
      task();
    } catch (error) {
      if (!failed) throw error;
      undo?.();
      const reason = errorMessage(error);
      if (last?.reason !== reason) last = { reason, place: failed(error, recentEvents.list()) };
      notify(`Internal error of vaultop: ${reason}. The details are in ${last.place}`);
    }
  };
}
