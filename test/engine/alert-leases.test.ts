// Programs that share a store and a memory of notifications notify once.
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createBriefMemory } from '../../src/domain/alerts/alert-memory.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { type AlertLease, alertLeaseOf, createAlerts } from '../../src/engine/alerts.ts';
import { createAcknowledgements } from '../../src/engine/store/acknowledgements.ts';
import { createNameLeases, postedNameLeases } from '../../src/engine/store/name-leases.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { createPostedQueries, createQueryReader } from '../../src/engine/store/store-queries.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const second = 1_000;
const place = '111122223333/eu-west-1';
const scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
const item = (id: string) => ({ id, severity: 'critical', kind: 'failed-run', scope }) as AttentionLine;

let clock: FakeClock;
let path: string;
let memory: ReturnType<typeof createBriefMemory>;

beforeEach(() => {
  clock = createFakeClock();
  path = join(newFolder(), 'store.sqlite');
  const database = openForWriting(path);
  migrate(database);
  database.close();
  memory = createBriefMemory();
});

/** As the screen's side requests it of the thread that writes the store. */
function leasesOf(holder: string) {
  const database = openForWriting(path);
  onTestFinished(() => database.close());
  const response = createQueryReader({
    database,
    shapes: createRowShapes(clock.now),
    send: (reply) => requested.receive(reply),
    leases: createNameLeases(database, { holder, now: clock.now }),
    acknowledgements: createAcknowledgements(database),
  });
  const requested = createPostedQueries(response);
  return postedNameLeases(requested);
}

interface DashboardOptions {
  readonly name?: string;
  /** Absent: by the store. */
  readonly lease?: AlertLease;
  readonly store?: typeof memory;
  /** How long a notification takes; absent: it never ends. */
  readonly tookMs?: number;
}

function dashboard(holder: string, { name = 'dashboard', tookMs, store = memory, ...options }: DashboardOptions = {}) {
  const notified: string[] = [];
  const items = [item('old')];
  const alerts = createAlerts(
    {
      clock,
      store,
      lease: options.lease ?? alertLeaseOf(leasesOf(holder), name),
      look: () => ({ items: [...items], isWhole: true, now: clock.now(), places: [place], isKnown: () => true }),
    },
    {
      async alert({ alerts: news }) {
        notified.push(...news.map(({ item: { id } }) => id));
        await (tookMs === undefined ? new Promise(() => {}) : clock.sleep(tookMs));
        return true;
      },
    },
  );
  return { alerts, notified, items };
}

async function during(seconds: number, ...programs: readonly ReturnType<typeof dashboard>[]) {
  for (let each = 0; each < seconds; each += 1) {
    for (const { alerts } of programs) alerts.consider();
    await clock.advance(second);
  }
}

/** Both see it at the same moment. */
async function seeNews(...programs: readonly ReturnType<typeof dashboard>[]) {
  await during(6, ...programs);
  for (const { items } of programs) items.push(item('new'));
}

test('two dashboards of one memory notify once, however long it takes', async () => {
  const both = [dashboard('one', { tookMs: 20 * second }), dashboard('other', { tookMs: 20 * second })] as const;
  await seeNews(...both);
  await during(120, ...both);
  expect(both.flatMap(({ notified }) => notified)).toEqual(['new']);
});

test('those of two memories notify each', async () => {
  const night = { name: 'night', store: createBriefMemory(), tookMs: second };
  const both = [dashboard('one', { tookMs: second }), dashboard('other', night)] as const;
  await seeNews(...both);
  await during(60, ...both);
  expect(both.map(({ notified }) => notified)).toEqual([['new'], ['new']]);
});

test('a dashboard that dies while it notifies keeps the other one from it until its lease has ended', async () => {
  const [dying, other] = [dashboard('dying'), dashboard('other', { tookMs: second })];
  await seeNews(dying, other);
  await during(50, dying, other);
  expect([dying.notified, other.notified]).toEqual([['new'], []]);
  await during(20, other);
  expect(other.notified).toEqual(['new']);
});

test.each<[string, AlertLease['take']]>([
  ['refuses to say', () => Promise.reject(new Error('The store is closed.'))],
  ['never says', () => new Promise(() => {})],
])('where the store %s whether another one notifies, the person is notified', async (_, take) => {
  const alone = dashboard('alone', { lease: { take, release: () => new Promise(() => {}) }, tookMs: second });
  await seeNews(alone);
  await during(20, alone);
  expect(alone.notified).toEqual(['new']);
});
