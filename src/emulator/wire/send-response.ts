// Sends a response, complete or changed by a fault.
import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import type { WireResponse } from '../protocols/service.ts';

const proxyPage =
  '<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1>' +
  '<p>The proxy could not reach the server.</p></body></html>\n';

/** The response after a fault. */
export function breakResponse({ kind, amount }: Fault, wireResponse: WireResponse): WireResponse {
  switch (kind) {
    case 'truncated':
      return { ...wireResponse, body: firstHalf(wireResponse.body) };
    case 'malformed':
      return { ...wireResponse, body: `${wireResponse.body.slice(0, -1)},]` };
    case 'html':
      return { status: amount ?? 502, headers: { 'content-type': 'text/html' }, body: proxyPage };
    case 'empty':
      return { ...wireResponse, body: '' };
    case 'no-content':
      return { ...wireResponse, status: 204, body: '' };
    case 'no-members':
      return { ...wireResponse, body: '{}' };
    case 'array':
      return { ...wireResponse, body: '[1,2]' };
    case 'number':
      return { ...wireResponse, body: '42' };
    case 'object-list':
      return { ...wireResponse, body: withLists(wireResponse.body, (list) => ({ ...list })) };
    case 'text-row':
      return {
        ...wireResponse,
        body: withLists(wireResponse.body, (list) => (isOfObjects(list) ? ['text', ...list] : list)),
      };
    default:
      return wireResponse;
  }
}

const isOfObjects = (list: readonly unknown[]): boolean => list.every((item) => typeof item === 'object');

/** Replaces each list of the body. A body that is not JSON becomes an empty object. */
function withLists(body: string, change: (list: readonly unknown[]) => unknown): string {
  try {
    return JSON.stringify(JSON.parse(body), (_, value) => (Array.isArray(value) ? change(value) : value));
  } catch {
    return '{}';
  }
}

const firstHalf = (text: string) => text.slice(0, Math.ceil(text.length / 2));

export function sendResponse(
  response: ServerResponse,
  { status, headers, body, encoding = 'utf8' }: WireResponse,
  fault?: Fault,
): void {
  if (fault?.kind !== 'reset') {
    response.writeHead(status, headers);
    response.end(body, encoding);
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body, encoding) + 1) });
  response.write(firstHalf(body), encoding, () => response.socket?.resetAndDestroy());
}
