// How often the attention list is looked at for who wants to be called, on a clock that the test moves.
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { AlertStore } from '../../src/domain/alerts/alert-memory.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { createAlertFile } from '../../src/engine/alert-file.ts';
import { type AlertSettings, createAlerts } from '../../src/engine/alerts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { patienceMs } from '../support/patience.ts';

const second = 1_000;
const place = '111122223333/eu-west-1';
const item = (id: string, severity: AttentionLine['severity'] = 'critical'): AttentionLine =>
  ({
    id,
    severity,
    kind: 'failed-run',
    scope: { accountId: '111122223333', region: 'eu-west-1', connection: '' },
  }) as AttentionLine;

interface Opened {
  readonly isCalled?: boolean;
  readonly store?: AlertStore;
}

function open({ isCalled = true, store }: Opened = {}) {
  const clock = createFakeClock();
  const calls: string[][] = [];
  const items: AttentionLine[] = [item('old')];
  let looks = 0;
  let isReached = true;
  const look = () => {
    looks += 1;
    return { items: [...items], isWhole: true, now: clock.now(), places: [place], isKnown: () => true };
  };
  const alert: NonNullable<AlertSettings['alert']> = async ({ alerts: news }) => {
    calls.push(news.map(({ item: { id } }) => id));
    return isReached;
  };
  const alerts = createAlerts({ clock, look, store }, isCalled ? { alert } : {});
  /** A burst of responses each second. */
  const during = async (seconds: number) => {
    const from = looks;
    for (let each = 0; each < seconds; each += 1) {
      for (let response = 0; response < 50; response += 1) alerts.consider();
      await clock.advance(second);
    }
    return looks - from;
  };
  const reach = (value: boolean) => {
    isReached = value;
  };
  return { alerts, alert, calls, items, during, reach };
}

test('however many answers come, the list is looked at once in five seconds, and what is new is told then', async () => {
  const { calls, items, during } = open();
  expect(await during(1)).toBe(1);
  items.push(item('new'));
  expect(await during(4)).toBe(0);
  expect(calls).toEqual([]);
  expect(await during(1)).toBe(1);
  expect(calls).toEqual([['new']]);
  expect(await during(60)).toBe(12);
  expect(calls).toEqual([['new']]);
});

test('nothing is looked at while nobody is to be called; who is called later hears of what is new from then on', async () => {
  const { alerts, alert, calls, items, during } = open({ isCalled: false });
  expect(await during(60)).toBe(0);
  alerts.configure({ alert });
  expect(await during(5)).toBe(1);
  expect(calls).toEqual([]);
  items.push(item('new'), item('small', 'notice'));
  await during(5);
  expect(calls).toEqual([['new']]);
  alerts.configure({});
  items.push(item('newer'));
  expect(await during(10)).toBe(0);
  expect(calls).toEqual([['new']]);
});

test('a notification that failed is tried again, less and less often, and never after it was read', async () => {
  const { calls, items, during, reach } = open();
  await during(1);
  items.push(item('new'));
  reach(false);
  await during(200);
  expect(calls).toEqual([['new'], ['new'], ['new']]);
  reach(true);
  await during(600);
  expect(calls).toEqual([['new'], ['new'], ['new'], ['new']]);
});

test('a later run notifies of what arose in between, and another program with the same memory of nothing more', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'alerts', 'dashboard.json');
  const store = createAlertFile(path, (problem, error) => expect.unreachable(`${problem} ${error}`));
  const first = open({ store });
  await first.during(6);
  await vi.waitFor(() => expect(existsSync(path)).toBe(true), patienceMs);
  const [second, third] = [open({ store }), open({ store })];
  for (const { items } of [second, third]) items.push(item('new'));
  await second.during(1);
  await vi.waitFor(() => expect(readFileSync(path, 'utf8')).toContain('new'), patienceMs);
  expect(second.calls).toEqual([['new']]);
  await third.during(6);
  await vi.waitFor(() => expect(third.calls).toEqual([]), patienceMs);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
});

test('a memory that is damaged notifies of all that stands', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'dashboard.json');
  writeFileSync(path, '{"format":');
  const problems: string[] = [];
  const { calls, during } = open({ store: createAlertFile(path, (problem) => problems.push(problem)) });
  await during(1);
  await vi.waitFor(() => expect(calls).toEqual([['old']]), patienceMs);
  expect(problems).toContain('the file of sent notifications cannot be read');
});
