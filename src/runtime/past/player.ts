// Lets the past time on screen go on while the person plays it.
import type { State } from '../../app/state/state.ts';
import type { Clock } from '../../lib/clock.ts';

export interface Player {
  /** To be called with each new state. */
  (state: State): void;
  stop(): void;
}

const stepMs = 1_000;

/** `step`: the time on screen is to go on by so many ms. */
export function createPlayer(clock: Pick<Clock, 'setTimeout'>, step: (ms: number) => void): Player {
  let speed: number | undefined;
  let cancel = () => {};

  function wait(): void {
    cancel = clock.setTimeout(() => {
      if (speed === undefined) return;
      wait();
      step(stepMs * speed);
    }, stepMs);
  }

  function see({ playing }: State): void {
    if (playing === speed) return;
    cancel();
    speed = playing;
    if (speed !== undefined) wait();
  }

  return Object.assign(see, { stop: () => cancel() });
}
