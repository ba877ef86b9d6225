// SQS leaves `Messages` out if there are none, so any JSON body would mean an empty queue: `[1,2]` and `42`, too.
import type { Readable } from 'node:stream';
import { collectBody } from './body-collector.ts';

const openBrace = '{'.charCodeAt(0);
/** White space of JSON. https://www.rfc-editor.org/rfc/rfc8259#section-2 */
const blanks: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** The `streamCollector` of an SDK client. Rejects a successful response whose body is not an object. */
export async function collectObject(
  stream: Readable & { headers?: Record<string, unknown>; statusCode?: number },
): Promise<Uint8Array> {
  const body = await collectBody(stream);
  const first = body.find((byte) => !blanks.includes(byte));
  const isGood = (stream.statusCode ?? 500) < 300;
  if (isGood && first !== undefined && first !== openBrace)
    throw new SyntaxError('The response body is no JSON object.');
  return body;
}
