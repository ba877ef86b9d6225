import { expect, test } from 'vitest';
import { shareCredentials } from '../../src/aws/sign-in/credentials.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const keys = (id: string, expiration?: Date) => ({ accessKeyId: id, secretAccessKey: 'x', expiration });

test('one sign-in serves all who ask at once, until shortly before it ends', async () => {
  const clock = createFakeClock();
  let requested = 0;
  const provider = shareCredentials(async () => {
    requested += 1;
    return keys(`k${requested}`, new Date(clock.now() + 3_600_000));
  }, clock);
  const ids = await Promise.all([provider(), provider(), provider()]);
  expect(new Set(ids.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['k1']));
  await clock.advance(3_299_000);
  expect((await provider()).accessKeyId).toBe('k1');
  await clock.advance(1_000);
  expect((await provider()).accessKeyId).toBe('k2');
});

test('keys without an end are kept, a failure is not', async () => {
  const clock = createFakeClock();
  let requested = 0;
  const provider = shareCredentials(async () => {
    requested += 1;
    if (requested === 1) throw new Error('not yet');
    return keys(`k${requested}`);
  }, clock);
  await expect(provider()).rejects.toThrow('not yet');
  expect((await provider()).accessKeyId).toBe('k2');
  await clock.advance(86_400_000);
  expect((await provider()).accessKeyId).toBe('k2');
});
