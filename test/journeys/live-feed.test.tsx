// What AWS tells by itself is on the screen at once, without a question.
import { expect, onTestFinished, test } from 'vitest';
import { openDashboard } from '../support/dashboard.tsx';

async function post(url: string, path: string, body: object) {
  const response = await fetch(`${url}/_vaultop/${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

interface Count {
  readonly operation: string;
  readonly count: number;
}

async function listingsOf(url: string): Promise<number> {
  const { calls } = (await (await fetch(`${url}/_vaultop/calls`)).json()) as { calls: readonly Count[] };
  return calls.filter(({ operation }) => operation === 'ListBackupJobs').reduce((sum, { count }) => sum + count, 0);
}

test('a job that fails is told by its event, and nobody asks AWS for it', async () => {
  const { see, press, emulator, runtime, close } = await openDashboard({
    feed: true,
    regions: ['us-east-1'],
    unhurried: true,
  });
  onTestFinished(close);
  await see((screen) => /us-east-1/.test(screen) && !/loading/.test(screen));
  const [scope] = runtime.view().data.scopes;
  const request = { kind: 'list', resource: 'backup-jobs', scope: scope!, params: {}, priority: 1 } as const;
  const jobs = () => runtime.view().data.listed([request]);
  const running = jobs().find(({ state }) => state === 'RUNNING');
  // On a clock that does not move, no event follows.
  await post(emulator.url, 'clock', { run: true });
  const requested = await listingsOf(emulator.url);
  await post(emulator.url, 'happen', { job: running.id, outcome: 'FAILED', message: 'The disk went out for a walk.' });
  await see(() => jobs().some(({ id, state }) => id === running.id && state === 'FAILED'));
  expect(await listingsOf(emulator.url)).toBe(requested);

  await press(...':events', '\r');
  const stream = await see(/The disk went out/);
  expect(stream).toMatch(/FAILED/);
  await press('\r');
  expect(await see(/Job +/)).toContain(running.id);
});
