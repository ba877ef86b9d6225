import { expect, onTestFinished, test } from 'vitest';
import { type Batch, type QueueState, type ReceivedMessage, readQueue } from '../../src/events/queue-reader.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';
import samples from './samples.json' with { type: 'json' };

const good = (n: number): ReceivedMessage => ({
  id: `m${n}`,
  receipt: `r${n}`,
  sentAt: n,
  attributes: {},
  body: JSON.stringify(samples['eventbridge/backup-job-state-change--completed']),
});

/** A queue that returns the given messages one after the other, and then nothing. */
function reader(turns: readonly (() => readonly ReceivedMessage[])[], keep: (batch: Batch) => Promise<void>) {
  const clock = createFakeClock();
  const removed: string[] = [];
  const states: QueueState[] = [];
  const left = [...turns];
  const queue = {
    url: 'q',
    async receive(signal: AbortSignal) {
      const turn = left.shift();
      if (turn) return turn();
      return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    async remove(receipts: readonly string[]) {
      removed.push(...receipts);
    },
  };
  const stop = readQueue({ queue, clock, keep, changed: (state) => states.push(state) });
  onTestFinished(stop);
  return { clock, removed, states, stop };
}

test('a message leaves the queue after what it says is kept, never before', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const kept: Batch[] = [];
  const { removed } = reader([() => [good(1), good(2)]], async (batch) => {
    kept.push(batch);
    await promise;
  });
  await settle();
  expect(kept).toMatchObject([{ events: [{ kind: 'backup-job' }, { kind: 'backup-job' }], unreadable: [] }]);
  expect(removed).toEqual([]);
  resolve();
  await settle();
  expect(removed).toEqual(['r1', 'r2']);
});

test('what cannot be kept stays in the queue, and the reader says so and goes on', async () => {
  let full = true;
  const { removed, states, clock } = reader([() => [good(1)], () => [good(1)]], async () => {
    if (full) throw new Error('no space left');
  });
  await settle();
  expect(removed).toEqual([]);
  expect(states.at(-1)).toMatchObject({ failure: { error: { message: 'no space left' } } });
  full = false;
  await clock.advance(1_000);
  expect(removed).toEqual(['r1']);
  expect(states.at(-1)).toMatchObject({ answeredAt: expect.any(Number) });
});

test('a message that nobody understands is set aside as it came, with a reason', async () => {
  const kept: Batch[] = [];
  const odd = { ...good(1), body: '<html>' };
  const { removed } = reader([() => [odd, good(2)]], async (batch) => void kept.push(batch));
  await settle();
  expect(kept[0]?.unreadable).toMatchObject([{ id: 'm1', body: '<html>', reason: expect.any(String) }]);
  expect(kept[0]?.events).toHaveLength(1);
  expect(removed).toEqual(['r1', 'r2']);
});

test('a queue that refuses is asked less and less often, once a minute at the least', async () => {
  let requested = 0;
  const refuse = () => {
    requested += 1;
    throw new Error('denied');
  };
  const { states, clock } = reader(
    Array.from({ length: 100 }, () => refuse),
    async () => {},
  );
  await clock.advance(63_000);
  expect(requested).toBe(7);
  await clock.advance(600_000);
  expect(requested).toBe(17);
  const since = new Set(states.map(({ failure }) => failure?.since));
  expect(since.size).toBe(1);
});
