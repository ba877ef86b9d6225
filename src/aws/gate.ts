// Read-only by default: what is not known to read does not leave the process.
import { AwsProblemError } from './errors/errors.ts';
import { refusedByGate } from './errors/problem-texts.ts';

export interface Gate {
  /** The connection may change things. */
  readonly write: boolean;
  /** Addresses of the queues that live events are taken from; what is read from them is taken off them. */
  readonly eventQueues?: readonly string[];
}

const readingName = /^(Get|List|Describe|Export|Lookup)[A-Z]/;

/** They read by their name, yet hand out credentials. */
const mintsCredentials: ReadonlySet<string> = new Set([
  'GetDelegatedAccessToken',
  'GetFederationToken',
  'GetSessionToken',
  'GetWebIdentityToken',
]);

/** STS changes nothing, but most of it makes credentials: only what signs in and says who one is. */
const signsIn: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'GetCallerIdentity',
]);

const takesEvents: ReadonlySet<string> = new Set([
  'ReceiveMessage',
  'DeleteMessage',
  'DeleteMessageBatch',
  'GetQueueUrl',
  'GetQueueAttributes',
]);

export function isReadOnly(operation: string): boolean {
  return (readingName.test(operation) || operation === 'Search') && !mintsCredentials.has(operation);
}

/** Throws AwsProblemError 'refused-by-gate' unless the call may leave the process. */
export function assertAllowed(service: string, operation: string, input: object, gate: Gate): void {
  if (!gate.write && !isHarmless(service, operation, input, gate)) {
    throw new AwsProblemError(refusedByGate(service, operation));
  }
}

function isHarmless(service: string, operation: string, input: object, { eventQueues = [] }: Gate): boolean {
  if (service === 'sts') return signsIn.has(operation);
  if (service === 'sqs') return takesEvents.has(operation) && namesOneOf(eventQueues, input);
  return isReadOnly(operation);
}

function namesOneOf(queues: readonly string[], input: { QueueUrl?: string; QueueName?: string }): boolean {
  const { QueueUrl: url, QueueName: name } = input;
  return queues.some((queue) => queue === url || (name !== undefined && queue.split('/').at(-1) === name));
}
