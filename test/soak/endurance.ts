// The dashboard without a screen, for days: a simulated user navigates, calls fail and recover, the estate changes.
import { startSimulation } from '../support/simulation.ts';
import { openScreenless, spendAnHour } from './person.ts';
import { slope, table, took, verdicts } from './table.ts';

const mb = 1_000_000;
/** Heap in MB that may come with a day. Caches fill at first, so that only the second half is judged. */
const mostSlopeMb = 0.5;

interface Day {
  calls: number;
  heapMb: number;
  timers: number;
  sockets: number;
}

/** Weeks in small. False: something grew or was left behind. */
export async function soakEndurance(days: number): Promise<boolean> {
  const startedAt = performance.now();
  const before = leftBehind();
  const world = await startSimulation({
    regions: ['eu-west-1'],
    write: true,
    onCall() {},
    // The log of the embedded AWS is no part of what is watched here: it is full after half a day.
    keptCalls: 3_000,
  });
  const timersBefore = world.clock.pending();
  const runtime = openScreenless(world);
  const heap: number[] = [];
  const told: Day[] = [];
  const hours = Math.round(days * 24);
  for (let hour = 1; hour <= hours; hour += 1) {
    await spendAnHour(world, runtime, hour);
    heap.push(heapNow() / mb);
    process.stderr.write(
      `endurance: hour ${hour} of ${hours}, heap ${heap.at(-1)?.toFixed(1)} MB, ${took(startedAt)}\n`,
    );
    if (hour % 24 === 0 || hour === hours) told.push(dayOf(heap, world));
  }
  runtime.stop();
  await world.clock.advance(0);
  const timersAfter = world.clock.pending();
  await world.close();
  await new Promise((resolve) => setImmediate(resolve));
  const after = leftBehind();
  const slopeMb = slope(heap.slice(Math.floor(heap.length / 2))) * 24;
  const claims = [
    {
      text: `the heap is flat: ${slopeMb.toFixed(2)} MB a day in the second half, ${mostSlopeMb} allowed`,
      holds: slopeMb <= mostSlopeMb,
    },
    {
      text: `no timer is left: ${timersBefore} on our clock at the start, ${timersAfter} at the end; ${before.timers} of Node's, ${after.timers}`,
      holds: timersAfter <= timersBefore && after.timers <= before.timers,
    },
    {
      text: `no socket is left: ${before.sockets} at the start, ${after.sockets} at the end`,
      holds: after.sockets <= before.sockets,
    },
  ];
  process.stdout.write(
    `Endurance: ${days} simulated days with churn and failures took ${took(startedAt)}\n` +
      table(
        ['day', 'calls', 'heap MB', 'timers', 'sockets'],
        told.map(({ calls, heapMb, timers, sockets }, index) => [index + 1, calls, heapMb.toFixed(1), timers, sockets]),
      ) +
      verdicts(claims),
  );
  return claims.every(({ holds }) => holds);
}

/** The heap is measured in the last hour of the day, like the sockets and timers. */
const dayOf = (heap: readonly number[], { aws, clock }: Awaited<ReturnType<typeof startSimulation>>): Day => ({
  calls: aws.meter.total,
  heapMb: heap.at(-1) ?? 0,
  timers: clock.pending(),
  sockets: leftBehind().sockets,
});

function heapNow(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** What would keep the process awake. Both ends of a connection are in it. */
function leftBehind(): { sockets: number; timers: number } {
  const active = process.getActiveResourcesInfo();
  return {
    sockets: active.filter((name) => name.startsWith('TCP')).length,
    timers: active.filter((name) => name === 'Timeout').length,
  };
}
