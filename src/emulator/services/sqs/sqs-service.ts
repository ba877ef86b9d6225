import type { Clock } from '../../../lib/clock.ts';
import type { Estate } from '../../estate/estate.ts';
import { createJsonRpcService, type RequestHandler } from '../json-rpc-service.ts';
import { createQueryService, isForm } from '../query-service.ts';
import type { Call, Service, WireRequest } from '../service.ts';
import {
  changeMessageVisibility,
  deleteMessage,
  inBatch,
  type MessageInput,
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
  setQueueAttributes,
} from './queue-operations.ts';
import type { Queue, Queues } from './queues.ts';
import { sqsQueryCode } from './sqs-errors.ts';
import { sqsInput } from './sqs-input.ts';

export interface SqsOptions {
  clock: Clock;
  queuesOf(estate: Estate): Queues;
  /** Brings into the queues what rules and topics have for them by `call.now`. */
  deliver(call: Call): void;
}

type Input = QueueInput & MessageInput;
type QueueHandler = (queue: Queue, input: Input, call: Call, queues: Queues) => ReturnType<RequestHandler>;

export function createSqsService(options: SqsOptions): Service {
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
  const speakerOf = (request: WireRequest) => (isForm(request) ? query : json);
  return {
    name: 'sqs',
    find: (request) => speakerOf(request).find(request),
    writeError(error, request) {
      if (request !== undefined && isForm(request)) return query.writeError(error);
      const answer = json.writeError(error);
      const fault = error.status < 500 ? 'Sender' : 'Receiver';
      return { ...answer, headers: { ...answer.headers, 'x-amzn-query-error': `${sqsQueryCode(error)};${fault}` } };
    },
  };
}

function createHandlers({ clock, queuesOf, deliver }: SqsOptions): Record<string, RequestHandler> {
  const onQueue =
    (act: QueueHandler): RequestHandler =>
    (input: Input, call, request) => {
      const queues = queuesOf(call.estate);
      const queue = findQueue(queues, input, call, request);
      deliver(call);
      return act(queue, input, call, queues);
    };
  return {
    CreateQueue: (input, call, request) => createQueue(queuesOf(call.estate), input, call, request),
    GetQueueUrl: (input, call, request) => getQueueUrl(queuesOf(call.estate), input, call, request),
    ListQueues: (input, call, request) => listQueues(queuesOf(call.estate), input, call, request),
    GetQueueAttributes: onQueue((queue, input, { now }) => getQueueAttributes(queue, input, now)),
    SetQueueAttributes: onQueue((queue, input, { now }, queues) => setQueueAttributes(queue, input, now, queues)),
    DeleteQueue: onQueue((queue, _input, _call, queues) => {
      queues.remove(queue);
      return {};
    }),
    PurgeQueue: onQueue((queue) => {
      queue.messages = [];
      return {};
    }),
    SendMessage: onQueue((queue, input, { now }, queues) => sendMessage(queues, queue, input, now)),
    SendMessageBatch: onQueue((queue, input, { now }, queues) =>
      inBatch(input, (entry) => sendMessage(queues, queue, entry, now)),
    ),
    ReceiveMessage: onQueue((queue, input, call, queues) =>
      receiveMessage(queue, input, { clock, queues, deliver: (now) => deliver({ ...call, now }) }),
    ),
    DeleteMessage: onQueue(deleteMessage),
    DeleteMessageBatch: onQueue((queue, input) => inBatch(input, (entry) => deleteMessage(queue, entry))),
    ChangeMessageVisibility: onQueue((queue, input, { now }) => changeMessageVisibility(queue, input, now)),
  };
}
