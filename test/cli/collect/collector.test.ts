// The collector on the embedded AWS in simulated time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Collector, createCollector } from '../../../src/cli/collect/collector.ts';
import { createProblemLog } from '../../../src/cli/collect/problem-log.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { ProgramStore } from '../../../src/engine/program-store.ts';
import { minuteMs } from '../../../src/lib/duration.ts';
import { resources } from '../../../src/resources/index.ts';
import { openMemoryStore } from '../../support/memory-store.ts';
import { type Simulation, startSimulation } from '../../support/simulation.ts';

const regions = ['eu-west-1'];
let world: Simulation;
let store: ProgramStore;
let collector: Collector;
const lines: Record<string, unknown>[] = [];
const linesOf = (event: string) => lines.filter((line) => line.event === event);

beforeAll(async () => {
  world = await startSimulation({ regions });
  const { aws, clock, connections } = world;
  store = openMemoryStore(aws.now, clock);
  const problems = createProblemLog((line) => lines.push(JSON.parse(line)), clock);
  const place = { connections, regions, allRegions: false, organization: false };
  const engine = createEngine({ ...place, aws, clock, store, cloudWatch: false });
  collector = createCollector({
    engine,
    attention: noSettings,
    evaluate: store.evaluation.watch,
    changed: problems.look,
    say: problems.say,
  });
  engine.start();
});
afterAll(() => {
  collector.stop();
  return world.close();
});

const mostMinutes = 60;
async function until(isTrue: () => boolean): Promise<void> {
  for (let minute = 0; minute < mostMinutes && !isTrue(); minute += 1) await world.clock.advance(minuteMs);
  expect(isTrue()).toBe(true);
}

test('it keeps every list from which findings follow, and the findings, without a screen', async () => {
  const { reader } = await store.opened();
  const kept = ['attention', ...(resources.attention.derivedFrom ?? [])] as const;
  await until(() =>
    kept.every((id) => reader.scopes().some((scope) => reader.requestState(id, scope, '[]')?.wholeAt !== undefined)),
  );
  expect(reader.openVersions({ resource: 'attention', scopes: reader.scopes() }).length).toBeGreaterThan(3);
  expect(linesOf('problem')).toEqual([]);
});

test('it asks at the pace of the background', async () => {
  world.requested.length = 0;
  await world.clock.advance(30 * minuteMs);
  const calls = world.requested.filter(({ operation }) => operation === 'ListBackupVaults').length;
  // For the lists of vaults and of recovery points: every 15 and every 30 minutes.
  expect(calls).toBeGreaterThan(1);
  expect(calls).toBeLessThanOrEqual(4);
});

test('a problem is one line when it begins and one when it is over', async () => {
  world.emulator.setFaults([{ operation: 'ListCopyJobs', kind: 'deny' }]);
  await until(() => linesOf('problem').length > 0);
  const copies = { list: 'copy-jobs', region: 'eu-west-1' };
  expect(linesOf('problem')).toEqual([expect.objectContaining({ ...copies, kind: 'denied', level: 'warn' })]);
  world.emulator.setFaults([]);
  await until(() => linesOf('problem over').length > 0);
  expect(linesOf('problem')).toHaveLength(1);
  expect(linesOf('problem over')).toEqual([expect.objectContaining({ ...copies, level: 'info' })]);
});

test('credentials that expired are one problem for all lists, and it tries again', async () => {
  lines.length = 0;
  world.emulator.setFaults([{ kind: 'expired-token' }, { service: 'sts', kind: 'expired-token' }]);
  await until(() => linesOf('problem').length > 0);
  world.emulator.setFaults([]);
  await until(() => collector.requests().every((request) => collector.snapshot(request)?.failure === undefined));
  expect(linesOf('problem')).toEqual([
    expect.objectContaining({ kind: 'expired-credentials', connection: expect.any(String) }),
  ]);
  expect(linesOf('problem over')).toHaveLength(1);
});
