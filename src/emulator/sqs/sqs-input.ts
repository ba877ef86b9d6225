import { listOf, mapOf, number, struct, text } from '../wire/own-schema.ts';

const attribute = struct({ DataType: text, StringValue: text, BinaryValue: text });
const message = {
  MessageBody: text,
  MessageAttributes: mapOf(attribute),
  DelaySeconds: number,
  ReceiptHandle: text,
  VisibilityTimeout: number,
};

/** The parameters of all operations. */
export const sqsInput = struct({
  ...message,
  QueueUrl: text,
  QueueName: text,
  QueueNamePrefix: text,
  MaxResults: number,
  NextToken: text,
  Attributes: mapOf(text),
  AttributeNames: listOf(text),
  MaxNumberOfMessages: number,
  WaitTimeSeconds: number,
  MessageSystemAttributeNames: listOf(text),
  MessageAttributeNames: listOf(text),
  Entries: listOf(struct({ Id: text, ...message })),
});
