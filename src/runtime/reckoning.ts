// Reckons the attention list by the settings of the day: for whoever watches in many goes, each in a turn of its own.
import { factsAtOnce } from '../../config/limits.ts';
import { type AttentionView, createAttentionView } from '../app/attention/attention-view.ts';
import { knownPlaces } from '../app/attention/known-places.ts';
import type { Data } from '../app/data.ts';
import type { AttentionSettings } from '../domain/attention/settings.ts';
import type { AlertsOptions } from '../engine/alerts.ts';
import { isSame } from '../lib/same.ts';
import { inTurn, type TimedTurns } from '../lib/turns.ts';

export interface ReckoningOptions extends TimedTurns {
  /** Absent: the usual ones. */
  readonly attention?: AttentionSettings | undefined;
  /** Somebody sits before it and types. Absent: each look is at everything. */
  readonly isWatched?: boolean | undefined;
  /** In so many ms there is something new to show, or to look at. */
  behind(waitMs: number): void;
  /** Does the task, and keeps its faults from ending the program. Absent: they do. */
  guarded?(task: () => void): void;
}

export interface Reckoning {
  /** Another one with other settings: nothing that was reckoned by those before is kept. */
  view(): AttentionView;
  /** The list as it is by now, for who is called when there is something new in it. */
  look(data: Data): ReturnType<AlertsOptions['look']>;
  /** By which settings from now on; false: by the same as before. */
  use(attention: AttentionSettings): boolean;
  stop(): void;
}

export function createReckoning({
  isWatched,
  behind,
  guarded = (task) => task(),
  ...options
}: ReckoningOptions): Reckoning {
  let { attention } = options;
  let leave: (() => void) | undefined;
  let isStopped = false;
  const later = (go: () => void, waitMs: number) => {
    if (isStopped) return;
    leave?.();
    leave = inTurn(options, () => guarded(go), waitMs);
  };
  const goes = isWatched ? { atOnce: factsAtOnce, later, behind } : undefined;
  let view = createAttentionView(attention, goes);
  return {
    view: () => view,
    look(data) {
      const { items } = view.attention(data);
      return { items, isWhole: view.isWhole(), now: data.now, ...knownPlaces(data) };
    },
    use(next) {
      if (isSame(attention, next)) return false;
      attention = next;
      leave?.();
      view = createAttentionView(attention, goes);
      return true;
    },
    stop() {
      isStopped = true;
      leave?.();
    },
  };
}
