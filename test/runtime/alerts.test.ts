// How often the attention list is looked at for who wants to be called, on a clock that the test moves.
import { expect, test } from 'vitest';
import type { AttentionItem } from '../../src/domain/attention/item.ts';
import { createAlerts } from '../../src/runtime/alerts.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const second = 1_000;
const item = (id: string, severity: AttentionItem['severity'] = 'critical') => ({ id, severity }) as AttentionItem;

function open(isCalled = true) {
  const clock = createFakeClock();
  const calls: string[][] = [];
  const items: AttentionItem[] = [item('old')];
  let looks = 0;
  const look = () => {
    looks += 1;
    return { items: [...items], isWhole: true, now: clock.now() };
  };
  const alert = (news: readonly AttentionItem[]) => void calls.push(news.map(({ id }) => id));
  const alerts = createAlerts({ clock, look }, isCalled ? { alert } : {});
  /** A burst of answers each second. */
  const during = async (seconds: number) => {
    const from = looks;
    for (let each = 0; each < seconds; each += 1) {
      for (let answer = 0; answer < 50; answer += 1) alerts.consider();
      await clock.advance(second);
    }
    return looks - from;
  };
  return { alerts, alert, calls, items, during };
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
  const { alerts, alert, calls, items, during } = open(false);
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
