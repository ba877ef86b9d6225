// The server may close a kept connection at the moment at which the next request is sent on it. `reusedSocket` tells
// that there was no response yet. https://nodejs.org/api/http.html#requestreusedsocket
import type { Agent, ClientRequest } from 'node:http';

const closedErrors = new WeakSet<object>();
const codes: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

/** Makes the agent record the errors of kept connections that were closed. */
export function noteClosedConnections(agent: Agent): void {
  const reuse = agent.reuseSocket.bind(agent);
  agent.reuseSocket = (socket, request) => {
    reuse(socket, request);
    // The SDK's handler passes this error on unchanged.
    (request as ClientRequest).prependOnceListener('error', (error: NodeJS.ErrnoException) => {
      if (codes.has(error.code)) closedErrors.add(error);
    });
  };
}

/**
 * There was no response because the server had closed the connection: the request may be sent again at once on another
 * connection.
 */
export const isClosedConnection = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && closedErrors.has(error);
