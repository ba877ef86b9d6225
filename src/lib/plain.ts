export const plain = Symbol('plain');

/** An object that has its members in another way than by itself, and tells them as an ordinary one does. */
export interface Unpackable {
  [plain](): object;
}

/** An ordinary object that says what the value says; the value itself where it is one. To spread, to keep, to compare. */
export const plainOf = <T>(value: T): T => (isUnpackable(value) ? (value[plain]() as T) : value);

const isUnpackable = (value: unknown): value is Unpackable =>
  typeof value === 'object' && value !== null && plain in value;
