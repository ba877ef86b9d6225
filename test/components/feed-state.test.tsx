import { afterEach, expect, test } from 'vitest';
import { keys } from '../support/render-at.ts';
import { appAt } from './app-at.tsx';
import { now } from './fixtures.ts';

let app: Awaited<ReturnType<typeof appAt>> | undefined;
afterEach(() => app?.screen.unmount());

const from = { accountId: '', region: '', connection: '', organization: true } as const;
const feed = { scope: from, queues: 1, unreadable: 0, newestAt: now - 60_000 };

test.each([
  [{ ...feed, missed: { missed: 5, of: 12 } }, /feed misses events/, true],
  [feed, /feed 1m/, false],
])('the header and :events say when events are missing: %j', async (state, header, isMissing) => {
  app = await appAt(120, 40, { world: { rows: {}, data: { feed: state } } });
  const { screen } = app;
  expect(screen.text()).toMatch(header);
  await screen.press(':', 'events', keys.return);
  expect(screen.text().includes('5 of 12 job ends not in the feed: another reader?')).toBe(isMissing);
});
