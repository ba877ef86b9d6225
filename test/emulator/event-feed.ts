import { expect } from 'vitest';
import type { Emulator } from '../../src/emulator/server.ts';
import { callsOf } from './wire-calls.ts';

/** A rule that sends events to a queue, and the events in the queue. */
export async function feedOf(emulator: Emulator, pattern: object) {
  const calls = callsOf(emulator);
  const { output } = await calls.sqs('CreateQueue', { QueueName: 'feed' });
  const QueueUrl = output.QueueUrl as string;
  const made = await calls.events('PutRule', { Name: 'backups', EventPattern: JSON.stringify(pattern) });
  const Targets = [{ Id: 'feed', Arn: 'arn:aws:sqs:us-east-1:123456789012:feed' }];
  const put = await calls.events('PutTargets', { Rule: 'backups', Targets });
  expect(put.output).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
  const receiveAll = async () => {
    const bodies: string[] = [];
    for (;;) {
      const { output } = await calls.sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 });
      const { Messages = [] } = output as { Messages?: { MessageId: string; ReceiptHandle: string; Body: string }[] };
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body }) => Body));
      const Entries = Messages.map(({ MessageId: Id, ReceiptHandle }) => ({ Id, ReceiptHandle }));
      await calls.sqs('DeleteMessageBatch', { QueueUrl, Entries });
    }
  };
  const events = async () => (await receiveAll()).map((body) => JSON.parse(body));
  return { made, events, receiveAll };
}
