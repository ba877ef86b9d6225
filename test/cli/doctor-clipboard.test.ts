// `vaultop doctor --clipboard`: a terminal that returns a text, one that returns another, and one that never does.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { clipboardCheck } from '../../src/cli/doctor/clipboard-check.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/** `reply`: what the terminal answers to the question; undefined: nothing. */
async function check(reply: ((copied: string) => string) | undefined, env: NodeJS.ProcessEnv = { TERM: 'xterm' }) {
  const clock = createFakeClock(0);
  const raw: boolean[] = [];
  let written = '';
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: (on: boolean) => void raw.push(on),
    resume() {},
    pause() {},
  });
  const stdout = {
    isTTY: true,
    write(text: string) {
      written += text;
      if (!text.includes('52;c;?')) return true;
      const copied = /52;c;([A-Za-z0-9+/=]+)/.exec(written)?.[1] ?? '';
      if (reply) for (const part of reply(copied).match(/.{1,5}/gs) ?? []) stdin.emit('data', Buffer.from(part));
      else clock.advance(60_000);
      return true;
    },
  };
  const result = await clipboardCheck({ env, stdin, stdout, clock } as never);
  return { ...result, raw, written };
}

test('a round trip is ok, and the terminal is as it was', async () => {
  const found = await check((copied) => `\x1b]52;c;${copied}\x1b\\`);
  expect(found).toMatchObject({ state: 'ok', raw: [true, false] });
  expect(await check((copied) => `noise\x1b]52;;${copied}\x07`)).toMatchObject({ state: 'ok' });
});

test('another text fails, none is not known', async () => {
  expect(await check(() => `\x1b]52;c;${btoa('before')}\x07`)).toMatchObject({ state: 'fail' });
  expect(await check(undefined)).toMatchObject({
    state: 'warn',
    raw: [true, false],
    nextStep: expect.stringMatching(/Paste/),
  });
});

test('a terminal that would show the question is not asked', async () => {
  const found = await check(undefined, { TERM: 'vt100' });
  expect(found).toMatchObject({ state: 'warn', raw: [] });
  expect(found.written).not.toContain('52;c;?');
});
