import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { BackupEvent } from '../../src/domain/jobs/backup-event.ts';
import { compactFeed, createFeed, type FeedEntry, readFeedEntry } from '../../src/engine/feed/feed.ts';
import type { ReceivedMessage } from '../../src/events/queue-reader.ts';
import { createJournal } from '../../src/journal/journal.ts';
import samples from '../events/samples.json' with { type: 'json' };
import { createFakeClock, settle } from '../support/fake-clock.ts';

const names = ['running', 'completed', 'created'] as const;

/** The three states of one job, newest first, as a queue without order may give them. */
const received = names.map((name, index): ReceivedMessage => {
  const sample = samples[`eventbridge/backup-job-state-change--${name}`];
  const detail = { ...sample.detail, backupJobId: name === 'running' ? 'A-1' : 'a-1' };
  const body = JSON.stringify({ ...sample, id: `e${index}`, detail });
  return { id: `m${index}`, receipt: `r${index}`, sentAt: 0, attributes: {}, body };
});

function feedOf(
  turns: readonly (readonly ReceivedMessage[])[],
  lines: FeedEntry[] = [],
  load = async (): Promise<readonly FeedEntry[]> => [...lines],
) {
  const clock = createFakeClock();
  const heard: BackupEvent[] = [];
  const left = [...turns];
  const queue = {
    url: 'q',
    receive: (signal: AbortSignal) =>
      left.length > 0
        ? Promise.resolve(left.shift() ?? [])
        : new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    remove: async () => {},
  };
  const journal = {
    load,
    append: async (entries: readonly FeedEntry[]) => void lines.push(...entries),
  };
  const feed = createFeed({
    queues: [queue],
    journal,
    clock,
    received: (events) => heard.push(...events),
    changed() {},
  });
  onTestFinished(feed.stop);
  return { feed, heard, lines };
}

const place = { accountId: '210987654321', region: 'eu-west-1' };

test('duplicates and disorder change nothing: the job has ended', async () => {
  const { feed, heard, lines } = feedOf([
    [received[1]!, received[0]!],
    [received[1]!, received[2]!, received[2]!],
    received,
  ]);
  await feed.start();
  await settle(100);
  expect(feed.newsOf({ kind: 'backup', id: 'A-1', ...place })).toMatchObject({ state: 'COMPLETED' });
  expect(heard.map(({ id }) => id)).toEqual(['e1', 'e0', 'e2']);
  expect(lines).toHaveLength(3);
  expect(feed.events()).toHaveLength(3);
  expect(feed.newestAt()).toBe(feed.events()[0]?.at);
  expect(feed.queues()).toMatchObject([{ url: 'q', answeredAt: expect.any(Number) }]);
});

test('the next process knows what the one before it kept', async () => {
  const before = feedOf([received]);
  await before.feed.start();
  await settle(100);
  const after = feedOf([received], before.lines);
  await after.feed.start();
  await settle(100);
  expect(after.feed.newsOf({ kind: 'backup', id: 'a-1', ...place })?.state).toBe('COMPLETED');
  expect(after.feed.lastEventOf(place.accountId, place.region)).toBeGreaterThan(0);
  expect(after.lines).toHaveLength(3);
});

test('a journal of an earlier version is read, and written anew in its present form', async () => {
  const before = feedOf([[received[0]!]]);
  await before.feed.start();
  await settle(100);
  const [line] = before.lines;
  const event = line && 'event' in line ? line.event : undefined;
  const { members, ...job } = event!.job!;
  const folder = await mkdtemp(join(tmpdir(), 'vaultop-feed-'));
  const path = join(folder, 'events.jsonl');
  await writeFile(path, `${JSON.stringify({ event: { ...event, job: { ...job, told: members } } })}\n`);
  const journal = createJournal({ path, maxBytes: 1, compact: compactFeed, readEntry: readFeedEntry });
  expect(await journal.load()).toEqual([{ event }]);
  expect(members.resourceArn).toMatch(/^arn:/);
  await journal.append([{ unreadable: { id: 'm', at: 1, reason: 'r', body: 'b' } }]);
  const text = await readFile(path, 'utf8');
  expect(text).toContain('"members":');
  expect(text).not.toContain('"told":');
});

test('holds the newest 20,000 events and jobs, and forgets those before them', async () => {
  const before = feedOf([[received[0]!]]);
  await before.feed.start();
  await settle(100);
  const [sample] = before.feed.events();
  if (sample?.job === undefined) throw new Error('The sample has no job.');
  const { job } = sample;
  const lines = Array.from({ length: 20_003 }, (_, index): FeedEntry => {
    const id = String(index);
    return { event: { ...sample, id, job: { ...job, id } } };
  });
  const { feed } = feedOf([], lines);
  await feed.start();
  expect(feed.events()).toHaveLength(20_000);
  const isKnown = (id: string) => feed.newsOf({ kind: job.kind, id, ...place }) !== undefined;
  expect(['0', '2', '3', '20002'].map(isKnown)).toEqual([false, false, true, true]);
});

test('what nobody understands is kept and shown', async () => {
  const { feed, lines } = feedOf([[{ ...received[0]!, body: 'huh' }]]);
  await feed.start();
  await settle(100);
  expect(feed.unreadable()).toMatchObject([{ body: 'huh', reason: expect.any(String) }]);
  expect(lines).toHaveLength(1);
});

test('what cannot be kept is not taken off its queue, and the queue says why it is not read', async () => {
  const { feed, lines } = feedOf([received], [], async () => {
    throw new Error('EACCES: permission denied');
  });
  await feed.start();
  await settle(100);
  expect(feed.queues()).toMatchObject([
    { url: 'q', failure: { error: expect.objectContaining({ message: expect.stringMatching(/EACCES/) }) } },
  ]);
  expect(feed.events()).toEqual([]);
  expect(lines).toEqual([]);
});

test('a feed that was stopped while it looked up what it knew reads no queue', async () => {
  const { promise, resolve } = Promise.withResolvers<readonly FeedEntry[]>();
  const { feed, lines } = feedOf([received], [], () => promise);
  const started = feed.start();
  feed.stop();
  resolve([]);
  await started;
  await settle(100);
  expect(feed.events()).toEqual([]);
  expect(lines).toEqual([]);
});
