import { expect, test } from 'vitest';
import type { Archive } from '../../src/polling/archive.ts';
import { createPoll } from '../../src/polling/poll.ts';
import type { PollOptions, Request } from '../../src/polling/poll-options.ts';
import { createFakeClock, type FakeClock, settle } from '../support/fake-clock.ts';

interface Row {
  readonly id: string;
  readonly value: number;
}

const cadence = { refreshMs: 10_000, idleMs: 60_000, slowestMs: 40_000, firstRetryMs: 5_000 };

/** Keeps rows like the store: each as it came, without those that a whole response did not list. */
function shelf(rows: Map<string, Row>): Archive<Row> {
  const put = (page: readonly Row[]) => {
    for (const row of page) rows.set(row.id, row);
  };
  return {
    load: async () => undefined,
    isBusy: async () => [...rows.values()].some(({ value }) => value === 1),
    add: put,
    begin() {
      const listed = new Set<string>();
      return {
        page(page) {
          put(page);
          for (const { id } of page) listed.add(id);
        },
        async end(since) {
          for (const id of rows.keys()) if (since === undefined && !listed.has(id)) rows.delete(id);
        },
        fail() {},
        leave() {},
      };
    },
  };
}

function pollOf(clock: FakeClock, all: PollOptions<Row, string>['all'], more: Partial<PollOptions<Row, string>> = {}) {
  const rows = new Map<string, Row>();
  const poll = createPoll<Row, string>({
    clock,
    cadence,
    all,
    archive: shelf(rows),
    toProblem: (error) => (error as Error).message,
    ...more,
  });
  return { ...poll, rows };
}

const ids = ({ rows }: ReturnType<typeof pollOf>) => [...rows.keys()];

/** A generator whose pages a test returns one by one. */
function manualPages() {
  const pages: ((page: Row[] | 'end' | Error) => void)[] = [];
  async function* all() {
    for (;;) {
      const page = await new Promise<Row[] | 'end' | Error>((resolve) => pages.push(resolve));
      if (page === 'end') return;
      if (page instanceof Error) throw page;
      yield page;
    }
  }
  const hand = async (page: Row[] | 'end' | Error) => {
    pages.shift()?.(page);
    await settle();
  };
  return { all, hand };
}

test('the first page shows while the rest is still on its way, and each notice has a higher version', async () => {
  const { all, hand } = manualPages();
  const poll = pollOf(createFakeClock(), all);
  const versions = [poll.snapshot().version];
  poll.watch(() => versions.push(poll.snapshot().version));
  await settle();
  await hand([{ id: 'a', value: 1 }]);
  expect(ids(poll)).toEqual(['a']);
  expect(poll.snapshot().loadedAt).toBeUndefined();
  await hand([{ id: 'b', value: 2 }]);
  await hand('end');
  expect(ids(poll)).toEqual(['a', 'b']);
  expect(poll.snapshot().loadedAt).toBeDefined();
  expect(versions.length).toBeGreaterThan(2);
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

test('what a row does not tell is said once the answer is whole, and until one tells it', async () => {
  const clock = createFakeClock();
  const { all, hand } = manualPages();
  const poll = pollOf(clock, all, { lacks: ({ value }) => (value === 0 ? 'value' : undefined) });
  poll.watch(() => {});
  await settle();
  await hand([{ id: 'a', value: 0 }]);
  await hand([{ id: 'b', value: 1 }]);
  expect(poll.snapshot().lacks).toBeUndefined();
  await hand('end');
  expect(poll.snapshot().lacks).toBe('value');
  poll.refresh();
  await settle();
  await hand([{ id: 'a', value: 1 }]);
  expect(poll.snapshot().lacks).toBe('value');
  await hand('end');
  expect(poll.snapshot().lacks).toBeUndefined();
});

test('a listing that lacks some rows brings the others up to date, and takes none away', async () => {
  const clock = createFakeClock();
  const { all, hand } = manualPages();
  const poll = pollOf(clock, all);
  poll.watch(() => {});
  await settle();
  await hand([
    { id: 'a', value: 1 },
    { id: 'b', value: 1 },
  ]);
  await hand('end');
  const { loadedAt } = poll.snapshot();
  await clock.advance(60_000);
  await hand([
    { id: 'b', value: 2 },
    { id: 'c', value: 2 },
  ]);
  await hand(new Error('some left out'));
  expect([...poll.rows.values()].map(({ id, value }) => `${id}${value}`)).toEqual(['a1', 'b2', 'c2']);
  expect(poll.snapshot()).toMatchObject({ loadedAt, failure: { problem: 'some left out', attempts: 1 } });
});

test('asks nothing before somebody watches and nothing after the last one left', async () => {
  const clock = createFakeClock();
  let requested = 0;
  const poll = pollOf(clock, async function* () {
    requested += 1;
    yield [];
  });
  await clock.advance(60_000);
  expect(requested).toBe(0);
  const leaveFirst = poll.watch(() => {});
  const leaveSecond = poll.watch(() => {});
  await clock.advance(10_000);
  expect(requested).toBe(2);
  leaveFirst();
  await clock.advance(10_000);
  expect(requested).toBe(3);
  leaveSecond();
  await clock.advance(600_000);
  expect(requested).toBe(3);
  expect(clock.pending()).toBe(0);
});

test('what was stored is read once, before the first request', async () => {
  const clock = createFakeClock();
  const events: string[] = [];
  const load = async () => void events.push('read');
  const poll = pollOf(
    clock,
    async function* () {
      events.push('asked');
      yield [{ id: 'a', value: 1 }];
    },
    { archive: { ...shelf(new Map()), load } },
  );
  poll.watch(() => {});
  await settle();
  await clock.advance(cadence.refreshMs);
  await clock.advance(cadence.refreshMs);
  expect(events).toEqual(['read', 'asked', 'asked', 'asked']);
});

test('a refusal keeps the rows, says since when, and slows down to the ceiling without ever stopping', async () => {
  const clock = createFakeClock();
  const askedAt: number[] = [];
  let broken = false;
  const poll = pollOf(clock, async function* () {
    askedAt.push(clock.now());
    if (broken) throw new Error('access denied');
    yield [{ id: 'a', value: 1 }];
  });
  poll.watch(() => {});
  await settle();
  broken = true;
  await clock.advance(10_000);
  const failedAt = clock.now();
  expect(poll.snapshot().failure).toMatchObject({ problem: 'access denied', since: failedAt, attempts: 1 });
  await clock.advance(300_000);
  expect(ids(poll)).toEqual(['a']);
  expect(poll.snapshot().failure?.since).toBe(failedAt);
  const waits = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
  expect(waits.slice(0, 7)).toEqual([10_000, 5_000, 10_000, 20_000, 40_000, 40_000, 40_000]);
  broken = false;
  await clock.advance(40_000);
  expect(poll.snapshot().failure).toBeUndefined();
});

test('rows are stored as they come, and those of the answer before go when the next one is whole', async () => {
  const clock = createFakeClock();
  const { all, hand } = manualPages();
  const poll = pollOf(clock, all);
  poll.watch(() => {});
  await settle();
  await hand([{ id: 'old', value: 1 }]);
  await hand('end');
  await clock.advance(10_000);
  await hand([{ id: 'new', value: 1 }]);
  expect(ids(poll)).toEqual(['old', 'new']);
  await hand('end');
  expect(ids(poll)).toEqual(['new']);
});

test('after the first load asks for changes only, and adds them to what there is', async () => {
  const clock = createFakeClock();
  const sinces: number[] = [];
  const poll = pollOf(
    clock,
    async function* () {
      yield [
        { id: 'a', value: 1 },
        { id: 'b', value: 2 },
      ];
    },
    {
      changes: async function* ({ since }: Request & { since: number }) {
        sinces.push(since);
        yield [{ id: 'b', value: 99 }];
      },
    },
  );
  poll.watch(() => {});
  await settle();
  const loadedAt = poll.snapshot().loadedAt;
  await clock.advance(10_000);
  expect(sinces).toEqual([loadedAt]);
  expect([...poll.rows.values()].map(({ value }) => value)).toEqual([1, 99]);
});

test('an archive is given each answer, and since when one of changes tells', async () => {
  const clock = createFakeClock();
  const ends: (number | undefined)[] = [];
  const pages: string[] = [];
  const recording = {
    page: (rows: readonly Row[]) => pages.push(rows.map(({ id }) => id).join()),
    async end(since?: number) {
      ends.push(since);
    },
    fail() {},
    leave() {},
  };
  const poll = pollOf(
    clock,
    async function* () {
      yield [{ id: 'a', value: 1 }];
    },
    {
      changes: async function* () {
        yield [{ id: 'b', value: 2 }];
      },
      archive: {
        load: async () => undefined,
        begin: () => recording,
        add: (rows) => recording.page(rows),
        isBusy: async () => false,
      },
    },
  );
  poll.watch(() => {});
  await settle();
  const { loadedAt } = poll.snapshot();
  await clock.advance(10_000);
  poll.addRows([{ id: 'c', value: 3 }]);
  expect(ends).toEqual([undefined, loadedAt]);
  expect(pages).toEqual(['a', 'b', 'c']);
});

test('an answer counts once its rows can be read, and what is left meanwhile says nothing', async () => {
  const clock = createFakeClock();
  const written = Promise.withResolvers<void>();
  const recording = { page() {}, end: () => written.promise, fail() {}, leave() {} };
  const archive = { load: async () => undefined, begin: () => recording, add() {}, isBusy: async () => false };
  async function* all() {
    yield [{ id: 'a', value: 1 }];
  }
  const poll = pollOf(clock, all, { archive, isBusy: () => false });
  const leave = poll.watch(() => {});
  await settle();
  expect(poll.snapshot()).toMatchObject({ askingSince: clock.now() });
  expect(poll.snapshot().loadedAt).toBeUndefined();
  const other = pollOf(clock, all, { archive });
  other.watch(() => {})();
  written.resolve();
  await settle();
  expect(poll.snapshot().loadedAt).toBe(clock.now());
  expect(other.snapshot().loadedAt).toBeUndefined();
  leave();
});

test('after changes alone the archive tells whether something is still going on', async () => {
  const clock = createFakeClock();
  let isBusy = true;
  let requested = 0;
  const recording = { page() {}, end: async () => {}, fail() {}, leave() {} };
  const archive = { load: async () => undefined, begin: () => recording, add() {}, isBusy: async () => isBusy };
  const poll = pollOf(
    clock,
    async function* () {
      yield [{ id: 'a', value: 1 }];
    },
    {
      archive,
      isBusy: (row) => row.value === 1,
      async *changes() {
        requested += 1;
        yield [];
      },
    },
  );
  poll.watch(() => {});
  await clock.advance(30_000);
  expect(requested).toBe(3);
  isBusy = false;
  await clock.advance(40_000);
  expect(requested).toBe(5);
});

test('asks less and less often while nothing is going on', async () => {
  const clock = createFakeClock();
  let requested = 0;
  let value = 1;
  const poll = pollOf(
    clock,
    async function* () {
      requested += 1;
      yield [{ id: 'a', value }];
    },
    { isBusy: (row) => row.value === 1 },
  );
  poll.watch(() => {});
  await clock.advance(20_000);
  expect(requested).toBe(3);
  value = 0;
  const askedAfter: number[] = [];
  const from = clock.now();
  for (let seconds = 0, before = requested; seconds < 260; seconds += 1, before = requested) {
    await clock.advance(1_000);
    if (requested > before) askedAfter.push((clock.now() - from) / 1_000);
  }
  expect(askedAfter).toEqual([10, 30, 70, 130, 190, 250]);
});

test('a late answer to an abandoned question is dropped', async () => {
  const { all, hand } = manualPages();
  const poll = pollOf(createFakeClock(), all);
  const leave = poll.watch(() => {});
  await settle();
  leave();
  await hand([{ id: 'late', value: 1 }]);
  expect(ids(poll)).toEqual([]);
  expect(poll.snapshot().askingSince).toBeUndefined();
});

test('paused, it asks only when told to', async () => {
  const clock = createFakeClock();
  let requested = 0;
  const poll = pollOf(clock, async function* () {
    requested += 1;
    yield [];
  });
  poll.watch(() => {});
  await settle();
  poll.setPaused(true);
  await clock.advance(100_000);
  expect(requested).toBe(1);
  poll.refresh();
  await clock.advance(100_000);
  expect(requested).toBe(2);
  poll.setPaused(false);
  await clock.advance(1);
  expect(requested).toBe(3);
});

test('told to stop, it leaves the question, keeps what has come and asks again only when told', async () => {
  const clock = createFakeClock();
  const { all, hand } = manualPages();
  let signal: AbortSignal | undefined;
  const poll = pollOf(clock, (request) => {
    signal = request.signal;
    return all();
  });
  poll.watch(() => {});
  await settle();
  await hand([{ id: 'a', value: 1 }]);
  poll.halt();
  expect(signal?.aborted).toBe(true);
  expect(poll.snapshot()).toMatchObject({ halted: true });
  expect(poll.snapshot().askingSince).toBeUndefined();
  await clock.advance(600_000);
  expect(ids(poll)).toEqual(['a']);
  poll.refresh();
  expect(poll.snapshot().halted).toBeUndefined();
  expect(poll.snapshot().askingSince).toBe(clock.now());
});

test('polls of many scopes keep to moments of their own in each turn', async () => {
  const clock = createFakeClock(0);
  const askedAt = [0.1, 0.35, 0.6, 0.85].map((phase) => {
    const times: number[] = [];
    const poll = pollOf(
      clock,
      async function* () {
        times.push(clock.now());
        yield [];
      },
      { phase },
    );
    poll.watch(() => {});
    return times;
  });
  await clock.advance(40_000);
  expect(askedAt).toEqual([
    [0, 11_000, 21_000, 31_000],
    [0, 13_500, 23_500, 33_500],
    [0, 6_000, 16_000, 26_000, 36_000],
    [0, 8_500, 18_500, 28_500, 38_500],
  ]);
});

test('what is counted in periods is asked for after the end of one', async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 15, 12, 3));
  const askedAt: string[] = [];
  const poll = pollOf(
    clock,
    async function* () {
      askedAt.push(new Date(clock.now()).toISOString().slice(14, 19));
      yield [];
    },
    { phase: 0, cadence: { ...cadence, refreshMs: 300_000, idleMs: 300_000, afterPeriodMs: 20_000 } },
  );
  poll.watch(() => {});
  await clock.advance(1_200_000);
  expect(askedAt).toEqual(['03:00', '10:20', '15:20', '20:20']);
});

test('a refusal that lasts is asked about at the slowest pace only', async () => {
  const clock = createFakeClock();
  let requested = 0;
  const poll = pollOf(
    clock,
    async function* () {
      requested += 1;
      yield await Promise.reject(new Error('not offered'));
    },
    { isLasting: (problem) => problem === 'not offered' },
  );
  poll.watch(() => {});
  await clock.advance(39_999);
  expect(requested).toBe(1);
  await clock.advance(1);
  expect(requested).toBe(2);
});

test('a great list rests four times as long as it took', async () => {
  const clock = createFakeClock();
  const askedAt: number[] = [];
  const poll = pollOf(clock, async function* () {
    askedAt.push(clock.now());
    await clock.sleep(8_000);
    yield [];
  });
  const from = clock.now();
  poll.watch(() => {});
  await clock.advance(50_000);
  expect(askedAt.map((at) => at - from)).toEqual([0, 40_000]);
});

test('between two parts of a long page everything else has its turn, and an abandoned page ends there', async () => {
  const many = 50;
  const part = (from: number) => Array.from({ length: many }, (_, at) => ({ id: `row ${from + at}`, value: at }));
  const turns: (() => void)[] = [];
  const poll = pollOf(
    createFakeClock(),
    async function* () {
      for (let from = 0; from < 4 * many; from += many) yield part(from);
    },
    { pause: (count) => (count === many ? new Promise((resolve) => turns.push(resolve)) : undefined) },
  );
  const leave = poll.watch(() => {});
  for (let turn = 1; turn <= 3; turn += 1) {
    await settle();
    expect(poll.rows.size).toBe(turn * many);
    expect(turns).toHaveLength(1);
    if (turn < 3) turns.shift()?.();
  }
  leave();
  turns.shift()?.();
  await settle();
  expect(poll.rows.size).toBe(3 * many);
});

test('where changes tell of new rows alone, a long list is read whole now and then, and whenever somebody asks', async () => {
  const clock = createFakeClock();
  const requested: string[] = [];
  const rows: Row[] = [1, 2, 3].map((value) => ({ id: `r${value}`, value }));
  const poll = pollOf(
    clock,
    async function* () {
      requested.push('all');
      yield [...rows];
    },
    {
      cadence: { ...cadence, wholeMs: 30_000 },
      newOnly: (count) => count > 2,
      async *changes() {
        requested.push('new');
        yield rows.slice(-1);
      },
    },
  );
  poll.watch(() => {});
  await clock.advance(0);
  expect(poll.snapshot().wholeAt).toBeUndefined();
  const loadedAt = poll.snapshot().loadedAt;
  rows.shift();
  rows.push({ id: 'r4', value: 4 });
  await clock.advance(20_000);
  expect(requested).toEqual(['all', 'new', 'new']);
  // A removed row is still shown, and the response says as of when.
  expect(ids(poll)).toEqual(['r1', 'r2', 'r3', 'r4']);
  expect(poll.snapshot()).toMatchObject({ loadedAt: clock.now(), wholeAt: loadedAt });
  await clock.advance(10_000);
  expect(requested.at(-1)).toBe('all');
  expect(ids(poll)).toEqual(['r2', 'r3', 'r4']);
  expect(poll.snapshot().wholeAt).toBeUndefined();
  await clock.advance(10_000);
  expect(requested.at(-1)).toBe('new');
  rows.shift();
  poll.refresh();
  await clock.advance(0);
  expect(requested.at(-1)).toBe('all');
  expect(ids(poll)).toEqual(['r3', 'r4']);
  // Few are as soon read whole.
  await clock.advance(20_000);
  expect(requested.slice(-3)).toEqual(['all', 'all', 'all']);
});

test('where the clock goes faster, rows are no older by it, but nobody is asked all the time', async () => {
  const clock = createFakeClock();
  const start = clock.now();
  const requested: number[] = [];
  const asksIn = async (speed: number) => {
    const there = { now: () => start + (clock.now() - start) * speed, speed: () => speed };
    async function* all({ now }: Request) {
      requested.push(now);
      yield [{ id: 'a', value: 1 }];
    }
    const poll = pollOf(clock, all, { there });
    const leave = poll.watch(() => {});
    await settle();
    requested.length = 0;
    await clock.advance(60_000);
    leave();
    const { loadedAt, askedAt = 0 } = poll.snapshot();
    expect(loadedAt).toBe(start + (askedAt - start) * speed);
    return requested.length;
  };
  expect(await asksIn(1)).toBe(6);
  expect(await asksIn(0)).toBe(6);
  expect(await asksIn(3)).toBe(18);
  expect(await asksIn(600)).toBe(30);
});
