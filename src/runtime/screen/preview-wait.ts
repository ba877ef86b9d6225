// Waits until the cursor rests before the preview follows it: a held key would draw it at every row.
import { previewHeight } from '../../app/layout.ts';
import { type Cursor, currentScreen, type State } from '../../app/state/state.ts';
import type { Clock } from '../../lib/clock.ts';

export interface PreviewWait {
  /** To be called with each new state. */
  (state: State): void;
  stop(): void;
}

const restMs = 100;

export function createPreviewWait(clock: Pick<Clock, 'setTimeout'>, rested: () => void): PreviewWait {
  let cursor: Cursor | undefined;
  let cancel = () => {};

  function see(state: State): void {
    const screen = currentScreen(state);
    const hasPreview = screen.kind === 'list' && previewHeight(state.size, screen.resource) > 0;
    const next = hasPreview ? screen.cursor : undefined;
    if (next === cursor) return;
    cursor = next;
    cancel();
    if (next) cancel = clock.setTimeout(rested, restMs);
  }

  return Object.assign(see, { stop: () => cancel() });
}
