// How a switch over the types of a message ends.

/**
 * The compiler reports a type that the switch leaves out. A message of a type that is not known comes from another version
 * of the program: to ignore it would hide what was lost.
 */
export function unknownType(what: string, message: never): never {
  const { type, kind } = Object(message) as { readonly type?: unknown; readonly kind?: unknown };
  throw new TypeError(`${what} of an unknown type: ${JSON.stringify(type ?? kind ?? message) ?? 'undefined'}`);
}
