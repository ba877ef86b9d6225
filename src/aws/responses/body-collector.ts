// The body of an answer in one piece of memory from the start. The SDK keeps the 64 kB pieces that come and puts them
// together at the end: with long pages coming in, V8 then cleans up its whole heap every few seconds to be rid of them.
import type { Readable } from 'node:stream';
import { answerLimits } from '../../../config/budgets.ts';

const firstBytes = 64_000;

/** For an SDK client: its `streamCollector`. Rejects as the stream fails. */
export function collectBody(stream: Readable & { headers?: Record<string, unknown> }): Promise<Uint8Array> {
  const announcedBytes = Number(stream.headers?.['content-length']);
  let body = new ArrayBuffer(
    Number.isSafeInteger(announcedBytes) && announcedBytes > 0 && announcedBytes <= answerLimits.mostBytes
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
    // It says so only once, perhaps before we listened.
    if (stream.errored) reject(stream.errored);
    stream.on('data', take);
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('The answer was cut off.')));
    stream.once('end', () => resolve(new Uint8Array(body.byteLength === length ? body : body.transfer(length))));
  });
}

/** Gives the memory of a collected body back at once. It must not be read again. */
export function letGo({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
