// The cost of a key, in counts: lines that React draws again, and rows that the writer reads.
import { createElement } from 'react';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type AppOnTerminal, appOnTerminal } from '../support/app-on-terminal.tsx';
import { manyJobs } from '../support/many-jobs.ts';
import { now, regions, scope } from './fixtures.ts';

const counts = vi.hoisted(() => ({ lines: 0, rows: 0 }));
vi.mock('ink', async (original) => {
  const ink = await original<typeof import('ink')>();
  const Text: typeof ink.Text = (props) => {
    counts.lines += 1;
    return createElement(ink.Text, props);
  };
  return { ...ink, Text };
});
vi.mock('../../src/terminal/cells/row.ts', async (original) => {
  const row = await original<typeof import('../../src/terminal/cells/row.ts')>();
  const parseRow: typeof row.parseRow = (...given) => {
    counts.rows += 1;
    return row.parseRow(...given);
  };
  return { ...row, parseRow };
});

let app: AppOnTerminal;

beforeAll(async () => {
  const jobs = manyJobs(
    1_000,
    regions.map((region) => scope(region)),
    now,
  );
  app = await appOnTerminal({ rows: { 'backup-jobs': jobs } });
  await app.bytesOf(() => app.runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs', params: {} }));
});
afterAll(() => app.close());

async function costOf(act: () => void) {
  Object.assign(counts, { lines: 0, rows: 0 });
  await app.bytesOf(act);
  return { ...counts };
}

const press = (key: string) => costOf(() => app.runtime.dispatch({ type: 'key', key }));

test('a move of the cursor: the row it leaves and the row it comes to', async () => {
  expect(await press('j')).toEqual({ lines: 2, rows: 2 });
  expect(await press('k')).toEqual({ lines: 2, rows: 2 });
});

test('a scroll by one: the row it leaves and the row that comes in', async () => {
  await press('pagedown');
  expect(await press('j')).toEqual({ lines: 2, rows: 2 });
});

test('a second that shows in one place: the lines in which it shows', async () => {
  const { lines, rows } = await costOf(() => app.runtime.learn({ callsPerMinute: 13 }));
  expect({ lines, rows }).toEqual({ lines: 1, rows: 1 });
});
