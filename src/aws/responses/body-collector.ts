// Collects the body of a response in a single buffer. The SDK keeps the chunks of 64 kB and joins them at the end: with
// long pages V8 then collects garbage in its whole heap every few seconds.
import type { Readable } from 'node:stream';
import { responseLimits } from '../../../config/budgets.ts';

const firstBytes = 64_000;

/** The `streamCollector` of an SDK client. Rejects if the stream fails. */
export function collectBody(stream: Readable & { headers?: Record<string, unknown> }): Promise<Uint8Array> {
  const announcedBytes = Number(stream.headers?.['content-length']);
  let body = new ArrayBuffer(
    Number.isSafeInteger(announcedBytes) && announcedBytes > 0 && announcedBytes <= responseLimits.mostBytes
      ? announcedBytes
      : firstBytes,
  );
  let length = 0;
  const take = (chunk: Uint8Array) => {
    if (length + chunk.byteLength > body.byteLength) {
      body = body.transfer(Math.max(2 * body.byteLength, length + chunk.byteLength));
    }
    new Uint8Array(body).set(chunk, length);
    length += chunk.byteLength;
  };
  return new Promise((resolve, reject) => {
    // The event is emitted once, perhaps before the listener was added.
    if (stream.errored) reject(stream.errored);
    stream.on('data', take);
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('The response was cut off.')));
    stream.once('end', () => resolve(new Uint8Array(body.byteLength === length ? body : body.transfer(length))));
  });
}

/** Frees the memory of a collected body at once. The body must not be read again. */
export function letGo({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
