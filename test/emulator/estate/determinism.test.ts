import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { realQuirks } from '../../../src/emulator/quirks.ts';
import { change, responsesOf } from '../changed-emulator.ts';
import { emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { rawCall } from '../raw-call.ts';

test('the same seed, time and calls give the same bytes, of every service and after every change', async () => {
  const [one, other] = [await emulatorAt(), await emulatorAt()];
  for (const emulator of [one, other]) await change(emulator);
  const [expected, found] = [await responsesOf(one), await responsesOf(other)];
  expect(expected.filter((response) => !response.startsWith('200 '))).toEqual([]);
  for (const [index, response] of found.entries()) {
    expect(response === expected[index], `answer ${index}: ${response.slice(0, 300)}`).toBe(true);
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

// Tests and documents depend on the content of the estates: an optimization must not change it. An intended change of
// the estate, or of its encoding, updates the hashes.
test.each([
  ['small', 'us-east-1', 'a9df4c765cc36f9590318931dfa90f0a60ada9141051eba2875efb16d2c1f6d6'],
  ['medium', 'eu-west-1', '4eabc4dc312e0b84cb0f5c221a4edf92b99f22ae4ea5df50559e8f9297d0255e'],
] as const)('the jobs of the %s estate are what they were', async (estate, region, expected) => {
  const emulator = await emulatorAt({ estate, quirks: realQuirks });
  const hash = createHash('sha256');
  for (const list of ['backup-jobs', 'copy-jobs', 'restore-jobs']) {
    const { status, body } = await rawCall(emulator, { region, path: `/${list}?accountId=*&maxResults=1000` });
    expect(status).toBe(200);
    hash.update(body);
  }
  expect(hash.digest('hex')).toBe(expected);
});
