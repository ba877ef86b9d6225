import { expect, test } from 'vitest';
import type { BackupEvent } from '../../src/domain/jobs/backup-event.ts';
import { readStoredNews } from '../../src/domain/jobs/job-news.ts';
import { toEventRow, toUnreadableRow } from '../../src/engine/feed/feed-rows.ts';
import { rowShapeOf } from '../../src/engine/store/row-shapes.ts';
import { readMessage } from '../../src/events/read-message.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import { events } from '../../src/resources/audits/events.ts';
import { resources } from '../../src/resources/index.ts';
import { differenceOf } from '../../src/store/write/verdict.ts';
import samples from '../events/samples.json' with { type: 'json' };

/** Samples share their ids. */
const told = Object.values(samples).flatMap((sample, index): readonly BackupEvent[] => {
  const read = readMessage({ id: 'm', attributes: {}, sentAt: 0, body: JSON.stringify(sample) });
  return 'events' in read ? read.events.map((event) => ({ ...event, id: `e-${index}` })) : [];
});
const odd = { id: 'm-1', at: 1, reason: 'neither JSON nor an AWS Backup notification', body: '<html>\u001b[2J' };
const rows = [...told, toUnreadableRow(odd)].map((entry) => toEventRow(entry, 'prod'));
const now = Date.UTC(2026, 6, 16);

test('every event of AWS has a row of its own, in the account and the Region that it tells of', () => {
  expect(new Set(rows.map((row) => events.key(row))).size).toBe(Object.keys(samples).length + 1);
  expect(rows.every(({ scope, accountId, region }) => scope.accountId === accountId && scope.region === region)).toBe(
    true,
  );
});

test('each row says what happened in plain words', async () => {
  for (const row of rows) {
    const texts = events.columns.map((column) => column.text(row, now));
    expect(texts.every((text) => text === sanitize(text))).toBe(true);
    expect(texts.filter(Boolean).length).toBeGreaterThan(2);
    expect(events.detail(row, undefined, now).length).toBeGreaterThan(0);
    expect(JSON.stringify(await events.describe(undefined as never, row))).not.toMatch(/\u001b/);
  }
});

test('a message that nobody understands is there, with its reason and as it came', async () => {
  const row = rows.find(({ kind }) => kind === 'unreadable');
  expect(row).toMatchObject({ message: odd.reason, subject: 'm-1' });
  expect(await events.describe(undefined as never, row!)).toEqual({ text: '<html>␛[2J' });
});

test('an event leads to the job, the resource and the vault it is about, and nowhere else', () => {
  const wayTo = (kind: string, to: string) => {
    const row = rows.find((one) => one.kind === kind && one.job && readStoredNews(one.job).members.resourceArn);
    return row && events.drillDowns.filter((way) => way.to === to && way.params(row));
  };
  expect(wayTo('backup-job', 'backup-jobs')).toHaveLength(1);
  expect(wayTo('copy-job', 'copy-jobs')).toHaveLength(1);
  expect(wayTo('copy-job', 'backup-jobs')).toHaveLength(0);
  expect(wayTo('restore-job', 'protected-resources')).toHaveLength(1);
  for (const { to } of events.drillDowns) expect(resources[to]).toBeDefined();
});

test('an event stored by an earlier version leads to the same places, and is no new version of the row', () => {
  const row = rows.find(({ kind, job }) => kind === 'backup-job' && job && readStoredNews(job).members.resourceArn)!;
  const { members, ...job } = readStoredNews(row.job!);
  const former = { ...row, job: { ...job, told: members } };
  const places = (one: typeof row) => events.drillDowns.map(({ params }) => params(one));
  expect(places(former)).toEqual(places(row));
  expect(places(row).filter((place) => place !== undefined)).toHaveLength(3);
  const shape = rowShapeOf(events, () => now);
  const contents = { stored: former as never, responded: row as never, isCompleted: false };
  const difference = differenceOf(shape, contents);
  expect(difference).toEqual({ isAny: true, isVersion: false });
});
