import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/server.ts';
import { emulatorAt, noon } from './clients.ts';
import { movableEmulator } from './movable-emulator.ts';
import { type RawRequest, rawCall } from './raw-call.ts';

const lookUp: RawRequest = {
  path: '/',
  method: 'POST',
  service: 'cloudtrail',
  headers: { 'x-amz-target': 'CloudTrail_20131101.LookupEvents' },
  body: '{}',
};
const requests: RawRequest[] = [
  { path: '/backup-jobs?maxResults=1000' },
  { path: '/copy-jobs' },
  { path: '/restore-jobs' },
  { path: '/backup-vaults' },
  { path: '/backup-vaults/prod/recovery-points' },
  { path: '/backup/plans' },
  { path: '/resources', region: 'eu-west-1' },
  { path: '/backup-vaults/made', method: 'PUT', body: '{}' },
  { path: '/backup-vaults/made' },
  lookUp,
];

async function answersOf(emulator: Emulator): Promise<string[]> {
  const bodies = [];
  for (const request of requests) bodies.push((await rawCall(emulator, request)).body);
  return bodies;
}

test('the same seed, time and calls give the same bytes', async () => {
  expect(await answersOf(await emulatorAt())).toEqual(await answersOf(await emulatorAt()));
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
