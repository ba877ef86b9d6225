// Parses a message for Publish: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
import { parseBag } from '../../lib/bag.ts';
import type { MessageAttributes } from '../sqs/queues.ts';
import { invalidParameter } from './sns-errors.ts';
import type { Message } from './topics.ts';

export interface PublishInput {
  Message?: string;
  MessageStructure?: string;
  Subject?: string;
  MessageAttributes?: MessageAttributes;
}

const mostBytes = 262_144;
const longestSubject = 100;

export function readMessage(input: PublishInput): Message {
  const { Message: body, MessageStructure: structure, Subject: subject, MessageAttributes: attributes = {} } = input;
  if (!body) throw invalidParameter('Empty message');
  if (Buffer.byteLength(body) > mostBytes) throw invalidParameter('Message too long');
  if (subject !== undefined) checkSubject(subject);
  checkAttributes(attributes);
  if (structure === undefined) return { body, subject, attributes };
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  return { body: bodyForQueues(body), subject, attributes };
}

/** ASCII that begins with a letter, a digit or a punctuation mark, without line breaks and control characters. */
function checkSubject(subject: string): void {
  if (/^[!-~][ -~]*$/.test(subject) && subject.length <= longestSubject) return;
  throw invalidParameter('Subject');
}

/** The body for the protocol sqs, or the default body. */
function bodyForQueues(text: string): string {
  const bodies = parseBag(text);
  if (bodies === undefined) throw invalidParameter('Message Structure - JSON message body failed to parse');
  if (typeof bodies.default !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return typeof bodies.sqs === 'string' ? bodies.sqs : bodies.default;
}

function checkAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType = '', StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(String|Number|Binary|String\.Array)$/.test(DataType)) {
      throw invalidParameter(`The message attribute '${name}' has an invalid message attribute type`);
    }
    if (!(DataType === 'Binary' ? BinaryValue : StringValue)) {
      throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute value`);
    }
  }
}
