// Limits the size of responses. A body without end would fill the memory until the time of its call is over. The limit
// applies to this program's clients, to the SDK's own for the sign-in, and to requests to instances and containers
// without a client. https://nodejs.org/api/diagnostics_channel.html#event-httpclientresponsefinish
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { responseLimits } from '../../../config/budgets.ts';
import { afterArrivals } from '../../lib/clock.ts';

/** The name of the error. */
export const responseTooLong = 'AnswerTooLong';

export interface ResponseLimits {
  readonly mostBytes: number;
  readonly mostOfAll: number;
}

const channel = 'http.client.response.finish';

/** Applies to every response in this process from now on; the returned function ends it. */
export function limitResponses({ mostBytes, mostOfAll }: ResponseLimits = responseLimits): () => void {
  const lengths = new Map<IncomingMessage, number>();
  let sum = 0;
  const refuse = (answer: IncomingMessage) => {
    forget(answer);
    const error = new Error(`The response is longer than ${mostBytes / 1_000_000} MB.`);
    answer.destroy(Object.assign(error, { name: responseTooLong }));
  };
  const forget = (answer: IncomingMessage) => {
    sum -= lengths.get(answer) ?? 0;
    lengths.delete(answer);
  };
  /** Many long responses at once exceed the limit together: the longest is refused. */
  const longest = () => [...lengths].reduce((one, other) => (other[1] > one[1] ? other : one))[0];
  const take = (answer: IncomingMessage, bytes: number) => {
    const length = (lengths.get(answer) ?? 0) + bytes;
    lengths.set(answer, length);
    sum += bytes;
    if (length > mostBytes) refuse(answer);
    else if (sum > mostOfAll) refuse(longest());
  };
  const begun = (message: unknown) => {
    const { response } = message as { readonly response: IncomingMessage };
    const push = response.push.bind(response);
    response.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
      if (chunk !== null && !response.destroyed) take(response, chunk.byteLength);
      return response.destroyed ? false : push(chunk, encoding);
    };
    // Each open client adds a listener: together they may exceed Node's leak warning.
    response.setMaxListeners(response.getMaxListeners() + 1);
    response.once('close', () => forget(response));
    // Deferred until the client listens to the response.
    if (Number(response.headers['content-length']) > mostBytes) afterArrivals(() => refuse(response));
  };
  subscribe(channel, begun);
  return () => unsubscribe(channel, begun);
}
