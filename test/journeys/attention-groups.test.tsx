// From a line with many findings to the worst of them, and to its next step.
import { afterEach, expect, test } from 'vitest';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

const isGroup = (screen: string) => /\d+ resources past their RPO objective: last run/.test(cursorLine(screen));

test('from a group to its worst member to the cause and the next step in two keys, and back to its detail', async () => {
  dashboard = await openDashboard({
    estate: 'waves',
    regions: ['ap-southeast-2'],
    columns: 100,
    rows: 30,
    unhurried: true,
  });
  const { see, press } = dashboard;
  await see(/ap-southeast-2/);
  await press(':', ...'attention', keys.return);
  const line = cursorLine(await see(isGroup));
  const [, count] = /(\d+) resources/.exec(line) ?? [];
  await press(keys.return);
  const members = await see((screen) => /findings/.test(screen) && new RegExp(`\\b${count}\\b`).test(screen));
  const severities = members.split('\n').flatMap((one) => /\b(crit|warn|note)\b/.exec(one)?.[1] ?? []);
  expect(severities).toHaveLength(Number(count));
  expect(severities).toEqual(severities.toSorted());
  await press(keys.return);
  const job = await see(/start the job again/);
  expect(job).toMatch(/an internal error of AWS/);
  expect(job).toMatch(/An internal error occurred/);
  await press(keys.escape, keys.escape);
  expect(cursorLine(await see(isGroup))).toBe(line);
  await press('i');
  expect(await see(/How many/)).toMatch(/Next step +start the job again/);
});
