// A job is followed from its menu while the person looks elsewhere.
import { expect, onTestFinished, test } from 'vitest';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import { keys, openDashboard } from '../support/dashboard.tsx';
import { openList, run } from '../support/forms.ts';

test('its end is on the screen of the vaults, told outside, and in :following until it is removed', async () => {
  const dashboard = await openDashboard({ feed: true, regions: ['us-east-1'], unhurried: true, columns: 80, rows: 24 });
  const { see, press, notified, emulator, close, runtime } = dashboard;
  onTestFinished(close);
  const happen = async (path: string, body: object) => {
    const response = await fetch(`${emulator.url}/_vaultop/${path}`, { method: 'POST', body: JSON.stringify(body) });
    expect(response.status).toBe(200);
  };
  await see(/us-east-1/);
  await openList(dashboard, 'jobs', 'state:RUNNING type:EBS');
  await press('a');
  expect(await see(/notify me when it ends/)).not.toMatch(/notify me when it ends: /);
  await press(keys.up, keys.return);
  await see(/✔ Following .*: a notification reports the end; :following/);
  const id = runtime.view().state.following?.[0]?.job.id ?? '';

  await press(...':vaults', keys.return);
  await see(/vaults/);
  await happen('clock', { run: true });
  await happen('happen', { job: id, outcome: 'FAILED', message: 'The disk went \u001b[2Jout.' });
  await see(new RegExp(`✖ Backup job ${id.slice(0, 8)} of .*: FAILED: `));
  expect(notified.map(({ job, problem }) => [job.id, job.state, problem])).toEqual([[id, 'FAILED', undefined]]);

  await press(...':following', keys.return);
  const list = await see(/Followed jobs/);
  expect(list).toMatch(new RegExp(`us-east-1: Backup job ${id.slice(0, 8)} of .*: FAILED: `));
  expect(list).toMatch(/enter open {2}x stop following {2}esc close/);
  await press('x');
  await see((screen) => !/Followed jobs/.test(screen));
  expect(emulator.calls.filter(({ operation }) => /^(Start|Stop|Update)/.test(operation))).toEqual([]);
});

test('a job that was just started is followed from its page before any list has it', async () => {
  const dashboard = await openDashboard({
    regions: ['us-east-1'],
    unhurried: true,
    write: true,
    columns: 80,
    rows: 24,
  });
  const { see, press, notified, close, runtime } = dashboard;
  onTestFinished(close);
  await see(/us-east-1/);
  await openList(dashboard, 'resources', 'type:EBS region:us-east-1');
  await press('b');
  await see(/Start within minutes/);
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/enter opens it/);
  await press(keys.return);
  await see(/Job +/);
  await press('a', keys.up, keys.return);
  await see(/✔ Following /);
  const isListed = () => {
    const { data, state } = runtime.view();
    const [followed] = state.following ?? [];
    const [scope] = data.scopes;
    return followed && scope && data.rowOf([requestFor('backup-jobs', scope)], followed.key) !== undefined;
  };
  await see(() => isListed() === true);
  await press(...':following', keys.return);
  expect(await see(/Followed jobs/)).toMatch(/us-east-1: Backup job \S{8} of .*: (CREATED|PENDING|RUNNING)/);
  expect(notified).toEqual([]);
});
