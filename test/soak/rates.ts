import { overviewResources, startSimulation } from '../support/simulation.ts';

const minute = 60_000;
const warmUpMs = 10 * minute;

/** The medium estate with the rates that AWS publishes. False: a call was throttled at the steady state. */
export async function soakRates(hours: number): Promise<boolean> {
  const counts = new Map<string, number>();
  let throttled = 0;
  let counting = false;
  const world = await startSimulation({
    estate: 'medium',
    throttle: true,
    onCall({ operation, outcome }) {
      if (!counting) return;
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
      if (outcome === 'throttled') throttled += 1;
    },
  });
  const { clock, polls, scopes } = world;
  polls.watchExactly(world.questions(overviewResources));
  await clock.advance(warmUpMs);
  counting = true;
  for (let hour = 1; hour <= hours; hour += 1) {
    await clock.advance(60 * minute);
    process.stderr.write(`\r${hour} of ${hours} hours`);
  }
  await world.close();
  process.stderr.write('\r');
  process.stdout.write(`Rates: ${hours} simulated hours, ${scopes.length} account-Regions, medium estate\n`);
  for (const [operation, count] of [...counts].sort((a, b) => b[1] - a[1])) {
    const perHour = count / hours / scopes.length;
    process.stdout.write(`  ${operation.padEnd(24)} ${perHour.toFixed(1).padStart(8)} calls an hour in each\n`);
  }
  process.stdout.write(`  throttled: ${throttled}\n`);
  return throttled === 0;
}
