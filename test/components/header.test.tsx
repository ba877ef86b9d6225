// The first line: where changes are allowed and for how long, the color of a context, and a sign-in that ends.
import { expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { defaultSettings } from '../../src/app/state/settings.ts';
import { drawInColor } from '../support/in-color.ts';
import { appAt } from './app-at.tsx';
import { now, smallWorld } from './fixtures.ts';

drawInColor();

const minute = 60_000;
const acting = { run: () => undefined, rowMark: () => undefined, dryRun: false };

async function headerOf(data: Partial<Data>, columns = 80) {
  const { screen } = await appAt(columns, 24, { world: { ...smallWorld, data } });
  const shown = { text: screen.text().split('\n')[0] ?? '', colored: screen.colored().split('\n')[0] ?? '' };
  screen.unmount();
  return shown;
}

const settings = { ...defaultSettings, contextColors: new Map([['prod', '#ff0000']]) };

test('a context with a color is named in it; others are not named', async () => {
  const { text, colored } = await headerOf({ context: 'prod', settings });
  expect(text).toMatch(/^vaultop (DEMO )?prod Operator\/alice/);
  expect(colored).toMatch(/\u001b\[38;2;255;0;0m[^\u001b]*prod/);
  expect((await headerOf({ context: 'dev', settings })).text).not.toContain('dev');
});

test('while changes are allowed for a time, the line has no quiet part', async () => {
  const reach = () => ({ write: true });
  const { text, colored } = await headerOf({ acting: { ...acting, reach }, writeUntil: now + 29.5 * minute });
  expect(text).toContain('WRITE 30m');
  const usual = await headerOf({ acting: { ...acting, reach } });
  expect(usual.text).toMatch(/WRITE (?!\d)/);
  const tones = (line: string) => new Set(line.match(/\u001b\[(?:3[0-7]|9[0-7]|38;)[\d;]*m|\u001b\[2m/g));
  expect(tones(colored).size).toBeLessThan(tones(usual.colored).size);
});

const signIn = (leftMs: number, login?: readonly string[]) => ({
  connections: [{ id: 'a', label: 'profile a', expiresAt: now + leftMs, ...(login ? { login } : {}) }],
});

test.each([
  [31 * minute, undefined],
  [29.5 * minute, 'sign-in ends in 30m :login'],
  [40_000, 'sign-in ends in 40s :login'],
  [-1, undefined],
])('a sign-in that ends in %i ms', async (leftMs, words) => {
  for (const columns of [80, 120]) {
    const { text } = await headerOf(signIn(leftMs, ['aws', 'sso', 'login']), columns);
    if (words === undefined) expect(text).not.toContain('sign-in');
    else expect(text).toContain(words);
  }
});

test('without a command to run, :login is not offered', async () => {
  expect((await headerOf(signIn(minute * 12))).text).toMatch(/sign-in ends in 12m(?! :login)/);
});

test('before an identity is known AWS is asked for it, but not for an extract', async () => {
  const before = { identity: undefined, scopes: [] } as object as Partial<Data>;
  expect((await headerOf(before)).text).toContain('asking AWS for the identity');
  const { text } = await headerOf({ ...before, origin: 'EXTRACT' });
  expect(text).toContain('opening the extract');
  expect(text).not.toContain('asking');
});

test('an extract has no figure of calls to AWS, at its end and at a past time', async () => {
  const past = { asOf: now - 10 * minute, present: now };
  expect((await headerOf({ origin: 'DEMO', past })).text).toMatch(/AS OF .* DEMO .* \d+(\/min| calls\/min)/);
  expect((await headerOf({ origin: 'EXTRACT' })).text).not.toMatch(/\/min/);
  expect((await headerOf({ origin: 'EXTRACT', past })).text).toMatch(/AS OF .* EXTRACT (?!.*\/min)/);
});
