// A queue of SQS, through the one door to AWS.
import type { Aws } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Queue, ReceivedMessage } from './queue-reader.ts';

/** The most that SQS gives and takes at once. */
const batchSize = 10;
/** Shorter than the time that a request may take; a message that comes meanwhile is answered at once. */
const waitSeconds = 10;
/** Long enough to keep a batch on a slow disk, short enough that what a killed process had in hand comes back soon. */
const visibilitySeconds = 30;

export function createSqsQueue(
  aws: Pick<Aws, 'call'>,
  scope: Scope,
  url: string,
  WaitTimeSeconds = waitSeconds,
): Queue {
  return {
    url,
    async receive(signal) {
      const { Messages = [] } = await aws.call(
        scope,
        'sqs',
        'ReceiveMessage',
        {
          QueueUrl: url,
          MaxNumberOfMessages: batchSize,
          WaitTimeSeconds,
          VisibilityTimeout: visibilitySeconds,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['SentTimestamp'],
        },
        signal,
      );
      return Messages.map(toMessage);
    },
    async remove(receipts, signal) {
      const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      // What cannot be deleted comes again, and is known then.
      await aws.call(scope, 'sqs', 'DeleteMessageBatch', { QueueUrl: url, Entries }, signal);
    },
  };
}

type SqsMessage = NonNullable<import('@aws-sdk/client-sqs').ReceiveMessageResult['Messages']>[number];

function toMessage({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: SqsMessage): ReceivedMessage {
  const attributes = Object.entries(MessageAttributes ?? {}).map(([name, { StringValue }]) => [
    name,
    StringValue ?? '',
  ]);
  return {
    id: MessageId ?? '',
    receipt: ReceiptHandle ?? '',
    body: Body ?? '',
    attributes: Object.fromEntries(attributes),
    sentAt: Number(Attributes?.SentTimestamp ?? 0),
  };
}
