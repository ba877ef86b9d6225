import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { WireAnswer, WireRequest } from '../services/service.ts';

const largestBodyBytes = 4 * 1024 * 1024;

/** Clients pack what they put into CloudWatch when it is long. */
function unpacked(bytes: Buffer, { headers }: IncomingMessage): Buffer | undefined {
  if (headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: largestBodyBytes });
  } catch {
    return undefined;
  }
}

const refusal = (status: number, message: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({
    __type: status === 413 ? 'RequestEntityTooLargeException' : 'SerializationException',
    message,
  }),
});

/** Or what to answer where it cannot be read. */
export async function readRequest(message: IncomingMessage): Promise<WireRequest | WireAnswer> {
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
