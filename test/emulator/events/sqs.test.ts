import { expect, test } from 'vitest';
import { createFakeClock } from '../../support/fake-clock.ts';
import { emulatorAt } from '../clients.ts';
import { callsOf } from '../wire-calls.ts';

const text = 'A first message <&> "second"';

async function queueAt(options: Parameters<typeof emulatorAt>[0] = {}, Attributes = {}) {
  const emulator = await emulatorAt(options);
  const calls = callsOf(emulator);
  const { output } = await calls.sqs('CreateQueue', { QueueName: 'backups', Attributes });
  return { ...calls, emulator, QueueUrl: output.QueueUrl as string };
}

test('makes a queue, finds it again, and refuses another of its name', async () => {
  const { sqs, QueueUrl, emulator } = await queueAt();
  expect(QueueUrl).toBe(`${emulator.url}/123456789012/backups`);
  expect((await sqs('GetQueueUrl', { QueueName: 'backups' })).output).toEqual({ QueueUrl });
  expect((await sqs('CreateQueue', { QueueName: 'backups' })).output).toEqual({ QueueUrl });
  const refused = await sqs('CreateQueue', { QueueName: 'backups', Attributes: { VisibilityTimeout: '5' } });
  expect([refused.status, refused.output.__type]).toEqual([400, 'QueueNameExists']);
});

test('tells of a queue that is not there under both of its names', async () => {
  const { sqs, query } = callsOf(await emulatorAt());
  const refused = await sqs('GetQueueUrl', { QueueName: 'nowhere' });
  expect(refused.output.__type).toBe('QueueDoesNotExist');
  expect(refused.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  const inXml = await query('sqs', '2012-11-05', { Action: 'GetQueueUrl', QueueName: 'nowhere' });
  expect(inXml.status).toBe(400);
  expect(inXml.body).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
});

test('a message is hidden once received, comes back, and is gone once deleted', async () => {
  const clock = createFakeClock();
  const { sqs, QueueUrl } = await queueAt({ clock });
  const sent = await sqs('SendMessage', { QueueUrl, MessageBody: text });
  const receive = async () =>
    (await sqs('ReceiveMessage', { QueueUrl, VisibilityTimeout: 10, AttributeNames: ['All'] })).output.Messages ?? [];
  const [first] = await receive();
  expect(first).toMatchObject({
    Body: text,
    MD5OfBody: sent.output.MD5OfMessageBody,
    MessageId: sent.output.MessageId,
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(clock.now()) },
  });
  expect(await receive()).toEqual([]);
  await clock.advance(10_000);
  const [again] = await receive();
  expect(again.Attributes.ApproximateReceiveCount).toBe('2');
  await sqs('DeleteMessage', { QueueUrl, ReceiptHandle: first.ReceiptHandle });
  await sqs('DeleteMessage', { QueueUrl, ReceiptHandle: again.ReceiptHandle });
  await clock.advance(10_000);
  expect(await receive()).toEqual([]);
});

test('a long poll answers as soon as there is a message', async () => {
  const { sqs, QueueUrl } = await queueAt({ now: Date.UTC(2026, 0, 15, 12) });
  const waiting = sqs('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
  await sqs('SendMessage', { QueueUrl, MessageBody: text });
  expect((await waiting).output.Messages).toHaveLength(1);
});

test('a long poll ends empty when its time is over', async () => {
  const clock = createFakeClock();
  const { sqs, QueueUrl } = await queueAt({ clock });
  const waiting = sqs('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 2 });
  await expect.poll(() => clock.pending(), { interval: 1 }).toBe(1);
  await clock.advance(2_000);
  expect((await waiting).body).toBe('{}');
});

test('counts what is visible, hidden and delayed', async () => {
  const { sqs, QueueUrl } = await queueAt();
  for (const DelaySeconds of [0, 0, 60]) await sqs('SendMessage', { QueueUrl, MessageBody: text, DelaySeconds });
  await sqs('ReceiveMessage', { QueueUrl });
  const { output } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
  expect(output.Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '1',
    QueueArn: 'arn:aws:sqs:us-east-1:123456789012:backups',
    VisibilityTimeout: '30',
  });
  await sqs('PurgeQueue', { QueueUrl });
  expect((await sqs('ReceiveMessage', { QueueUrl })).body).toBe('{}');
});

test('deletes in a batch, and tells which could not be', async () => {
  const { sqs, QueueUrl } = await queueAt();
  await sqs('SendMessage', { QueueUrl, MessageBody: text });
  const [{ ReceiptHandle }] = (await sqs('ReceiveMessage', { QueueUrl })).output.Messages;
  const Entries = [
    { Id: 'a', ReceiptHandle },
    { Id: 'b', ReceiptHandle: 'nonsense' },
  ];
  const { output } = await sqs('DeleteMessageBatch', { QueueUrl, Entries });
  expect(output.Successful).toEqual([{ Id: 'a' }]);
  expect(output.Failed).toMatchObject([{ Id: 'b', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
});

test('speaks the query protocol of old clients', async () => {
  const { query, sqs, QueueUrl } = await queueAt();
  const old = (Action: string, form: Record<string, string>) =>
    query('sqs', '2012-11-05', { Action, QueueUrl, ...form }, '/123456789012/backups');
  const sent = await old('SendMessage', {
    MessageBody: text,
    'MessageAttribute.1.Name': 'colour',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'red',
  });
  expect(sent.body).toContain('<MD5OfMessageBody>');
  const { body } = await old('ReceiveMessage', {
    'AttributeName.1': 'All',
    'MessageAttributeName.1': 'All',
    MaxNumberOfMessages: '10',
  });
  expect(body).toContain('<Body>A first message &lt;&amp;&gt; &quot;second&quot;</Body>');
  expect(body).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
  expect(body).toContain('<MessageAttribute><Name>colour</Name><Value><DataType>String</DataType>');
  const handle = /<ReceiptHandle>([^<]+)</.exec(body)?.[1] ?? '';
  const deleted = await old('DeleteMessageBatch', {
    'DeleteMessageBatchRequestEntry.1.Id': 'a',
    'DeleteMessageBatchRequestEntry.1.ReceiptHandle': handle,
  });
  expect(deleted.body).toContain('<DeleteMessageBatchResultEntry><Id>a</Id></DeleteMessageBatchResultEntry>');
  const counted = await sqs('GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
  });
  expect(counted.output.Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '0' });
});

test.each([
  ['SendMessage', {}, 'MissingParameter'],
  ['ReceiveMessage', { MaxNumberOfMessages: 11 }, 'InvalidParameterValue'],
  ['ReceiveMessage', { WaitTimeSeconds: 21 }, 'InvalidParameterValue'],
  ['DeleteMessageBatch', { Entries: [] }, 'EmptyBatchRequest'],
  ['GetQueueAttributes', { AttributeNames: ['Colour'] }, 'InvalidAttributeName'],
])('%s refuses %j with %s', async (operation, input, name) => {
  const { sqs, QueueUrl } = await queueAt();
  const { status, output } = await sqs(operation, { QueueUrl, ...input });
  expect([status, output.__type]).toEqual([400, name]);
});
