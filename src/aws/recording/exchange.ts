// One exchange with AWS as it is recorded.
import type { Redacting } from './redact.ts';
import { redacted, redactForm, redactHeaders, redactText, secretsIn, shapeOf } from './redact.ts';

export const exchangeSchema = 'vaultop.exchange/1';

/** As the SDK passes it to its handler. */
export interface SentRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ReceivedResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body ended before its end. */
  readonly isCut: boolean;
}

export interface Exchange {
  /** Epoch ms. */
  readonly at: number;
  readonly ms: number;
  readonly request: SentRequest;
  /** Absent: there was none. */
  readonly response?: ReceivedResponse;
  readonly error?: unknown;
}

export interface RecordedExchange {
  readonly schema: typeof exchangeSchema;
  readonly at: string;
  readonly ms: number;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  /** Of a sign-in service only the members are recorded. */
  readonly isShape: boolean;
  readonly request: {
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly query: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    /** Absent: utf8. */
    readonly encoding?: 'base64';
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly encoding: 'utf8' | 'base64';
    readonly isCut: boolean;
  };
  readonly error?: string;
}

/** Services whose exchanges are recorded whole, by the names that requests are signed for. All others sign in. */
const wholeServices: ReadonlySet<string> = new Set(
  `account backup backup-gateway backupsearch cloudformation cloudtrail cloudwatch dynamodb ec2 eks elasticfilesystem events
  fsx iam kms monitoring organizations rds redshift redshift-serverless resource-explorer-2 s3 sns sqs ssm
  storagegateway tagging timestream`.split(/\s+/),
);

/** What a request was signed for. */
function scopeOf({ headers }: SentRequest): {
  readonly service: string;
  readonly region: string;
} {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  const [, region = '', service = ''] =
    /Credential=[^/,\s]+\/\d+\/([\w-]+)\/([\w-]+)\/aws4_request/.exec(authorization) ?? [];
  return { service, region };
}

function operationOf({ headers, path, method }: SentRequest, body: string): string {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1];
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  const ofPath = /\/operation\/(\w+)/.exec(path)?.[1];
  return (target?.split('.').at(-1) ?? action ?? ofPath ?? method).replace(/\W/g, '').slice(0, 60);
}

/** Adds the secrets of the exchange to `secrets`. */
export function recordedExchange(exchange: Exchange, secrets: Set<string>): RecordedExchange {
  const { request, response, error, at, ms } = exchange;
  const { service, region } = scopeOf(request);
  const isShape = !wholeServices.has(service);
  const isSentBinary = isBinaryType(request.headers);
  const sent = textOf(request.body, isSentBinary ? 'latin1' : 'utf8');
  noteSecrets(request.headers, secrets);
  const isBinary = response !== undefined && isBinaryType(response.headers);
  const received = response?.body.toString(isBinary ? 'latin1' : 'utf8') ?? '';
  if (isShape) for (const secret of [...secretsIn(received), ...secretsIn(sent)]) secrets.add(secret);
  const redacting: Redacting = { secrets };
  const operation = operationOf(request, sent);
  return {
    schema: exchangeSchema,
    at: new Date(at).toISOString(),
    ms,
    service: service || 'unsigned',
    region,
    operation,
    isShape,
    request: {
      method: request.method,
      host: redactText(request.hostname, redacting),
      path: isShape && service === '' ? redacted : redactText(request.path, redacting),
      query: redactForm(queryOf(request.query), redacting),
      headers: redactHeaders(request.headers, redacting),
      ...(isSentBinary && !isShape
        ? ({ body: inBase64(redactText(sent, redacting)), encoding: 'base64' } as const)
        : { body: isShape ? formShape(sent) : redactBody(sent, redacting) }),
    },
    ...(response
      ? {
          response: responseOf(response, { received, isBinary, isShape }, redacting),
        }
      : {}),
    ...(error === undefined
      ? {}
      : {
          error: redactText(String((error as Error)?.name ?? 'Error'), redacting),
        }),
  };
}

interface Received {
  readonly received: string;
  readonly isBinary: boolean;
  readonly isShape: boolean;
}

function responseOf(
  { statusCode, headers, isCut }: ReceivedResponse,
  { received, isBinary, isShape }: Received,
  redacting: Redacting,
): NonNullable<RecordedExchange['response']> {
  const body = isShape ? shapeOf(received, redacting) : redactText(received, redacting);
  return {
    status: statusCode,
    headers: redactHeaders(headers, redacting),
    body: isBinary ? inBase64(body) : body,
    encoding: isBinary ? 'base64' : 'utf8',
    isCut,
  };
}

/** Of a sign-in: the operation alone. */
const formShape = (body: string): string => /(?:^|&)(Action=\w+)/.exec(body)?.[1] ?? (body === '' ? '' : redacted);

const redactBody = (body: string, redacting: Redacting): string =>
  /^[\w.%-]+=/.test(body) ? redactForm(body, redacting) : redactText(body, redacting);

/** Texts of any other encoding would lose the bytes. */
const isBinaryType = (headers: Readonly<Record<string, string>>): boolean =>
  Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && /cbor|octet/.test(value));

const inBase64 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('base64');

/** The SDK's own bytes warn of each call of a method for texts. */
const textOf = (body: unknown, encoding: 'utf8' | 'latin1'): string =>
  typeof body === 'string'
    ? body
    : body instanceof Uint8Array
      ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString(encoding)
      : '';

const queryOf = (query: SentRequest['query'] = {}): string =>
  Object.entries(query)
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one ?? ''))}`),
    )
    .join('&');

/** Credentials of the request itself. */
function noteSecrets(headers: SentRequest['headers'], secrets: Set<string>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/token|cookie/i.test(name) && value.length >= 8) secrets.add(value);
    if (name.toLowerCase() !== 'authorization') continue;
    const [, key] = /Credential=([^/,\s]+)/.exec(value) ?? [];
    const [, signature] = /Signature=(\w+)/.exec(value) ?? [];
    for (const one of [key, signature]) if (one !== undefined && one.length >= 8) secrets.add(one);
  }
}
