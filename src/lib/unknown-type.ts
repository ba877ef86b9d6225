// The end of a switch over message types.

/**
 * The compiler reports a type that the switch lacks. A message of an unknown type comes from another version of the
 * program: ignoring it would hide a loss.
 */
export function unknownType(what: string, message: never): never {
  const { type, kind } = Object(message) as { readonly type?: unknown; readonly kind?: unknown };
  throw new TypeError(`${what} of an unknown type: ${JSON.stringify(type ?? kind ?? message) ?? 'undefined'}`);
}
