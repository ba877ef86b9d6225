import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { WireRequest, WireResponse } from '../protocols/service.ts';

const largestBodyBytes = 4 * 1024 * 1024;

/** Clients compress large inputs of PutMetricData. */
function unpacked(bytes: Buffer, { headers }: IncomingMessage): Buffer | undefined {
  if (headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: largestBodyBytes });
  } catch {
    return undefined;
  }
}

const refusal = (status: number, message: string): WireResponse => ({
  status,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({
    __type: status === 413 ? 'RequestEntityTooLargeException' : 'SerializationException',
    message,
  }),
});

/** Returns the request, or the response for a request that cannot be read. */
export async function readRequest(message: IncomingMessage): Promise<WireRequest | WireResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) return refusal(413, 'The request body is too large.');
    chunks.push(chunk);
  }
  const bytes = unpacked(Buffer.concat(chunks), message);
  if (bytes === undefined) return refusal(400, 'The request body cannot be unpacked.');
  const [path = '/', query = ''] = (message.url ?? '/').split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    header: (name) => {
      const value = message.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    body: bytes.toString(message.headers['smithy-protocol'] === 'rpc-v2-cbor' ? 'latin1' : 'utf8'),
  };
}
