import { expect, test } from 'vitest';
import { createOverviewImage } from '../../src/cli/dashboard/terminal/overview-image.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { openSlowSignIn, signInMs } from '../support/slow-sign-in.ts';

/** `drawn` draws a line and returns the kept lines; `answer` sends the responses to the lists. */
async function open() {
  const { runtime, clock } = openSlowSignIn();
  runtime.start();
  await clock.advance(signInMs + 1_000);
  let text = '';
  let snapshot: object = {};
  const view = (): View => {
    const found = runtime.view();
    const { version, scopes, regions } = found.data;
    const data = { ...found.data, version, scopes, regions, snapshot: () => snapshot };
    const overview = () => ({ ...found.overview(found.data), isKnown: 'loadedAt' in snapshot });
    return { ...found, overview, data: data as unknown as View['data'] };
  };
  const image = createOverviewImage({ view }, { lines: () => [text] });
  const drawn = (line: string) => {
    text = line;
    image.drawn();
    return image.lines();
  };
  const response = () => {
    snapshot = { loadedAt: clock.now() };
  };
  const press = (key: string) => runtime.dispatch({ type: 'key', key });
  return { clock, drawn, response, press, stop: runtime.stop };
}

test('an overview is kept once most of its lists have answered, and what stands over it is not', async () => {
  const { clock, drawn, response, press, stop } = await open();
  expect(drawn('Vaults ?')).toEqual([]);
  response();
  expect(drawn('Vaults 2')).toEqual(['Vaults 2']);
  press('?');
  await clock.advance(120_000);
  expect(drawn('Help')).toEqual(['Vaults 2']);
  stop();
});

test('it is read again only when the data has changed', async () => {
  const { clock, drawn, response, stop } = await open();
  response();
  drawn('Vaults 2');
  expect(drawn('Vaults 2, 1 s old')).toEqual(['Vaults 2']);
  await clock.advance(120_000);
  expect(drawn('Vaults 3')).toEqual(['Vaults 3']);
  stop();
});
