// Keeps exchanges with AWS in a directory, one file for each.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import type { Clock } from '../../lib/clock.ts';
import { type Exchange, recordedExchange, type SentRequest } from './exchange.ts';

export interface RecorderOptions {
  /** An existing directory. */
  readonly folder: string;
  readonly maxBytes: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Replaces names. Absent: they are recorded. */
  readonly anonymize?: ((exchange: Exchange) => Exchange) | undefined;
  /** The directory is full, or cannot be written: nothing more is recorded. */
  ended(reason: string): void;
}

export interface Recorder {
  record(exchange: Exchange): void;
}

/** Variables whose values are secrets wherever they stand. */
const secretVariables = /^AWS_.*(SECRET|TOKEN|PASSWORD|ACCESS_KEY_ID)/;

export function createRecorder({ folder, maxBytes, env = process.env, anonymize, ended }: RecorderOptions): Recorder {
  const secrets = new Set(
    Object.entries(env).flatMap(([name, value]) =>
      secretVariables.test(name) && value !== undefined && value.length >= 8 ? [value] : [],
    ),
  );
  let count = readdirSync(folder).length;
  let bytes = 0;
  let isOver = false;

  function end(reason: string): void {
    isOver = true;
    ended(reason);
  }

  return {
    record(exchange) {
      if (isOver) return;
      const found = recordedExchange(exchange, secrets);
      // The secrets of the exchange itself are known now.
      const made = anonymize ? recordedExchange(anonymize(exchange), secrets) : found;
      const text = `${JSON.stringify(made, null, 1)}\n`;
      bytes += Buffer.byteLength(text);
      if (bytes > maxBytes) return end('the directory has reached its limit');
      count += 1;
      const name = `${String(count).padStart(6, '0')}-${made.service}-${made.operation}.json`;
      try {
        writeFileSync(join(folder, name), text, { flag: 'wx', mode: 0o600 });
      } catch (error) {
        end((error as Error).message);
      }
    },
  };
}

interface HandledRequest {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    body?: unknown;
  };
}

/** Sends a request through `handle`, and records it when the body of its response has ended. */
export async function recorded<Result extends HandledRequest>(
  request: SentRequest,
  handle: () => Promise<Result>,
  { recorder, clock }: { readonly recorder: Recorder; readonly clock: Pick<Clock, 'now'> },
): Promise<Result> {
  const at = clock.now();
  const timed = () => ({ at, ms: clock.now() - at, request });
  try {
    const result = await handle();
    const { response } = result;
    const chunks: Buffer[] = [];
    const copy = new Transform({
      transform(chunk, _, done) {
        chunks.push(Buffer.from(chunk));
        done(null, chunk);
      },
    });
    const { statusCode, headers } = response;
    response.body = pipeline(response.body as Readable, copy, (error) =>
      recorder.record({
        ...timed(),
        response: {
          statusCode,
          headers,
          body: Buffer.concat(chunks),
          isCut: Boolean(error),
        },
      }),
    );
    return result;
  } catch (error) {
    recorder.record({ ...timed(), error });
    throw error;
  }
}
