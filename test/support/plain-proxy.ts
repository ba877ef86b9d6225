// A proxy between a program and the embedded AWS that passes only AWS's own time header, the Date of each response.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { clockHeaders } from '../../src/lib/clock.ts';

/** Its URL; it ends with the test. */
export async function plainProxy(url: string): Promise<string> {
  const server = createServer((requested: IncomingMessage, answer: ServerResponse) => {
    const { method, headers } = requested;
    const onward = request(new URL(requested.url ?? '/', url), { method, headers }, (response) => {
      const told = { ...response.headers };
      for (const name of Object.values(clockHeaders)) delete told[name];
      answer.writeHead(response.statusCode ?? 502, told);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    requested.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
