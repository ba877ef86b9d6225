// SQS leaves `Messages` out when there are none, so that any body that parses reads as an empty queue: `[1,2]` and `42` too.
import type { Readable } from 'node:stream';
import { collectBody } from './body-collector.ts';

const openBrace = '{'.charCodeAt(0);
/** Blanks of JSON. https://www.rfc-editor.org/rfc/rfc8259#section-2 */
const blanks: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** For an SDK client: its `streamCollector`. Rejects a good answer whose body is something else than an object. */
export async function collectObject(
  stream: Readable & { headers?: Record<string, unknown>; statusCode?: number },
): Promise<Uint8Array> {
  const body = await collectBody(stream);
  const first = body.find((byte) => !blanks.includes(byte));
  const isGood = (stream.statusCode ?? 500) < 300;
  if (isGood && first !== undefined && first !== openBrace) throw new SyntaxError('The body is no object.');
  return body;
}
