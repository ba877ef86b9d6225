import { expect, test } from 'vitest';
import { createPoll } from '../../src/polling/poll.ts';
import { createPolls } from '../../src/polling/polls.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function pollsOnFakeClock() {
  const clock = createFakeClock();
  const requested: string[] = [];
  const polls = createPolls<string, string>({
    clock,
    keyOf: (request) => request.toLowerCase(),
    gatherMs: 50,
    keepUnwatched: 1,
    create: (request) =>
      createPoll<{ id: string }, string>({
        clock,
        cadence: { refreshMs: 10_000, idleMs: 10_000, slowestMs: 10_000, firstRetryMs: 1_000 },
        async *all() {
          requested.push(request);
          yield [{ id: request }];
        },
        toProblem: String,
      }),
  });
  return { clock, requested, polls };
}

test('two questions with one key share one poll', async () => {
  const { clock, requested, polls } = pollsOnFakeClock();
  polls.watchExactly(['Vaults', 'vaults']);
  await clock.advance(0);
  expect(requested).toHaveLength(1);
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

test('what left the list is stopped, and how old it is is known when it comes back', async () => {
  const { clock, requested, polls } = pollsOnFakeClock();
  polls.watchExactly(['a', 'b']);
  await clock.advance(1_000);
  polls.watchExactly(['a']);
  await clock.advance(30_000);
  expect(requested.filter((request) => request === 'b')).toHaveLength(1);
  expect(polls.snapshot('b')?.loadedAt).toBeDefined();
  polls.watchExactly(['a', 'b']);
  await clock.advance(0);
  expect(requested.filter((request) => request === 'b')).toHaveLength(2);
});

test('an outdated list is requested again at once if it is watched, else when it is watched next', async () => {
  const { clock, requested, polls } = pollsOnFakeClock();
  polls.watchExactly(['a', 'b']);
  await clock.advance(1_000);
  polls.watchExactly(['a']);
  polls.outdate((request) => request !== 'c');
  await clock.advance(0);
  expect(requested).toEqual(['a', 'b', 'a']);
  polls.watchExactly(['a', 'b']);
  await clock.advance(0);
  expect(requested).toEqual(['a', 'b', 'a', 'b']);
});

test('a list that is outdated while a request is in flight is requested again after its response', async () => {
  const { clock, requested, polls } = pollsOnFakeClock();
  polls.watchExactly(['a']);
  polls.outdate(() => true);
  polls.outdate(() => true);
  await clock.advance(1_000);
  expect(requested).toEqual(['a', 'a']);
});

test('a list that is left before its new response arrives is requested again when it is watched next', async () => {
  const { clock, requested, polls } = pollsOnFakeClock();
  polls.watchExactly(['a']);
  await clock.advance(1_000);
  polls.refresh('a');
  polls.watchExactly([]);
  await clock.advance(0);
  const before = requested.length;
  polls.watchExactly(['a']);
  await clock.advance(0);
  expect(requested.length).toBe(before + 1);
});

test('while paused a list that is opened asks nothing, whether it is new or old, until it goes on', async () => {
  const { clock, requested, polls } = pollsOnFakeClock();
  const [old, fresh] = ['old', 'fresh'];
  polls.watchExactly([old]);
  await clock.advance(0);
  polls.watchExactly([]);
  polls.setPaused(true);
  await clock.advance(100_000);
  polls.watchExactly([old, fresh]);
  await clock.advance(100_000);
  expect(requested).toEqual([old]);
  polls.setPaused(false);
  await clock.advance(1);
  expect(requested).toEqual([old, old, fresh]);
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

function pollsWithPriorities() {
  const clock = createFakeClock();
  const askedAt: number[] = [];
  let priorityNow = () => Number.NaN;
  const polls = createPolls<{ name: string; priority: number }, string>({
    clock,
    keyOf: ({ name }) => name,
    priorityOf: ({ priority }) => priority,
    gatherMs: 50,
    keepUnwatched: 0,
    create: () =>
      createPoll<string, string>({
        clock,
        cadence: { refreshMs: 10_000, idleMs: 10_000, backgroundMs: 60_000, slowestMs: 60_000, firstRetryMs: 1_000 },
        async *all({ priority }) {
          priorityNow = priority;
          askedAt.push(clock.now());
          yield ['row'];
        },
        toProblem: String,
      }),
  });
  return { clock, askedAt, polls, priority: () => priorityNow() };
}

test('the most urgent of those who ask counts, and changes while the question is out', async () => {
  const { clock, polls, priority } = pollsWithPriorities();
  polls.watchExactly([{ name: 'a', priority: 2 }], 'attention');
  await clock.advance(0);
  expect(priority()).toBe(2);
  polls.watchExactly([{ name: 'a', priority: 0 }]);
  expect(priority()).toBe(0);
  polls.watchExactly([]);
  expect(priority()).toBe(2);
});

test('what one viewer leaves goes on for another, and is asked less often in the background', async () => {
  const { clock, askedAt, polls } = pollsWithPriorities();
  const from = clock.now();
  polls.watchExactly([{ name: 'a', priority: 0 }]);
  await clock.advance(20_000);
  polls.watchExactly([{ name: 'a', priority: 2 }], 'attention');
  polls.watchExactly([]);
  await clock.advance(100_000);
  expect(askedAt.map((at) => (at - from) / 1_000)).toEqual([0, 10, 20, 30, 90]);
});

test('what comes into view is asked as soon as it is due there', async () => {
  const { clock, askedAt, polls } = pollsWithPriorities();
  const from = clock.now();
  polls.watchExactly([{ name: 'a', priority: 2 }], 'attention');
  await clock.advance(30_000);
  polls.watchExactly([{ name: 'a', priority: 0 }]);
  await clock.advance(0);
  expect(askedAt.map((at) => (at - from) / 1_000)).toEqual([0, 30]);
});

test.each([
  ['first', [0, 2]],
  ['last', [2, 0]],
])('of two questions with one key the more urgent counts, where it stands %s', async (_, urgencies) => {
  const { clock, polls, priority } = pollsWithPriorities();
  polls.watchExactly(urgencies.map((urgency) => ({ name: 'a', priority: urgency })));
  await clock.advance(0);
  expect(priority()).toBe(0);
});

test('each snapshot is given once, when it is another one, and its end as well', async () => {
  const { clock, polls } = pollsOnFakeClock();
  const taken = () => [...polls.takeChanged()].map(([key, snapshot]) => [key, snapshot?.loadedAt !== undefined]);
  polls.watchExactly(['a', 'b']);
  expect(taken()).toEqual([
    ['a', false],
    ['b', false],
  ]);
  expect(taken()).toEqual([]);
  await clock.advance(100);
  expect(taken()).toEqual([
    ['a', true],
    ['b', true],
  ]);
  polls.refresh('a');
  expect(taken()).toEqual([['a', true]]);
  await clock.advance(100);
  expect(taken()).toEqual([['a', true]]);
  polls.forget();
  expect([...polls.takeChanged()]).toEqual([
    ['a', undefined],
    ['b', undefined],
  ]);
  expect(taken()).toEqual([]);
});
