// Reads the exchanges of a recording. The directory may come from somebody else: nothing in it is believed.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../../lib/error-message.ts';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import { cborText } from './cbor-text.ts';

export interface ReplayedExchange {
  /** Epoch ms. */
  readonly at: number;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly isShape: boolean;
  readonly request: { readonly method: string; readonly path: string; readonly query: string; readonly body: string };
  /** Absent: the request got none. */
  readonly response?: ReplayedResponse;
}

export interface ReplayedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly isCut: boolean;
}

const mostFiles = 200_000;

/** In the order of their files. Throws an error with one sentence if the directory has none. */
export function readRecording(folder: string): readonly ReplayedExchange[] {
  const names = readdirSync(folder).filter((name) => /^\d+-[\w-]+\.json$/.test(name));
  if (names.length === 0) throw new Error(`${folder} has no recorded exchange; vaultop --record DIR records them.`);
  if (names.length > mostFiles) throw new Error(`${folder} has more than ${mostFiles} files.`);
  return names.sort().map((name) => readExchange(join(folder, name)));
}

function readExchange(path: string): ReplayedExchange {
  try {
    return toExchange(JSON.parse(readPlainFileSync(path)));
  } catch (error) {
    throw new Error(`${path} is not a recorded exchange: ${errorMessage(error)}`);
  }
}

type Members = Readonly<Record<string, unknown>>;

function toExchange(value: unknown): ReplayedExchange {
  const found = membersOf(value);
  if (found.schema !== 'vaultop.exchange/1') throw new Error('its schema is not vaultop.exchange/1');
  const request = membersOf(found.request);
  const at = Date.parse(textOf(found.at));
  if (Number.isNaN(at)) throw new Error('"at" is not a time');
  return {
    at,
    service: textOf(found.service),
    region: textOf(found.region),
    operation: textOf(found.operation),
    isShape: found.isShape === true,
    request: {
      method: textOf(request.method),
      path: textOf(request.path),
      query: textOf(request.query),
      body:
        request.encoding === 'base64' ? cborText(Buffer.from(textOf(request.body), 'base64')) : textOf(request.body),
    },
    ...(found.response === undefined ? {} : { response: toResponse(membersOf(found.response)) }),
  };
}

function toResponse({ status, headers, body, encoding, isCut }: Members): ReplayedResponse {
  if (!Number.isInteger(status) || Number(status) < 200 || Number(status) > 599)
    throw new Error('"status" is not an HTTP status');
  const kept = Object.entries(membersOf(headers)).filter(
    ([name, text]) => /^[a-z-]{1,60}$/.test(name) && name !== 'content-length' && /^[\x20-\x7e]*$/.test(String(text)),
  );
  return {
    status: Number(status),
    headers: Object.fromEntries(kept.map(([name, text]) => [name, String(text)])),
    body: Buffer.from(textOf(body), encoding === 'base64' ? 'base64' : 'utf8'),
    isCut: isCut === true,
  };
}

function membersOf(value: unknown): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new Error('a member is not an object');
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Error('a member is not a string');
}
