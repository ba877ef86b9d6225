// An SQS queue, read through the AWS clients.
import type { Aws } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Queue, ReceivedMessage } from './queue-reader.ts';

/** SQS's maximum per request. */
const batchSize = 10;
/** Shorter than the time limit of a request; a message that arrives during the wait is returned at once. */
const usualWaitSeconds = 10;
/**
 * Long enough to store a batch on a slow disk, short enough that the messages of a killed process are received again
 * soon.
 */
const visibilitySeconds = 30;

export interface SqsQueue {
  readonly scope: Scope;
  readonly url: string;
  /** How long SQS waits for a message; 0: not at all. */
  readonly waitSeconds?: number;
}

export function createSqsQueue(
  aws: Pick<Aws, 'call'>,
  { scope, url, waitSeconds: WaitTimeSeconds = usualWaitSeconds }: SqsQueue,
): Queue {
  return {
    url,
    async receive(signal) {
      const { Messages = [] } = await aws.call(
        scope,
        {
          service: 'sqs',
          operation: 'ReceiveMessage',
          input: {
            QueueUrl: url,
            MaxNumberOfMessages: batchSize,
            WaitTimeSeconds,
            VisibilityTimeout: visibilitySeconds,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['SentTimestamp'],
          },
        },
        { signal },
      );
      return Messages.map(toMessage);
    },
    async remove(receipts, signal) {
      const Entries = receipts.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
      // A message that cannot be deleted is received again, and recognized then.
      await aws.call(
        scope,
        { service: 'sqs', operation: 'DeleteMessageBatch', input: { QueueUrl: url, Entries } },
        { signal },
      );
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
