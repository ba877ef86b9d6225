// The selected row is seen at a glance: its name is reversed, and a move stays cheap on the link.
import { describe, expect, test } from 'vitest';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { type AppOnTerminal, appOnTerminal } from '../support/app-on-terminal.tsx';
import { drawInColor } from '../support/in-color.ts';
import { manyJobs } from '../support/many-jobs.ts';
import { job, now, regions, scope, vault, type World } from './fixtures.ts';

drawInColor();

const world: World = {
  rows: {
    'backup-jobs': manyJobs(
      200,
      regions.map((region) => scope(region)),
      now,
    ),
    'copy-jobs': Array.from({ length: 20 }, (_, index) =>
      job(`c${index}`, 'us-east-1', { kind: 'copy', resourceName: `a-name-of-many-characters-in-production-${index}` }),
    ),
    vaults: Array.from({ length: 20 }, (_, index) => vault(`production-databases-${index}`, 'eu-west-1')),
  },
};

/** The reversed text of each line that has one. */
const reversed = ({ shown }: AppOnTerminal): string[] =>
  shown.cells().flatMap((line) => {
    const cells = line.filter(({ look }) => /inverse/.test(look));
    return cells.length === 0 ? [] : [cells.map(({ text }) => text).join('')];
  });

async function openList(resource: ResourceId): Promise<AppOnTerminal> {
  const app = await appOnTerminal(world);
  await app.bytesOf(() => app.runtime.dispatch({ type: 'listRequested', resource, params: {} }));
  return app;
}

describe.each(['backup-jobs', 'copy-jobs', 'vaults'] as const)('in the list of %s at 200×50', (resource) => {
  test('a move by one takes at most 80 bytes, and the reversed name moves with it', async () => {
    const app = await openList(resource);
    for (const key of ['j', 'j', 'j', 'j', 'k', 'k']) {
      expect(await app.press(key)).toBeLessThanOrEqual(80);
      const [name, ...others] = reversed(app);
      expect(others).toEqual([]);
      const line = app.shown.lines().find((text) => text.startsWith('›')) ?? '';
      expect(name).toMatch(/^\S.*\S$/);
      expect(line).toContain(name);
    }
    app.close();
  });
});

test('in colour a page of backup jobs at 200×50 takes at most 3,450 bytes', async () => {
  const app = await openList('backup-jobs');
  for (const _ of [1, 2, 3]) expect(await app.press('pagedown')).toBeLessThanOrEqual(3_450);
  app.close();
});

test('on the overview only the panel with the cursor has a reversed name', async () => {
  const app = await appOnTerminal(world);
  await app.press('2');
  expect(reversed(app)).toEqual(['production-databases-0'.slice(0, 18)]);
  app.close();
});
