// Responses arrive in bursts, and each would redraw the screen. The subscriber is called once for a burst, when the
// event loop has taken everything that had arrived; for a person's input it is called at once.
import { afterArrivals } from '../../src/lib/clock.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';

export function bunched({ view, subscribe }: Pick<Runtime, 'view' | 'subscribe'>): Runtime['subscribe'] {
  const listeners = new Set<() => void>();
  let notified = view().state;
  let cancel: (() => void) | undefined;
  let stop: (() => void) | undefined;
  const forget = () => {
    cancel?.();
    cancel = undefined;
  };
  const notify = () => {
    forget();
    notified = view().state;
    for (const changed of [...listeners]) changed();
  };
  const onChange = () => {
    if (view().state !== notified) notify();
    else cancel ??= afterArrivals(notify);
  };
  return (changed) => {
    stop ??= subscribe(onChange);
    listeners.add(changed);
    return () => {
      listeners.delete(changed);
      if (listeners.size > 0) return;
      forget();
      stop?.();
      stop = undefined;
    };
  };
}
