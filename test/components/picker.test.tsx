// What `:context` and its kin show without a name, at the smallest screen that everything must fit.
import { expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { appAt } from './app-at.tsx';
import { denied, smallWorld } from './fixtures.ts';

const typed = (text: string) => [':', ...text, 'return'];

async function open(command: string, data: Partial<Data>, ...keys: string[]) {
  const { screen, runtime } = await appAt(80, 24, { world: { ...smallWorld, data }, color: false });
  for (const key of [...typed(command), ...keys]) runtime.dispatch({ type: 'key', key });
  await screen.press();
  const lines = screen.text().split('\n');
  const framed = lines.flatMap((line) => / │ (.*?) *│/.exec(line)?.[1] ?? []);
  return { framed, lines, effects: runtime.effects, overlay: runtime.view().state.overlay };
}

const contexts = { contexts: ['prod', 'lab', 'acme'], context: 'lab' };
const accounts = new Map(
  Array.from({ length: 200 }, (_, index) => [`${100_000_000_000 + index}`, `acme-${String(index).padStart(3, '0')}`]),
);

test('it stands on what is in use, which is marked, and enter takes another', async () => {
  const { framed, lines } = await open('context', contexts);
  expect(framed).toEqual(['context', '    prod', '› ■ lab', '    acme']);
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(lines.at(-1)).toMatch(/enter choose.*esc close/);
  expect((await open('context', contexts, 'down', 'return')).effects).toEqual([{ type: 'context', name: 'acme' }]);
  expect((await open('context', contexts, 'escape')).overlay).toBeUndefined();
});

test('typing narrows two hundred accounts to one; space adds or takes away and stays', async () => {
  const { framed } = await open('account', { accounts });
  expect(framed.length).toBeLessThanOrEqual(16);
  expect(framed[0]).toMatch(/^account \(1 of 20[01]\)$/);
  const keys = [...'042', 'space'];
  const narrowed = await open('account', { accounts, watchedAccounts: new Set(['100000000001']) }, ...keys);
  expect(narrowed.framed).toEqual(['account: 042█', '›   acme-042  100000000042']);
  expect(narrowed.effects).toEqual([{ type: 'account', change: 'add', name: 'acme-042' }]);
  expect((await open('account', { accounts }, ...'zzz')).framed).toEqual(['account: zzz█', '  no match']);
});

test('a Region that is watched is taken away, another is added', async () => {
  const regions = { regions: ['us-east-1', 'eu-west-1'], knownRegions: ['eu-west-1', 'eu-west-3', 'us-east-1'] };
  const { framed } = await open('region', regions);
  expect(framed.slice(1)).toEqual(['› ■ eu-west-1', '    eu-west-3', '  ■ us-east-1']);
  expect((await open('region', regions, 'return')).effects).toEqual([{ type: 'removeRegion', region: 'eu-west-1' }]);
  expect((await open('region', regions, 'tab', 'return')).effects).toEqual([
    { type: 'addRegion', region: 'eu-west-3' },
  ]);
});

test('who cannot sign in may choose another profile', async () => {
  const data = { scopes: [], identityProblem: denied, profiles: ['dev', 'prod'] };
  const { framed, effects } = await open('profile', data, 'down', 'return');
  expect(framed).toEqual([]);
  expect(effects).toEqual([{ type: 'profile', change: 'only', name: 'prod' }]);
  expect((await open('profile', data)).framed).toEqual(['profile', '›   dev', '    prod']);
});

test('where there is nothing to choose from a sentence says so', async () => {
  const { lines, overlay } = await open('context', { contexts: [] });
  expect(overlay).toBeUndefined();
  expect(lines.at(-1)).toContain('There are no contexts');
});
