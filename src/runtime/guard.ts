// Faults of ours while something is worked out: written down and told once, and the program goes on.
import { errorMessage } from '../lib/error-message.ts';
import type { RuntimeOptions } from './runtime-options.ts';

/** `undo`: puts back what a fault has left half done. */
export type Guard = (task: () => void, undo?: () => void) => void;

export function createGuard({ failed }: Pick<RuntimeOptions, 'failed'>, notify: (text: string) => void): Guard {
  /** Work that is done each second fails each second: it is written down once. */
  let last: { readonly reason: string; readonly place: string } | undefined;
  return (task, undo) => {
    try {
      task();
    } catch (error) {
      if (!failed) throw error;
      undo?.();
      const reason = errorMessage(error);
      if (last?.reason !== reason) last = { reason, place: failed(error) };
      notify(`A fault of vaultop: ${reason}. The details are in ${last.place}`);
    }
  };
}
