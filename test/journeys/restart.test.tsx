import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { noon, openDashboard } from '../support/dashboard.tsx';

const hour = 3_600_000;
const regions = ['eu-west-1'];
let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'vaultop-restart-')), 'store.sqlite');
});

function openKept(sentences: string[] = []) {
  const now = () => noon;
  const { database, notices, close } = openStore({ path, isNamed: false, isShared: false, notices: [] }, { now });
  sentences.push(...notices);
  return createStoreInProcess({ database, now, close });
}

/** A run that reads everything and ends. Returns the endpoint, to which responses belong. */
async function firstRun(): Promise<number> {
  const store = openKept();
  const first = await openDashboard({ regions, store, unhurried: true });
  await first.see((screen) => /2 Vaults [1-9]/.test(screen) && !/loading/.test(screen));
  await first.close();
  await store.close();
  return first.emulator.port;
}

async function secondRun(port: number, sentences: string[] = []) {
  const dashboard = await openDashboard({
    regions,
    port,
    store: openKept(sentences),
    now: noon + 3 * hour,
    unhurried: true,
    faults: [{ region: 'eu-west-1', service: 'backup', kind: 'hang' }],
  });
  onTestFinished(() => dashboard.close());
  return dashboard;
}

test('the next start shows the rows of the last one before AWS has answered, with their age', async () => {
  const dashboard = await secondRun(await firstRun());
  const screen = await dashboard.see(/3h00m old/);
  expect(screen).toMatch(/2 Vaults [1-9]/);
  expect(screen).toMatch(/eu-west-1 (loading|asking \d+s) 3h00m/);
  expect(
    dashboard.emulator.calls.filter(({ operation, status }) => /Vaults/.test(operation) && status === 200),
  ).toEqual([]);
});

test('a store that got spoilt is set aside, which one sentence says, and the rest goes on', async () => {
  const port = await firstRun();
  writeFileSync(path, 'not what it was');
  const sentences: string[] = [];
  const dashboard = await secondRun(port, sentences);
  await dashboard.see(/no data yet/);
  expect(sentences[0]).toMatch(/^The store was damaged, .* renamed to .*store\.sqlite\.damaged-/);
});
