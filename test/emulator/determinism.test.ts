import { expect, test } from 'vitest';
import { answersOf, change } from './changed-emulator.ts';
import { emulatorAt, noon } from './clients.ts';
import { movableEmulator } from './movable-emulator.ts';
import { rawCall } from './raw-call.ts';

test('the same seed, time and calls give the same bytes, of every service and after every change', async () => {
  const [one, other] = [await emulatorAt(), await emulatorAt()];
  for (const emulator of [one, other]) await change(emulator);
  const [expected, found] = [await answersOf(one), await answersOf(other)];
  expect(expected.filter((answer) => !answer.startsWith('200 '))).toEqual([]);
  for (const [index, answer] of found.entries()) {
    expect(answer === expected[index], `answer ${index}: ${answer.slice(0, 300)}`).toBe(true);
  }
});

test('another seed gives other jobs', async () => {
  const [one, other] = await Promise.all([
    rawCall(await emulatorAt(), { path: '/backup-jobs' }),
    rawCall(await emulatorAt({ seed: 'another' }), { path: '/backup-jobs' }),
  ]);
  expect(other.body).not.toBe(one.body);
});

test('what has happened stays the same as time passes', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const path = '/backup-jobs?completeBefore=2026-01-15T00:00:00Z&createdAfter=2026-01-10T00:00:00Z';
  const before = (await rawCall(emulator, { path })).body;
  moveTo(noon + 6 * 3_600_000);
  expect((await rawCall(emulator, { path })).body === before).toBe(true);
});
