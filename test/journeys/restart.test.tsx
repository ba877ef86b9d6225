import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { createAnswerStore } from '../../src/storage/answers/answer-store.ts';
import { noon, openDashboard } from '../support/dashboard.tsx';

const hour = 3_600_000;
const regions = ['eu-west-1'];
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vaultop-restart-'));
});

function openStore(lines: string[] = []) {
  const warn = (event: string) => void lines.push(event);
  const log = { warn, debug: warn, info: warn, error: warn };
  return createAnswerStore({ directory, program: 'test', clock: { ...systemClock, now: () => noon }, log });
}

/** A run that sees everything and ends. Returns the endpoint, which answers belong to. */
async function firstRun(): Promise<number> {
  const store = openStore();
  const first = await openDashboard({ regions, store });
  await first.see((screen) => /2 Vaults [1-9]/.test(screen) && !/loading/.test(screen));
  await first.close();
  await store.close();
  return first.emulator.port;
}

async function secondRun(port: number, lines: string[] = []) {
  const dashboard = await openDashboard({
    ...{ regions, port, store: openStore(lines), wall: noon + 3 * hour },
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

test('files that got spoilt are set aside, each with one line in the log, and the rest goes on', async () => {
  const port = await firstRun();
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name));
  const spoilt = files.filter((path) => path.endsWith('.gz') && statSync(path).isFile());
  for (const path of spoilt) writeFileSync(path, 'not what it was');
  const lines: string[] = [];
  const dashboard = await secondRun(port, lines);
  await dashboard.see(/no data yet/);
  // What is asked in the background waits for the overview, which the silent Region never lets come.
  const inOverview = 5;
  await dashboard.see(() => lines.length >= inOverview);
  expect(spoilt.length).toBeGreaterThanOrEqual(lines.length);
  expect(new Set(lines)).toEqual(new Set(['cache file set aside']));
});
