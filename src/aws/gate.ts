// Read-only by default: a call that is not known to be a reading one is not sent.
import { AwsProblemError } from './errors/errors.ts';
import { refusedByGate } from './errors/refusal-texts.ts';

export interface Gate {
  /** The connection has write access. */
  readonly write: boolean;
  /** URLs of the queues of live events; receiving a message and deleting it are allowed there. */
  readonly eventQueues?: readonly string[];
}

interface CallToSend {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

const readingName = /^(Get|List|Describe|Export|Lookup)[A-Z]/;

/** Their names look like reading operations, but they return credentials. */
const mintsCredentials: ReadonlySet<string> = new Set([
  'GetDelegatedAccessToken',
  'GetFederationToken',
  'GetSessionToken',
  'GetWebIdentityToken',
]);

/**
 * STS changes nothing, but most of its operations create credentials: only those for the sign-in and the identity are
 * allowed.
 */
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

/** Throws AwsProblemError 'refused-by-gate' unless the call may be sent. */
export function assertAllowed(call: CallToSend, gate: Gate): void {
  if (!gate.write && !isHarmless(call, gate)) {
    throw new AwsProblemError(refusedByGate(call.service, call.operation));
  }
}

function isHarmless({ service, operation, input }: CallToSend, { eventQueues = [] }: Gate): boolean {
  if (service === 'sts') return signsIn.has(operation);
  if (service === 'sqs') return takesEvents.has(operation) && namesOneOf(eventQueues, input);
  return isReadOnly(operation);
}

function namesOneOf(queues: readonly string[], input: { QueueUrl?: string; QueueName?: string }): boolean {
  const { QueueUrl: url, QueueName: name } = input;
  return queues.some((queue) => queue === url || (name !== undefined && queue.split('/').at(-1) === name));
}
