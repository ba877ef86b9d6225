// Whose time it is: a response tells AWS's, and this machine's clock tells how much of it has passed since.
import { expect, test } from 'vitest';
import { createAwsTime } from '../../src/aws/aws-time.ts';
import { clockHeaders } from '../../src/lib/clock.ts';
import { noon } from '../emulator/clients.ts';

const seconds = 1_000;
const minutes = 60 * seconds;

function timeAt(start: number) {
  const here = { now: start };
  const time = createAwsTime({ now: () => here.now });
  const answered = (headers: Record<string, string>, tookMs = 100) => {
    const askedAt = here.now;
    here.now += tookMs;
    time.note(headers, askedAt);
  };
  return {
    here,
    time,
    /** A server whose responses have the time `at`. */
    aws: (at: number, tookMs?: number) =>
      answered({ 'x-amzn-requestid': '1', date: new Date(at).toUTCString() }, tookMs),
    embedded: (at: number, speed: number, tookMs?: number) =>
      answered({ [clockHeaders.now]: new Date(at).toISOString(), [clockHeaders.speed]: String(speed) }, tookMs),
    proxy: (at: number) => answered({ date: new Date(at).toUTCString() }),
  };
}

test.each([0, 3, -3, 29, -29])('AWS’s clock is %i seconds ahead: this machine’s is good enough', (ahead) => {
  const { here, time, aws } = timeAt(noon);
  aws(noon + ahead * seconds);
  expect(time.now()).toBe(here.now);
});

test.each([20, -20, 1, -1, 60 * 24 * 365])('AWS’s clock is %i minutes ahead: its time counts', (ahead) => {
  const { here, time, aws } = timeAt(noon);
  aws(noon + ahead * minutes, 0);
  expect(time.now()).toBe(noon + ahead * minutes);
  here.now += 5 * seconds;
  expect(time.now()).toBe(noon + ahead * minutes + 5 * seconds);
});

test('responses that say the same within a few seconds move nothing', () => {
  const { here, time, aws } = timeAt(noon);
  aws(noon + 20 * minutes, 0);
  const seen: number[] = [];
  for (const late of [0, 4, 0, 9, 2]) {
    here.now += 10 * seconds;
    aws(here.now + 20 * minutes - late * seconds, 0);
    seen.push(time.now() - here.now);
  }
  expect(new Set(seen)).toEqual(new Set([20 * minutes]));
});

test('a clock that is put right counts again', () => {
  const { here, time, aws } = timeAt(noon - 20 * minutes);
  aws(noon, 0);
  here.now = noon + 5 * seconds;
  aws(noon + 4 * seconds, 0);
  expect(time.now()).toBe(here.now);
});

test('a machine that slept while the response was on its way has no wrong clock', () => {
  const { here, time, aws } = timeAt(noon);
  aws(noon, 480 * minutes);
  expect(time.now()).toBe(here.now);
});

test.each([0, 20])('a clock that is set back makes nothing look newer, AWS being %i minutes ahead', (ahead) => {
  const { here, time, aws } = timeAt(noon);
  aws(noon + ahead * minutes, 0);
  const loadedAt = time.now();
  here.now += 10 * minutes;
  expect(time.now() - loadedAt).toBe(10 * minutes);
  here.now -= 120 * minutes;
  expect(time.now() - loadedAt).toBe(10 * minutes);
  here.now += 5 * minutes;
  expect(time.now() - loadedAt).toBe(15 * minutes);
  // The next response agrees.
  aws(noon + (ahead + 15) * minutes, 0);
  expect(time.now() - loadedAt).toBe(15 * minutes);
});

test('the page of a proxy tells nothing of AWS’s time', () => {
  const { here, time, proxy } = timeAt(noon);
  proxy(noon - 60 * minutes);
  expect(time.now()).toBe(here.now);
});

test('an embedded AWS that goes 60 times as fast is followed, and never back', () => {
  const { here, time, embedded } = timeAt(noon);
  const estate = () => noon + (here.now - noon) * 60;
  embedded(estate(), 60, 500);
  let last = time.now();
  for (const tookMs of [30, 900, 5, 20_000, 1]) {
    here.now += 10 * seconds;
    embedded(estate() + tookMs * 30, 60, tookMs);
    expect(time.now()).toBeGreaterThanOrEqual(last);
    expect(time.now()).toBeLessThanOrEqual(estate());
    last = time.now();
  }
  expect(estate() - last).toBeLessThanOrEqual(seconds);
  expect(time.speed()).toBe(60);
});

test('an embedded AWS whose clock stands still, is moved, and is let go', () => {
  const { here, time, embedded } = timeAt(noon);
  const pinned = Date.UTC(2020, 0, 1);
  embedded(pinned, 0);
  here.now += 10 * minutes;
  expect(time.now()).toBe(pinned);
  embedded(pinned - 60 * minutes, 0);
  expect(time.now()).toBe(pinned - 60 * minutes);
  embedded(pinned, 1, 0);
  here.now += 10 * minutes;
  expect(time.now()).toBe(pinned + 10 * minutes);
});
