// Programs that share a store: the collector beside two dashboards asks AWS hardly more than one dashboard alone.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createCollector } from '../../../src/cli/collect/collector.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { createStoreInProcess, type ProgramStore } from '../../../src/engine/program-store.ts';
import { minuteMs } from '../../../src/lib/duration.ts';
import { createScreen } from '../../../src/runtime/create-screen.ts';
import { processSpace } from '../../../src/store/file/processes.ts';
import { migrate } from '../../../src/store/schema.ts';
import { openForWriting } from '../../../src/store/sqlite.ts';
import { newFolder } from '../../store/child.ts';
import { caseCount } from '../../support/matrix.ts';
import { type Simulation, startSimulation } from '../../support/simulation.ts';

const regions = ['eu-west-1'];
const minutes = caseCount(4, 24 * 60);
/** Processes that run as long as this test: each program has the name of one of them. */
const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e9)'], { stdio: 'ignore' });
const pids = [process.pid, sleeper.pid, 1];
afterAll(() => void sleeper.kill());

interface Program {
  start(): void;
  stop(): void;
}

type Kind = (world: Simulation, store: ProgramStore) => Program;

const engineOf = ({ aws, clock, connections }: Simulation, store: ProgramStore) =>
  createEngine({ connections, regions, allRegions: false, organization: false, aws, clock, store, cloudWatch: false });

const collector: Kind = (world, store) => {
  const engine = engineOf(world, store);
  const ignore = () => {};
  const evaluate = store.evaluation.watch;
  const collecting = createCollector({ engine, attention: noSettings, evaluate, changed: ignore, say: ignore });
  return { start: engine.start, stop: collecting.stop };
};

/** With its overview on screen. */
const dashboard: Kind = (world, store) => {
  const { clock } = world;
  return createScreen(engineOf(world, store), {
    clock,
    store,
    size: { columns: 120, rows: 40 },
    copy() {},
    repaint() {},
    quit() {},
  });
};

async function callsOf(...kinds: readonly Kind[]): Promise<number> {
  const world = await startSimulation({ regions });
  onTestFinished(() => world.close());
  const path = join(newFolder(), 'store.sqlite');
  const programs = kinds.map((kind, index) => {
    const database = openForWriting(path);
    migrate(database);
    const holder = `${processSpace()}-${pids[index]}`;
    return kind(world, createStoreInProcess({ database, now: world.aws.now, clock: world.clock, holder }));
  });
  // They do not begin at the same moment.
  for (const program of programs) {
    const before = world.requested.length;
    program.start();
    // On a busy machine a program begins late, while simulated time would go on without it.
    while (world.requested.length === before) await new Promise((resolve) => setImmediate(resolve));
    await world.clock.advance(minuteMs);
  }
  world.requested.length = 0;
  await world.clock.advance(minutes * minuteMs);
  const calls = world.requested.length;
  for (const program of programs) program.stop();
  return calls;
}

test(`for ${minutes} minutes beside two dashboards it adds less than a fifth to the calls of one`, {
  timeout: 4 * 3_600_000,
}, async () => {
  const alone = await callsOf(dashboard);
  const together = await callsOf(collector, dashboard, dashboard);
  expect(alone).toBeGreaterThan(minutes / 2);
  expect({ alone, together }).toSatisfy(() => together <= 1.2 * alone);
});
