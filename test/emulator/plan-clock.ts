import { onTestFinished } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';

export interface MovableClock {
  now(): number;
  advance(ms: number): void;
}

/** An emulator whose clock the test advances. */
export async function emulatorOnClock(start: number): Promise<{ emulator: Emulator; clock: MovableClock }> {
  let now = start;
  const clock = {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
  const emulator = await startEmulator({ clock });
  onTestFinished(() => emulator.close());
  return { emulator, clock };
}
