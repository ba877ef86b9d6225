// The requests to AWS while the points of one vault are on screen, on a clock that the test advances.

import { expect, test } from 'vitest';
import { listGaps } from '../../src/app/list/list-gaps.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import type { Aws } from '../../src/aws/aws.ts';
import { createResourcePolls } from '../../src/engine/polls/polls-of-resources.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { storedRowsOf } from '../support/stored-rows.ts';
import { stubAws } from '../support/stub-aws.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 15, 12);
const page = 1_000;

interface Asked {
  readonly ByCreatedAfter?: Date;
}

/** A vault with one point for each hour. */
function open(count: number, params: Record<string, string> = { vaultName: 'prod' }, priority = 0) {
  const clock = createFakeClock(start);
  const calls: (Date | undefined)[] = [];
  const vault = Array.from({ length: count }, (_, hoursAgo) => pointOf(hoursAgo + 1));
  const pages = async function* (_scope: unknown, { operation, input }: { operation: unknown; input: Asked }) {
    const { ByCreatedAfter } = input;
    if (operation === 'ListBackupVaults') {
      yield { BackupVaultList: [{ BackupVaultName: 'prod' }] };
      return;
    }
    const found = vault.filter(({ CreationDate }) => !ByCreatedAfter || CreationDate >= ByCreatedAfter);
    for (let from = 0; from === 0 || from < found.length; from += page) {
      calls.push(ByCreatedAfter);
      yield { RecoveryPoints: found.slice(from, from + page) };
    }
  };
  const store = openMemoryStore(clock.now);
  const aws = { ...stubAws([]), now: clock.now, pages: pages as unknown as Aws['pages'] };
  const polls = createResourcePolls({
    clock,
    aws,
    nextTurn: async () => {},
    archive: { store, identityOf: async () => 'me' },
  });
  const scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
  const request: ListRequest = { kind: 'list', resource: 'recovery-points', scope, params, priority };
  polls.watchExactly([request]);
  const gaps = () =>
    listGaps([request], { now: clock.now(), snapshot: polls.snapshot } as unknown as Parameters<typeof listGaps>[1]);
  const during = async (ms: number) => {
    await clock.advance(ms);
    do await new Promise((next) => setImmediate(next));
    while (polls.snapshot(request)?.askingSince !== undefined);
    return calls.splice(0);
  };
  return { clock, vault, during, gaps, rows: () => storedRowsOf(store, request, 'me').size, polls, request };
}

const pointOf = (hoursAgo: number) => ({
  BackupVaultName: 'prod',
  RecoveryPointArn: `arn:aws:backup:eu-west-1:111122223333:recovery-point:${hoursAgo}`,
  ResourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
  Status: 'COMPLETED',
  CreationDate: new Date(start - hoursAgo * hour),
});

test('of a vault with many points only the new ones are asked for, and all once an hour or by hand', async () => {
  const { vault, during, gaps, rows, polls, request } = open(5_500);
  expect(await during(0)).toEqual(Array(6).fill(undefined));
  expect(gaps()).toEqual([]);
  vault.pop();
  vault.unshift(pointOf(0));
  const soon = await during(30 * 60_000);
  expect(soon.length).toBeGreaterThanOrEqual(5);
  expect(soon.length).toBeLessThanOrEqual(7);
  // A backup takes some time, and its point has the time at which it began.
  for (const from of soon) expect(start - (from?.getTime() ?? 0)).toBeGreaterThan(day);
  expect(rows()).toBe(5_501);
  expect(gaps()).toEqual(['last complete response 30m ago']);
  const later = await during(40 * 60_000);
  expect(later.filter((from) => from === undefined)).toHaveLength(6);
  expect(rows()).toBe(5_500);
  polls.refresh(request);
  expect(await during(0)).toEqual(Array(6).fill(undefined));
  expect(gaps()).toEqual([]);
  polls.stop();
});

test.each([
  ['few points', 900, { vaultName: 'prod' }],
  ['points in one status, of which any may be one', 5_500, { vaultName: 'prod', status: 'COMPLETED' }],
])('%s are read whole each time', async (_what, count, params) => {
  const { during, gaps, polls } = open(count, params as unknown as Record<string, string>);
  await during(0);
  expect((await during(20 * 60_000)).every((from) => from === undefined)).toBe(true);
  expect(gaps()).toEqual([]);
  polls.stop();
});

test.each([
  ['on screen', 0, 840],
  ['in the background', 2, 900],
])(
  'points of all vaults %s: those that were deleted are gone within three minutes, or later',
  async (_, priority, left) => {
    const { vault, during, rows, polls } = open(900, {}, priority);
    await during(0);
    expect(rows()).toBe(900);
    vault.splice(0, 60);
    await during(3.1 * 60_000);
    expect(rows()).toBe(left);
    polls.stop();
  },
);

test('a list that comes into view is read again soon, however long it lay in the background', async () => {
  const { vault, during, rows, polls, request } = open(900, {}, 2);
  await during(0);
  vault.splice(0, 60);
  await during(4 * 60_000);
  expect(rows()).toBe(900);
  polls.watchExactly([{ ...request, priority: 0 }]);
  await during(1_000);
  expect(rows()).toBe(840);
  polls.stop();
});
