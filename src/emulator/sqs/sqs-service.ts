import type { Clock } from '../../lib/clock.ts';
import type { Estate } from '../estate/estate.ts';
import { createJsonRpcService, type RequestHandler } from '../protocols/json-rpc-service.ts';
import { createQueryService, isForm } from '../protocols/query-service.ts';
import type { Call, EmulatedService, WireRequest } from '../protocols/service.ts';
import {
  changeMessageVisibility,
  deleteMessage,
  inBatch,
  type QueueMessageInput,
  receiveMessage,
  sendMessage,
} from './message-operations.ts';
import { toSqsInput, toSqsResult } from './query-form.ts';
import {
  createQueue,
  findQueue,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  type QueueInput,
  type SqsCall,
  setQueueAttributes,
} from './queue-operations.ts';
import type { EmulatedQueue, QueueStore } from './queues.ts';
import { sqsQueryCode } from './sqs-errors.ts';
import { sqsInput } from './sqs-input.ts';

export interface SqsOptions {
  clock: Clock;
  queuesOf(estate: Estate): QueueStore;
  /** Delivers messages of rules and topics up to `call.now` into the queues. */
  deliver(call: Call): void;
}

type Input = QueueInput & QueueMessageInput;
type SqsHandler = (input: Input, call: SqsCall) => ReturnType<RequestHandler>;
type QueueHandler = (queue: EmulatedQueue, input: Input, call: SqsCall) => ReturnType<RequestHandler>;

export function createSqsService(options: SqsOptions): EmulatedService {
  const handlers = createHandlers(options);
  const json = createJsonRpcService({ name: 'sqs', input: sqsInput, target: 'AmazonSQS', version: '1.0', handlers });
  const query = createQueryService({
    name: 'sqs',
    xmlns: 'http://queue.amazonaws.com/doc/2012-11-05/',
    handlers,
    toInput: toSqsInput,
    toResult: toSqsResult,
    codeOf: sqsQueryCode,
  });
  const protocolOf = (request: WireRequest) => (isForm(request) ? query : json);
  return {
    name: 'sqs',
    find: (request) => protocolOf(request).find(request),
    writeError(error, request) {
      if (request !== undefined && isForm(request)) return query.writeError(error);
      const response = json.writeError(error);
      const fault = error.status < 500 ? 'Sender' : 'Receiver';
      return { ...response, headers: { ...response.headers, 'x-amzn-query-error': `${sqsQueryCode(error)};${fault}` } };
    },
  };
}

function createHandlers({ clock, queuesOf, deliver }: SqsOptions): Record<string, RequestHandler> {
  const onQueues =
    (execute: SqsHandler): RequestHandler =>
    (input: Input, call, request) =>
      execute(input, { ...call, queues: queuesOf(call.estate), request });
  const onQueue = (execute: QueueHandler) =>
    onQueues((input, call) => {
      const queue = findQueue(input, call);
      deliver(call);
      return execute(queue, input, call);
    });
  return {
    CreateQueue: onQueues(createQueue),
    GetQueueUrl: onQueues(getQueueUrl),
    ListQueues: onQueues(listQueues),
    GetQueueAttributes: onQueue(getQueueAttributes),
    SetQueueAttributes: onQueue(setQueueAttributes),
    DeleteQueue: onQueue((queue, _input, { queues }) => {
      queues.remove(queue);
      return {};
    }),
    PurgeQueue: onQueue((queue) => {
      queue.messages = [];
      return {};
    }),
    SendMessage: onQueue(sendMessage),
    SendMessageBatch: onQueue((queue, input, call) => inBatch(input, (entry) => sendMessage(queue, entry, call))),
    ReceiveMessage: onQueue((queue, input, call) =>
      receiveMessage(queue, input, { clock, queues: call.queues, deliver: (now) => deliver({ ...call, now }) }),
    ),
    DeleteMessage: onQueue(deleteMessage),
    DeleteMessageBatch: onQueue((queue, input) => inBatch(input, (entry) => deleteMessage(queue, entry))),
    ChangeMessageVisibility: onQueue(changeMessageVisibility),
  };
}
