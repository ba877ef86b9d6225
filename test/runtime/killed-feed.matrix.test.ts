// Killed in the middle, twice: after the last restart every job has ended as it really did, and no message is lost.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { paginateListBackupJobs } from '@aws-sdk/client-backup';
import { expect, onTestFinished, test } from 'vitest';
import { compactFeed, createFeed, readFeedEntry } from '../../src/engine/feed/feed.ts';
import { createJournal } from '../../src/journal/journal.ts';
import { clientsOf, emulatorAt, noon } from '../emulator/clients.ts';
import { callsOf } from '../emulator/wire-calls.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { caseCount } from '../support/matrix.ts';

const program = resolve(import.meta.dirname, '../support/feed-process.ts');
const dayMs = 86_400_000;
const place = { accountId: '123456789012', region: 'us-east-1' };

/** Runs it until it prints the word; a number matches any that is not less. Then it is killed without a warning. */
async function runUntil(words: readonly string[], until: number | 'idle'): Promise<void> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) {
    if (until === 'idle' ? line === 'idle' : Number(line) >= until) break;
  }
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** How long messages gather before each kill: in the proof, for more than 10,000 events. */
const burstDays = caseCount(1, 13);
const events = caseCount(600, 10_000);

test('hundreds or thousands of events, duplicates and disorder among them, outlive two kills', async () => {
  const time = { now: noon };
  const emulator = await emulatorAt({ estate: 'medium', clock: { now: () => time.now } });
  const calls = callsOf(emulator);
  const { output } = await calls.sqs('CreateQueue', {
    QueueName: 'feed',
    Attributes: { MessageRetentionPeriod: '1209600' },
  });
  const QueueUrl: string = output.QueueUrl;
  await calls.events('PutRule', { Name: 'feed', EventPattern: JSON.stringify({ source: ['aws.backup'] }) });
  await calls.events('PutTargets', {
    Rule: 'feed',
    Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:123456789012:feed' }],
  });
  const waiting = async () => {
    const response = await calls.sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    const { ApproximateNumberOfMessages: seen, ApproximateNumberOfMessagesNotVisible: hidden } =
      response.output.Attributes;
    return Number(seen) + Number(hidden);
  };
  const path = join(mkdtempSync(join(tmpdir(), 'vaultop-feed-')), 'feed.jsonl');
  const words = [emulator.url, QueueUrl, path];
  let sent = 0;
  for (const burst of [1, 2]) {
    time.now += burstDays * dayMs;
    sent += await waiting();
    // Ten of them come again, later than what follows them.
    const { output: first } = await calls.sqs('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
    });
    for (const { Body } of first.Messages) await calls.sqs('SendMessage', { QueueUrl, MessageBody: Body });
    await runUntil(words, (events / 5) * burst);
    // What a killed process had in hand is hidden for a while.
    time.now += 60_000;
    await runUntil(words, 'idle');
    expect(await waiting()).toBe(0);
  }
  expect(sent).toBeGreaterThan(events);

  const journal = createJournal({ path, maxBytes: 50_000_000, compact: compactFeed, readEntry: readFeedEntry });
  const feed = createFeed({ queues: [], journal, clock: createFakeClock(), received() {}, changed() {} });
  await feed.start();
  expect(feed.events().length).toBeGreaterThanOrEqual(sent);
  const wrong: string[] = [];
  let compared = 0;
  const { backup } = clientsOf(emulator);
  const pages = paginateListBackupJobs({ client: backup }, { ByCreatedAfter: new Date(noon), MaxResults: 1_000 });
  for await (const { BackupJobs = [] } of pages) {
    for (const { BackupJobId: id = '', State } of BackupJobs) {
      const news = feed.newsOf({ kind: 'backup', id, ...place });
      compared += 1;
      if (news?.state !== State) wrong.push(`${id}: ${State}, received ${news?.state}`);
    }
  }
  expect(compared).toBeGreaterThan(events / 10);
  expect(wrong).toEqual([]);
});
