import { describe, expect, test } from 'vitest';
import type { BackupEvent } from '../../src/domain/jobs/backup-event.ts';
import { readMessage } from '../../src/events/read-message.ts';
import samples from './samples.json' with { type: 'json' };

const message = (body: string, attributes: Record<string, string> = {}) => ({
  id: 'm-1',
  body,
  attributes,
  sentAt: Date.UTC(2026, 6, 15),
});

function eventOf(name: keyof typeof samples): BackupEvent {
  const read = readMessage(message(JSON.stringify(samples[name])));
  if ('unreadable' in read) throw new Error(read.unreadable);
  expect(read.events).toHaveLength(1);
  return read.events[0] as BackupEvent;
}

const names = Object.keys(samples) as (keyof typeof samples)[];

test.each(names)('%s is understood: what, where, about what', (name) => {
  const event = eventOf(name);
  expect(event.kind).not.toBe('other');
  expect(event.id).not.toBe('');
  expect(event.at).toBeGreaterThan(Date.UTC(2019, 0));
  expect(event.subject).not.toBe('');
  expect(event.region).toBe('eu-west-1');
  if (event.kind !== 'object')
    expect(event).toMatchObject({ accountId: '210987654321', state: expect.stringMatching(/^[A-Z_]+$/) });
});

describe('the traps in the forms', () => {
  test('CREATED says an id and a date, and that is enough for news', () => {
    const { job } = eventOf('eventbridge/backup-job-state-change--created');
    expect(job).toMatchObject({
      kind: 'backup',
      state: 'CREATED',
      members: { createdAt: Date.UTC(2026, 5, 22, 20, 32, 47, 466) },
    });
    expect(job?.members).not.toHaveProperty('resourceArn');
  });

  test("a copy's CREATED has no id, so there is no job to join it to", () => {
    const event = eventOf('eventbridge/copy-job-state-change--created');
    expect(event).toMatchObject({ kind: 'copy-job', state: 'CREATED' });
    expect(event.job).toBeUndefined();
  });

  test('byte counts are texts in one event and numbers in another', () => {
    const backup = eventOf('eventbridge/backup-job-state-change--completed').job;
    const copy = eventOf('eventbridge/copy-job-state-change--completed').job;
    expect(backup?.members).toMatchObject({ sizeBytes: 36_048, transferredBytes: 36_048, percent: 100 });
    expect(copy?.members).toMatchObject({ sizeBytes: 3_221_225_472 });
  });

  test('the destination of a copy that runs is an empty object, and no point', () => {
    expect(eventOf('eventbridge/copy-job-state-change--running').job?.members).not.toHaveProperty('copiedPointArn');
    expect(eventOf('eventbridge/copy-job-state-change--completed').job?.members.copiedPointArn).toMatch(/^arn:/);
  });

  test('the expected end stands in the American form, in UTC', () => {
    const { job } = eventOf('eventbridge/backup-job-state-change--running');
    expect(job?.members.expectedAt).toBe(Date.UTC(2026, 6, 15, 21, 39, 7));
  });

  test('a message in quotation marks of its own loses them', () => {
    const { message: text } = eventOf('eventbridge/backup-job-state-change--aborted');
    expect(text).toBe('Backup job was stopped by user.');
  });

  test('a restore has a status, but a state while it is CREATED', () => {
    expect(eventOf('eventbridge/restore-job-state-change--created').job).toMatchObject({ state: 'CREATED' });
    expect(eventOf('eventbridge/restore-job-state-change--completed').job).toMatchObject({
      state: 'COMPLETED',
      members: { resourceArn: expect.stringMatching(/:db:/), createdResourceArn: expect.stringMatching(/^arn:/) },
    });
  });

  test('the rule of a plan is found under either of its names', () => {
    const { job } = eventOf('eventbridge/backup-job-state-change--expired');
    expect(job?.members.createdBy?.ruleId).toMatch(/^[0-9a-f-]{36}$/);
    expect(job?.members.createdBy?.planId).toMatch(/^aws\/efs\//);
    expect(job?.members.vaultName).toBe('aws/backup/AutomatedBackupVaultDel2');
  });
});

describe('ways into the queue', () => {
  const sample = samples['eventbridge/backup-job-state-change--completed'];

  test('an event that went through a topic is the same event', () => {
    const wrapped = { Type: 'Notification', MessageId: 'n-1', Message: JSON.stringify(sample), Timestamp: sample.time };
    expect(readMessage(message(JSON.stringify(wrapped)))).toEqual(readMessage(message(JSON.stringify(sample))));
  });

  test('raw delivery brings the sentence alone, its attributes beside it', () => {
    const attributes = { EventType: 'BACKUP_JOB', State: 'EXPIRED', AccountId: '210987654321', Id: 'j-1' };
    const read = readMessage(message('An AWS Backup job failed to complete in time.', attributes));
    expect(read).toMatchObject({ events: [{ kind: 'backup-job', job: { id: 'j-1', state: 'EXPIRED' } }] });
  });

  test('a call that CloudTrail tells of is told with its name and its refusal', () => {
    const call = {
      id: 'e-1',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.backup',
      time: sample.time,
      detail: { eventSource: 'backup.amazonaws.com', eventName: 'DeleteRecoveryPoint', errorCode: 'AccessDenied' },
    };
    expect(readMessage(message(JSON.stringify(call)))).toMatchObject({
      events: [{ kind: 'api-call', subject: 'DeleteRecoveryPoint', state: 'AccessDenied' }],
    });
  });

  test('a detail-type that AWS invents tomorrow is shown as it is', () => {
    const odd = { ...sample, 'detail-type': 'Backup Moon Phase Change', detail: { state: 'FULL' } };
    expect(readMessage(message(JSON.stringify(odd)))).toMatchObject({
      events: [{ kind: 'other', type: 'Backup Moon Phase Change', state: 'FULL' }],
    });
  });
});

test.each([
  ['not JSON at all', /neither JSON/],
  ['{"half":', /neither JSON/],
  ['[1,2]', /neither JSON/],
  ['{"hello":"world"}', /neither an EventBridge event/],
  [
    JSON.stringify({ id: 'x', 'detail-type': 'EC2 Instance State-change', source: 'aws.ec2', detail: {} }),
    /another service/,
  ],
  [JSON.stringify({ Type: 'Notification', Message: 'hello' }), /not from AWS Backup/],
])('%s is set aside with a reason', (body, reason) => {
  expect(readMessage(message(body))).toMatchObject({ unreadable: expect.stringMatching(reason) });
});

test('what steers a terminal does not get through', () => {
  const sample = samples['eventbridge/backup-job-state-change--failed'];
  const hostile = { ...sample, detail: { ...sample.detail, statusMessage: 'gone\u001b[2J\u202e' } };
  const read = readMessage(message(JSON.stringify(hostile)));
  expect('events' in read && read.events[0]?.message).toBe('gone␛[2J·');
});
