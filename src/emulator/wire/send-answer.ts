// Puts an answer on the wire, whole or as a fault leaves it.
import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import type { WireAnswer } from '../services/service.ts';

const proxyPage =
  '<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1>' +
  '<p>The proxy could not reach the server.</p></body></html>\n';

/** The answer as it arrives. */
export function breakAnswer({ kind, amount }: Fault, answer: WireAnswer): WireAnswer {
  switch (kind) {
    case 'truncated':
      return { ...answer, body: firstHalf(answer.body) };
    case 'malformed':
      return { ...answer, body: `${answer.body.slice(0, -1)},]` };
    case 'html':
      return { status: amount ?? 502, headers: { 'content-type': 'text/html' }, body: proxyPage };
    case 'empty':
      return { ...answer, body: '' };
    case 'no-content':
      return { ...answer, status: 204, body: '' };
    case 'no-members':
      return { ...answer, body: '{}' };
    case 'array':
      return { ...answer, body: '[1,2]' };
    case 'number':
      return { ...answer, body: '42' };
    case 'object-list':
      return { ...answer, body: withLists(answer.body, (list) => ({ ...list })) };
    case 'text-row':
      return { ...answer, body: withLists(answer.body, (list) => (isOfObjects(list) ? ['text', ...list] : list)) };
    default:
      return answer;
  }
}

const isOfObjects = (list: readonly unknown[]): boolean => list.every((item) => typeof item === 'object');

/** Something else in the place of each list. A body in another form than JSON becomes an object without members. */
function withLists(body: string, change: (list: readonly unknown[]) => unknown): string {
  try {
    return JSON.stringify(JSON.parse(body), (_, value) => (Array.isArray(value) ? change(value) : value));
  } catch {
    return '{}';
  }
}

const firstHalf = (text: string) => text.slice(0, Math.ceil(text.length / 2));

export function sendAnswer(
  response: ServerResponse,
  { status, headers, body, encoding = 'utf8' }: WireAnswer,
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
