// Restore metadata as AWS Backup reads it: keys are case-insensitive, every value is a text.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html

export type RestoreMetadata = Readonly<Record<string, string>>;

export const inMetadata = (metadata: RestoreMetadata, key: string): string | undefined =>
  Object.entries(metadata).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

export const isOn = (metadata: RestoreMetadata, key: string): boolean =>
  inMetadata(metadata, key)?.toLowerCase() === 'true';

/** A member of the JSON object under a key, as text. */
export function memberOf(metadata: RestoreMetadata, holder: string, member: string): string | undefined {
  try {
    const object = JSON.parse(inMetadata(metadata, holder) ?? '{}') as Record<string, unknown>;
    const value = Object.entries(object).find(([name]) => name.toLowerCase() === member.toLowerCase())?.[1];
    return value === undefined || value === null
      ? undefined
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  } catch {
    return undefined;
  }
}
