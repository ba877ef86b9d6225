import type { FaultKind } from '../../src/emulator/faults.ts';
import { overviewResources, startSimulation } from '../support/simulation.ts';

const hour = 3_600_000;
const mb = 1_000_000;
/** Heap that may come with a day; caches fill at first, so that only the second half is judged. */
const mostSlopeMb = 2;

/** Troubles that come and go, one each few hours. */
const troubles: readonly (FaultKind | undefined)[] = [undefined, 'throttle', undefined, 'deny', undefined, 'error-500'];

/** Weeks in small: lists are opened and left, calls fail and recover. False: something grew or was left behind. */
export async function soakEndurance(days: number): Promise<boolean> {
  const socketsBefore = sockets();
  const world = await startSimulation({ regions: ['eu-west-1'], onCall() {} });
  const { clock, emulator, polls } = world;
  const timersBefore = clock.pending();
  const heap: number[] = [];
  for (let passed = 1; passed <= days * 24; passed += 1) {
    const trouble = troubles[passed % troubles.length];
    emulator.setFaults(trouble ? [{ kind: trouble }] : []);
    polls.watchExactly(world.questions(overviewResources));
    await clock.advance(hour / 2);
    polls.watchExactly(world.questions([...overviewResources, 'plans', 'protected-resources', 'recovery-points']));
    await clock.advance(hour / 2);
    heap.push(heapNow());
    process.stderr.write(`\r${passed} of ${days * 24} hours, heap ${Math.round((heap.at(-1) ?? 0) / mb)} MB`);
  }
  polls.stop();
  await clock.advance(0);
  const timersAfter = clock.pending();
  await world.close();
  await new Promise((resolve) => setImmediate(resolve));
  const socketsAfter = sockets();
  const slopeMb = (slope(heap.slice(Math.floor(heap.length / 2))) * 24) / mb;
  process.stderr.write('\r');
  process.stdout.write(
    `Endurance: ${days} simulated days with churn, ${world.aws.meter.total} calls\n` +
      `  heap: ${Math.round((heap[0] ?? 0) / mb)} MB after an hour, ${Math.round((heap.at(-1) ?? 0) / mb)} MB at the end, ` +
      `${slopeMb.toFixed(2)} MB a day in the second half\n` +
      `  timers: ${timersBefore} before, ${timersAfter} after; sockets: ${socketsBefore} before, ${socketsAfter} after\n`,
  );
  return slopeMb <= mostSlopeMb && timersAfter === timersBefore && socketsAfter <= socketsBefore;
}

function heapNow(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;

/** Of a line through the points, least squares. */
function slope(points: readonly number[]): number {
  const middle = (points.length - 1) / 2;
  const mean = points.reduce((sum, y) => sum + y, 0) / points.length;
  const up = points.reduce((sum, y, x) => sum + (x - middle) * (y - mean), 0);
  const along = points.reduce((sum, _, x) => sum + (x - middle) ** 2, 0);
  return along === 0 ? 0 : up / along;
}
