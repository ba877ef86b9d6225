import { expect, test } from 'vitest';
import { createPoll } from '../../src/polling/poll.ts';
import { createPolls } from '../../src/polling/polls.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function pollsOnFakeClock() {
  const clock = createFakeClock();
  const asked: string[] = [];
  const polls = createPolls<string, string>({
    clock,
    keyOf: (question) => question.toLowerCase(),
    gatherMs: 50,
    keepUnwatched: 1,
    create: (question) =>
      createPoll<{ id: string }, string>({
        clock,
        cadence: { refreshMs: 10_000, idleMs: 10_000, slowestMs: 10_000, firstRetryMs: 1_000 },
        async *all() {
          asked.push(question);
          yield [{ id: question }];
        },
        key: ({ id }) => id,
        toProblem: String,
      }),
  });
  return { clock, asked, polls };
}

test('two questions with one key share one poll', async () => {
  const { clock, asked, polls } = pollsOnFakeClock();
  polls.watchExactly(['Vaults', 'vaults']);
  await clock.advance(0);
  expect(asked).toHaveLength(1);
});

test('changes of many polls are told once', async () => {
  const { clock, polls } = pollsOnFakeClock();
  let told = 0;
  polls.subscribe(() => {
    told += 1;
  });
  polls.watchExactly(['a', 'b', 'c']);
  await clock.advance(50);
  expect(told).toBe(1);
});

test('what left the list is stopped, and its rows are there when it comes back', async () => {
  const { clock, asked, polls } = pollsOnFakeClock();
  polls.watchExactly(['a', 'b']);
  await clock.advance(1_000);
  polls.watchExactly(['a']);
  await clock.advance(30_000);
  expect(asked.filter((question) => question === 'b')).toHaveLength(1);
  expect(polls.snapshot('b')?.rows.size).toBe(1);
  polls.watchExactly(['a', 'b']);
  await clock.advance(0);
  expect(asked.filter((question) => question === 'b')).toHaveLength(2);
});

test('only so many polls are remembered without a watcher', async () => {
  const { clock, polls } = pollsOnFakeClock();
  polls.watchExactly(['a', 'b', 'c']);
  await clock.advance(100);
  polls.watchExactly([]);
  expect([polls.snapshot('a'), polls.snapshot('b')]).toEqual([undefined, undefined]);
  expect(polls.snapshot('c')).toBeDefined();
  polls.stop();
  expect(clock.pending()).toBe(0);
});
