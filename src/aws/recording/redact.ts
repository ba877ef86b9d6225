// Removes every secret from an exchange with AWS. What is not known to be harmless is not recorded.

/** In place of a secret. */
export const redacted = 'REDACTED';

/** Only these headers are recorded. */
const harmlessHeaders: ReadonlySet<string> = new Set(
  `accept content-length content-type date retry-after smithy-protocol x-amz-id-2 x-amz-request-id x-amz-target
  x-amzn-errortype x-amzn-query-error x-amzn-query-mode x-amzn-requestid x-vaultop-now x-vaultop-speed`.split(/\s+/),
);

/** Members whose value is a secret. Tokens of pages and of idempotency are none. */
const secretName =
  /secret|password|passphrase|passcode|private.?key|credential|signature|authorization|cookie|(session|access|refresh|security|bearer|web.?identity|id|client|device|user|container|auth|oauth|saml).?(token|assertion|code)$|^token(code)?$|access.?key.?id|assertion/i;

/** Ids of access keys. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const accessKeyId = /\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}\b/g;
/** A member with a text in JSON; with backslashes before its quotes inside a text of JSON. */
const jsonMember = /(?<!\\)(\\*)"([\w.:-]{1,60})\1"\s*:\s*\1"(.*?)(?<!\\)\1"/gs;
const xmlElement = /<([\w.:-]{1,60})>([^<]*)<\/\1>/g;
const bearer = /\b(Bearer|Basic|AWS4-HMAC-SHA256)\s+[^\s"\\<]+/g;
const webToken = /\beyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]*)?/g;

export interface Redacting {
  /** Values that are secret wherever they stand. */
  readonly secrets: ReadonlySet<string>;
}

export function redactHeaders(headers: Readonly<Record<string, string>>, redacting: Redacting): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => harmlessHeaders.has(name.toLowerCase()));
  return Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), redactText(String(value), redacting)]));
}

/** A body, a path or a value. */
export function redactText(text: string, { secrets }: Redacting): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      clean = clean.replaceAll(form, redacted);
    }
  }
  return redactMembers(clean)
    .replace(xmlElement, (whole, name: string) => (secretName.test(name) ? `<${name}>${redacted}</${name}>` : whole))
    .replace(bearer, `$1 ${redacted}`)
    .replace(webToken, redacted)
    .replace(accessKeyId, redacted);
}

/** A value may be a text of JSON itself. */
const redactMembers = (text: string): string =>
  text.replace(jsonMember, (_, ...[quote = '', name = '', value = '']: string[]) => {
    const clean = secretName.test(name) ? redacted : redactMembers(value);
    return `${quote}"${name}${quote}":${quote}"${clean}${quote}"`;
  });

/** Pairs of a query or of a form. */
export function redactForm(text: string, redacting: Redacting): string {
  return text
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      const plain = decode(name);
      const isSecret = secretName.test(plain.split('.').at(-1) ?? '') || secretName.test(plain);
      return value.length === 0 ? name : `${name}=${isSecret ? redacted : redactText(value.join('='), redacting)}`;
    })
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Members of responses of sign-in services that say what went wrong, and who signed in. */
const harmlessMembers: ReadonlySet<string> = new Set(
  `__type account arn code error message type expiration requestid errorresponse responsemetadata`.split(' '),
);

/** The members of a body of a sign-in service with their values replaced, except for those of an error. */
export function shapeOf(body: string, redacting: Redacting): string {
  if (/^\s*</.test(body)) {
    return body
      .replace(/\s[\w:-]+="[^"]*"/g, (attribute) => (attribute.startsWith(' xmlns') ? attribute : ''))
      .replace(
        /(<([\w.:-]+)[^>]*>)[^<]*[^<\s][^<]*(?=<)/g,
        (found, tag: string, name: string) =>
          tag + (harmlessMembers.has(name.toLowerCase()) ? redactText(found.slice(tag.length), redacting) : redacted),
      );
  }
  try {
    const parsed: unknown = JSON.parse(body);
    return JSON.stringify(parsed, (name, value) => leafOf(name, value, redacting));
  } catch {
    return body === '' ? '' : redacted;
  }
}

function leafOf(name: string, value: unknown, redacting: Redacting): unknown {
  if (typeof value === 'object') return value;
  if (typeof value === 'number') return /expir|interval/i.test(name) ? value : 0;
  if (typeof value !== 'string') return value;
  return harmlessMembers.has(name.toLowerCase()) ? redactText(value, redacting) : redacted;
}

/** The values that a sign-in service gave: they are secret in every later exchange. */
export function secretsIn(body: string): string[] {
  const found: string[] = [];
  for (const [, , name = '', value = ''] of body.matchAll(jsonMember)) {
    if (secretName.test(name)) found.push(value);
    else found.push(...secretsIn(value));
  }
  for (const [, name = '', value = ''] of body.matchAll(xmlElement)) if (secretName.test(name)) found.push(value);
  return found.filter((value) => value.length >= 8);
}
