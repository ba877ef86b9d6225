// The newest frame, and whether it may be drawn: a last screen on the terminal stays until it is released.
import type { Frame } from '../cells/frame-painter.ts';

export interface NewestFrame {
  show(frame: Frame): void;
  /** Draws the newest frame again. */
  showAgain(): void;
  /** From now on frames are kept and not drawn. */
  adopt(): void;
  /** The adopted lines are no longer on the terminal. */
  forgetAdopted(): void;
  /** Draws the newest frame over the adopted lines. */
  release(): void;
  latest(): Frame | undefined;
}

export function createNewestFrame(draw: (frame: Frame) => void): NewestFrame {
  let latest: Frame | undefined;
  let isAdopted = false;
  const show = (frame: Frame) => {
    latest = frame;
    if (!isAdopted) draw(frame);
  };
  const showAgain = () => {
    if (latest) show(latest);
  };
  return {
    show,
    showAgain,
    adopt() {
      isAdopted = true;
    },
    forgetAdopted() {
      isAdopted = false;
    },
    release() {
      if (!isAdopted) return;
      isAdopted = false;
      showAgain();
    },
    latest: () => latest,
  };
}
