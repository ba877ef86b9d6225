// A connection that was kept open may be closed by the server in the moment in which the next request goes out on it.
// Node tells by `reusedSocket` that nothing was answered yet. https://nodejs.org/api/http.html#requestreusedsocket
import type { Agent, ClientRequest } from 'node:http';

const closedErrors = new WeakSet<object>();
const codes: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

/** Makes the agent note which errors come of a kept connection that was closed. */
export function noteClosedConnections(agent: Agent): void {
  const reuse = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    reuse(socket, request);
    // The SDK's handler passes this error on as it is.
    (request as ClientRequest).prependOnceListener('error', (error: NodeJS.ErrnoException) => {
      if (codes.has(error.code)) closedErrors.add(error);
    });
  };
}

/** No answer came, since the server had closed the connection: it may be asked again at once, over another one. */
export const isClosedConnection = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && closedErrors.has(error);
