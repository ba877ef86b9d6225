// One exchange with AWS with all names replaced, in each of the forms in which AWS's services speak. A body that cannot
// be parsed is not kept, but that it could not be parsed is.
import { isKnownRegion } from '../../aws/known-regions.ts';
import { changedCbor } from '../../aws/recording/cbor-values.ts';
import type { Exchange, ReceivedResponse, SentRequest } from '../../aws/recording/exchange.ts';
import { anonymizeLeaf, anonymizeName, anonymizeValue } from './anonymize-values.ts';
import { anonymizeXml } from './anonymize-xml.ts';
import { createReplacements, type Replacements } from './replacements.ts';
import { isWireWord } from './wire-words.ts';

/** The same name gets the same replacement in all exchanges; which one is kept nowhere. */
export function createExchangeAnonymizer(): (exchange: Exchange) => Exchange {
  const replacements = createReplacements();
  return ({ at, ms, request, response, error }) => ({
    at,
    ms,
    request: anonymizeRequest(request, replacements),
    ...(response ? { response: anonymizeResponse(response, replacements) } : {}),
    ...(error === undefined ? {} : { error: { name: errorName(error) } }),
  });
}

const errorName = (error: unknown): string => {
  const name = String((error as Error)?.name ?? 'Error');
  return /^[A-Z][A-Za-z]{1,60}$/.test(name) ? name : 'Error';
};

type Headers = Readonly<Record<string, string>>;

function anonymizeRequest(request: SentRequest, replacements: Replacements): SentRequest {
  const { method, hostname, path, query, headers, body } = request;
  return {
    method,
    hostname: hostOf(hostname, replacements),
    path: path
      .split('/')
      .map((part) => encoded(anonymizeName(decoded(part), replacements)))
      .join('/'),
    ...(query ? { query: queryOf(query, replacements) } : {}),
    headers: headersOf(headers, replacements),
    body: bodyOf(bytesOf(body), headers, replacements),
  };
}

function anonymizeResponse(response: ReceivedResponse, replacements: Replacements): ReceivedResponse {
  const { statusCode, headers, body, isCut } = response;
  return {
    statusCode,
    isCut,
    headers: headersOf(headers, replacements),
    body: Buffer.from(bodyOf(body, headers, replacements)),
  };
}

/** AWS's own hosts, such as backup.eu-west-1.amazonaws.com, stay. */
const hostOf = (host: string, replacements: Replacements): string =>
  host
    .split('.')
    .map((label, at, all) => {
      const isOfAws = all.slice(at).join('.').endsWith('amazonaws.com') && all.length - at <= ownLabels;
      const isKnown = isWireWord(label) || isKnownRegion(label) || (isOfAws && /^[a-z-]{2,24}$/.test(label));
      return isKnown ? label : replacements.name(label);
    })
    .join('.');

/** Service, Region, amazonaws, com: a label before them is an account's or a bucket's. */
const ownLabels = 4;

function queryOf(query: NonNullable<SentRequest['query']>, replacements: Replacements) {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const leaf = (one: unknown) => anonymizeLeaf(name, String(one ?? ''), replacements);
      return [anonymizeName(name, replacements), Array.isArray(value) ? value.map(leaf) : leaf(value)];
    }),
  );
}

/** Forms of headers that name nothing. Others are left out, but for those that sign the request: they are never kept. */
const headerForms: Readonly<Record<string, RegExp>> = {
  accept: /^[a-z*]+\/[a-z0-9.*+-]+$/,
  'content-type': /^[a-z]+\/[a-z0-9.+-]+(; ?charset=[\w-]+)?$/i,
  date: /^[\w ,:+-]{10,40}$/,
  'retry-after': /^\d{1,6}$/,
  'smithy-protocol': /^rpc-v2-cbor$/,
  'x-amz-target': /^[A-Za-z]+(_\d{8})?\.[A-Za-z]+$/,
  'x-amzn-errortype': /^[A-Za-z.]{1,60}(:https?:\/\/internal\.amazon\.com\/[a-z./]+)?$/,
  'x-amzn-query-error': /^[A-Za-z.]{1,60};(Sender|Receiver)$/,
  'x-amzn-query-mode': /^(true|false)$/,
  'x-vaultop-now': /^[\d.TZ:-]{10,40}$/,
  'x-vaultop-speed': /^[\d.]{1,12}$/,
};

function headersOf(headers: Headers, replacements: Replacements): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      const lower = name.toLowerCase();
      if (lower === 'authorization') return [[name, scopeOf(value)]];
      if (/^x-amzn?-(request-?id|id-2)$/.test(lower)) return [[name, replacements.name(value)]];
      return headerForms[lower]?.test(value) ? [[name, value]] : [];
    }),
  );
}

/** Service and Region, for which the request was signed. */
function scopeOf(authorization: string): string {
  const [, rest = ''] = /Credential=[^/,\s]+(\/\d+\/[a-z0-9-]+\/[a-z0-9-]+\/aws4_request)/.exec(authorization) ?? [];
  return rest === '' ? '' : `AWS4-HMAC-SHA256 Credential=NONE${rest}`;
}

/** In place of a body that cannot be parsed. */
const unreadable = 'REDACTED';

function bodyOf(bytes: Buffer, headers: Headers, replacements: Replacements): string | Uint8Array {
  if (bytes.length === 0) return '';
  const { type, protocol } = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const lower = name.toLowerCase();
      return lower === 'content-type' ? [['type', value]] : lower === 'smithy-protocol' ? [['protocol', value]] : [];
    }),
  ) as Readonly<Record<'type' | 'protocol', string | undefined>>;
  if (type?.includes('cbor') || protocol?.includes('cbor')) return cborOf(bytes, replacements);
  const text = bytes.toString('utf8');
  if (type?.includes('form-urlencoded')) return formOf(text, replacements);
  if (/^\s*</.test(text)) return anonymizeXml(text, replacements) ?? unreadable;
  return jsonOf(text, replacements);
}

function jsonOf(text: string, replacements: Replacements): string {
  try {
    return JSON.stringify(anonymizeValue(JSON.parse(text), replacements));
  } catch {
    return unreadable;
  }
}

function cborOf(bytes: Buffer, replacements: Replacements): string | Uint8Array {
  try {
    return changedCbor(bytes, (value) => anonymizeValue(value, replacements));
  } catch {
    return unreadable;
  }
}

/** Names of parameters have the names of members, and numbers of items: Filter.1.Value.2. */
const formOf = (text: string, replacements: Replacements): string =>
  text
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      const parts = decoded(name).split('.');
      const kept = parts.map((part) => anonymizeName(part, replacements)).join('.');
      const member = parts.findLast((part) => !/^\d+$/.test(part)) ?? '';
      return value.length === 0
        ? encoded(kept)
        : `${encoded(kept)}=${encoded(anonymizeLeaf(member, decoded(value.join('=')), replacements))}`;
    })
    .join('&');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** As the SDK encodes. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const bytesOf = (body: unknown): Buffer =>
  typeof body === 'string'
    ? Buffer.from(body)
    : body instanceof Uint8Array
      ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
      : Buffer.alloc(0);
