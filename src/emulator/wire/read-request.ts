import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { WireRequest } from '../services/service.ts';

const largestBodyBytes = 4 * 1024 * 1024;

/** Clients pack what they put into CloudWatch when it is long. */
const unpacked = (bytes: Buffer, { headers }: IncomingMessage): Buffer =>
  headers['content-encoding'] === 'gzip' ? gunzipSync(bytes, { maxOutputLength: largestBodyBytes }) : bytes;

export async function readRequest(message: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) throw new Error('The request body is too large.');
    chunks.push(chunk);
  }
  const [path = '/', query = ''] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    header: (name) => {
      const value = message.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    body: unpacked(Buffer.concat(chunks), message).toString(
      message.headers['smithy-protocol'] === 'rpc-v2-cbor' ? 'latin1' : 'utf8',
    ),
  };
}
