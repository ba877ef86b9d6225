// Restore metadata: texts by key, whose keys AWS does not distinguish by upper and lower case.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html

export type Metadata = Readonly<Record<string, string>>;

export const isSameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const metadataValue = (metadata: Metadata, key: string): string | undefined =>
  Object.entries(metadata).find(([name]) => isSameKey(name, key))?.[1];

/** Keys that AWS keeps with the points of every type, for information. */
export const isOfAllTypes = (key: string): boolean => /^(InformationalOnly:|aws:backup:request-id$)/i.test(key);

/** An object of a JSON text; undefined for everything else. */
export function jsonObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
