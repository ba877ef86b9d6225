// The SDK drops members that its schemas do not name, of both responses and requests: an editor that reads a document,
// changes one member and sends it back would lose a setting that AWS added later. If an object names its type, the
// SDK's JSON codec keeps such members (JsonShapeDeserializer2._readStruct and JsonShapeSerializer2.writeStruct in
// @smithy/core/protocols). Here every object names it, by a member that is not enumerable, so that it is never sent or
// shown. This can be removed when the codec has an option for it; test/aws/unknown-members.test.ts fails if the codec
// changes.

/** Responses that are one document, which is shown and edited as a whole. Lists are parsed by their schema alone. */
export const isDocumentShape = (name: string): boolean => /^(Get|Describe)[A-Z]\w*(Output|Response)$/.test(name);

const withType = <T extends object>(value: T): T =>
  Object.defineProperty(value, '__type', { value: '', enumerable: false, configurable: true });

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A copy whose objects keep members that no schema names; null members are absent, as in the SDK. */
export function keepUnknownMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keepUnknownMembers);
  if (!isPlain(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return withType(Object.fromEntries(members.map(([name, member]) => [name, keepUnknownMembers(member)])));
}

/** The input itself is not marked: its members are sent in the path and the query, and would be sent twice. */
export const keepUnknownInput = (input: object): object =>
  Object.fromEntries(Object.entries(input).map(([name, member]) => [name, keepUnknownMembers(member)]));

/** The members of an object that are not among `known`. */
export function unknownMembers(value: unknown, known: ReadonlySet<string>): object {
  if (!isPlain(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([name, member]) => !known.has(name) && member !== undefined && member !== null),
  );
}

/** The body that the SDK serialized, with more members. */
export function withMembers(body: unknown, more: object): string {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? '');
  return JSON.stringify({ ...(text === '' ? {} : JSON.parse(text)), ...more });
}
