// VAULTOP_DEBUG=1: the last lines show the figures of the program's parts.
import { expect, onTestFinished, test } from 'vitest';
import { createDebugMeter } from '../../src/runtime/debug/debug-meter.ts';
import { openDashboard } from '../support/dashboard.tsx';
import { createFakeClock } from '../support/fake-clock.ts';

test('polls, queries and notes are counted while somebody works, and the screen has its place', async () => {
  const clock = createFakeClock();
  const memory = () => ({ residentBytes: 200 * 2 ** 20, heapBytes: 60 * 2 ** 20 });
  const debug = createDebugMeter({ clock, memory, sizeOf: () => 0 });
  onTestFinished(debug.stop);
  const dashboard = await openDashboard({ regions: ['us-east-1'], rows: 40, unhurried: true, debug });
  onTestFinished(() => dashboard.close());
  await dashboard.press(':', ...'vaults', '\r');
  await dashboard.see(/ledger-governed[\s\S]*q quit/);
  await clock.advance(1_000);
  const lines = (await dashboard.see(/queries [1-9]/)).split('\n');
  expect(lines).toHaveLength(40);
  expect(lines.at(-4)).toContain('q quit');
  expect(lines.at(-3)).toMatch(/^queries [1-9]\d*, \d+ running, .* notes [1-9]\d*\/s$/);
  expect(lines.at(-2)).toMatch(/^polls \d+ running, \d+ waiting, 0 failing {3}store unknown, sequence [1-9]\d*$/);
  expect(lines.at(-2)).not.toContain('polls 0 running, 0 waiting');
  expect(lines.at(-1)).toMatch(/memory 200 MiB, heap 60\.0 MiB$/);
});
