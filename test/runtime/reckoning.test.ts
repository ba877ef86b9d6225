// The attention list as the runtime has it reckoned, on a clock and a queue of turns that the test moves.
import { expect, test } from 'vitest';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { createTurns } from '../../src/lib/turns.ts';
import { createReckoning, type ReckoningOptions } from '../../src/runtime/reckoning.ts';
import { organizationOf } from '../app/organization.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';

/** So much that a whole look takes more than one go. */
const organization = organizationOf({ accounts: 20, regions: 2, resources: 10, jobs: 4 });
const data = organization.data();
const muted = { ...noSettings, mutes: [{ name: '*' }] };

function open(options: Partial<ReckoningOptions> = {}) {
  const clock = createFakeClock();
  const turns: (() => void)[] = [];
  const told: number[] = [];
  const nextTurn = createTurns((task) => turns.push(task));
  const behind = (waitMs: number) => void told.push(waitMs);
  const reckoning = createReckoning({ clock, nextTurn, behind, ...options });
  const hasWork = () => turns.length + clock.pending() > 0;
  /** One go: its time passes, and then it has its turn. */
  const go = async () => {
    await clock.advance(10);
    turns.shift()?.();
    await settle();
  };
  const finish = async () => {
    let goes = 0;
    for (; hasWork(); goes += 1) await go();
    return goes;
  };
  return { reckoning, told, clock, go, finish, hasWork };
}

test('nobody watches: a look is at everything, and nothing is left to do', () => {
  const { reckoning, hasWork } = open();
  expect(reckoning.look(data).items).not.toEqual([]);
  expect(hasWork()).toBe(false);
});

test('somebody watches: it is reckoned in many goes, and who shows it hears of it when it is done', async () => {
  const { reckoning, told, finish } = open({ isWatched: true });
  expect(reckoning.look(data).items).toEqual([]);
  expect(await finish()).toBeGreaterThan(2);
  expect(told).toEqual([0]);
  expect(reckoning.look(data).items).toEqual(open().reckoning.look(data).items);
  expect(reckoning.look(data).isWhole).toBe(open().reckoning.look(data).isWhole);
});

test('the same settings, said again, change nothing; others begin anew and leave off what was under way', async () => {
  const { reckoning, told, go, finish } = open({ isWatched: true, attention: noSettings });
  const before = reckoning.view();
  expect(reckoning.use({ objectives: [], mutes: [] })).toBe(false);
  expect(reckoning.view()).toBe(before);
  before.attention(data);
  await go();
  expect(reckoning.use(muted)).toBe(true);
  expect(reckoning.view()).not.toBe(before);
  await finish();
  expect(told).toEqual([]);
  reckoning.look(data);
  await finish();
  expect(told).toEqual([0]);
  expect(before.isWhole()).toBe(false);
  const { attention } = reckoning.view();
  expect(attention(data)).toEqual(open({ attention: muted }).reckoning.view().attention(data));
  expect(attention(data).muted).not.toEqual([]);
});

test.each(['its time', 'its turn'])('once stopped it does nothing more, though a go waits for %s', async (waitsFor) => {
  const { reckoning, told, clock, go, finish } = open({ isWatched: true });
  reckoning.look(data);
  await go();
  if (waitsFor === 'its turn') await clock.advance(10);
  reckoning.stop();
  await finish();
  expect(told).toEqual([]);
  expect(reckoning.look(data).items).toEqual([]);
});
