import { emulatorAt, noon } from './clients.ts';

/** An emulator whose time the test sets. */
export async function movableEmulator() {
  let at = noon;
  const emulator = await emulatorAt({ clock: { now: () => at } });
  return {
    emulator,
    moveTo(next: number) {
      at = next;
    },
  };
}
