import { listOf, mapOf, struct, text } from '../wire/own-schema.ts';

/** The parameters of all operations. */
export const snsInput = struct({
  Name: text,
  TopicArn: text,
  TargetArn: text,
  SubscriptionArn: text,
  Protocol: text,
  Endpoint: text,
  Attributes: mapOf(text),
  AttributeName: text,
  AttributeValue: text,
  Message: text,
  MessageStructure: text,
  Subject: text,
  MessageAttributes: mapOf(struct({ DataType: text, StringValue: text, BinaryValue: text })),
  Tags: listOf(struct({ Key: text, Value: text })),
  NextToken: text,
});
