// A view that is left open for a week: vaults come and go, jobs start and end. What is held is counted in objects, which
// are the same on every machine, and not in bytes.
import { queryObjects } from 'node:v8';
import { expect, test } from 'vitest';
import { unknownDay } from '../../src/app/overview/overview-day.ts';
import { resources } from '../../src/resources/index.ts';
import { createStoredDay } from '../../src/runtime/lists/day/stored-day.ts';
import { dataOf, job, now, regions, runningJob, scope, vault } from '../components/fixtures.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { identity, openList } from '../support/listed.ts';

const hour = 3_600_000;
/** Each stands for four hours. */
const steps = 7 * 6;
const fiveDays = 5 * 6;
/** So many that every cache is full after two days. */
const vaultsPerStep = 120;
/** A vault is there for half a day. */
const listedSteps = 3;
/** A row, its scope and its key. */
const objectsPerRow = 3;

const place = (index: number): string => regions[index % regions.length] ?? regions[0];
const vaultsOf = (step: number) =>
  Array.from({ length: vaultsPerStep }, (_, index) => vault(`vault-${step % 12}-${index}`, place(index)));

test('after a week as much is held as after two days', async () => {
  const list = openList({ resource: resources.vaults, scopes: regions.map((region) => scope(region)), now });
  const clock = createFakeClock(now);
  const { store } = list;
  const day = createStoredDay({
    store,
    clock,
    nextTurn: async () => {},
    identityOf: () => identity,
    changed() {},
  });
  let shown = unknownDay;
  let there: ReturnType<typeof vaultsOf>[] = [];
  const spendTime = async (step: number) => {
    there = [...there, vaultsOf(step)].slice(-listedSteps);
    list.response(there.flat());
    const jobs = [runningJob(`r${step}`, place(step)), job(`r${step - 1}`, place(step - 1))];
    store.writer.upsert('backup-jobs', jobs, { requestedAt: now + step, identity });
    const rows = await list.see();
    expect(rows.total).toBe(there.length * vaultsPerStep);
    for (let from = 0; from < rows.keys.length; from += 50) rows.rows.slice(from, from + 50);
    await list.see(`vault-${step % 12}`, { column: 'points', descending: step % 2 === 0 });
    const data = dataOf({ rows: {} });
    day.dayOf({ ...data, version: step }, { first: [] });
    await clock.advance(4 * hour);
    shown = day.dayOf({ ...data, version: -step }, { first: [] });
    [...shown.running.rows].slice(0, 20);
  };
  const counted: number[] = [];
  for (let step = 1; step <= steps; step += 1) {
    await spendTime(step);
    if (step === steps - fiveDays || step === steps) counted.push(Number(queryObjects(Object, { format: 'count' })));
  }
  const [early = 0, late = 0] = counted;
  expect(shown.running.keys.length).toBe(1);
  const leaked = fiveDays * vaultsPerStep * objectsPerRow;
  expect(early).toBeGreaterThan(leaked);
  expect(late - early).toBeLessThan(leaked / 10);
});
