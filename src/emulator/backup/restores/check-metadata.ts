// What AWS Backup refuses in the call. What the service of a type refuses ends the job later: restored-resource.ts.
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import { invalidParameter, invalidRequest, missingParameter } from '../../wire/aws-error.ts';
import { inMetadata, type RestoreMetadata } from './metadata.ts';
import { pointMetadata } from './point-metadata.ts';
import { restoreKeys, type TakenKeys } from './restore-keys.ts';

/** The entry of the table: FSx has one for each of its file systems. */
export function keysFor({ backup }: Pick<EstatePoint, 'backup'>): TakenKeys | undefined {
  const { type } = backup.resource;
  const system = type === 'FSx' ? ` ${inMetadata(pointMetadata(backup), 'FileSystemType')}` : '';
  return restoreKeys[`${type}${system}`];
}

const wordsOf = (text = ''): string[] => text.toLowerCase().split(' ');

export function checkRestorable(point: EstatePoint, metadata: RestoreMetadata, now: number): void {
  const { type } = point.backup.resource;
  // AWS: only the nested points of a stack can be restored.
  if (type === 'CloudFormation' && point.isParent) {
    throw invalidRequest('A composite recovery point cannot be restored: restore its nested recovery points.');
  }
  const taken = keysFor(point);
  if (taken === undefined) return;
  checkKeys(type, metadata, taken);
  const missing = taken.missing(metadata);
  if (missing.length > 0) throw missingParameter(`Invalid restore metadata: missing ${missing.join(', ')}.`);
  if (point.backup.continuous && point.copy === undefined) checkTime(point, metadata, now);
}

/** AWS refuses a key that the type does not have: seen for Aurora DSQL and EFS. */
function checkKeys(
  type: string,
  metadata: RestoreMetadata,
  { texts, json, booleans, values = {}, ignored }: TakenKeys,
): void {
  const closed = new Map(Object.entries(values).map(([key, allowed]) => [key.toLowerCase(), allowed]));
  const [jsonKeys, booleanKeys] = [wordsOf(json), wordsOf(booleans)];
  const known = new Set([...wordsOf(texts), ...jsonKeys, ...booleanKeys, ...wordsOf(ignored), ...closed.keys()]);
  for (const [name, value] of Object.entries(metadata)) {
    const key = name.toLowerCase();
    if (key === 'aws:backup:request-id' || (key.startsWith('informationalonly:') && type === 'RDS')) continue;
    if (!known.has(key)) throw invalidParameter(`Invalid restore metadata: unknown key ${name}.`);
    if (jsonKeys.includes(key) && !isJson(value))
      throw invalidParameter(`Invalid restore metadata: ${name} is not valid JSON.`);
    if (booleanKeys.includes(key) && !/^(true|false)$/i.test(value)) {
      throw invalidParameter(`Invalid restore metadata: ${name} must be true or false.`);
    }
    if (closed.get(key)?.includes(value) === false) {
      throw invalidParameter(`Invalid restore metadata: ${name} cannot be ${value}.`);
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const timeKeys: Readonly<Record<string, string>> = { RDS: 'RestoreTime', Aurora: 'restoreToTime', S3: 'RestoreTime' };
/** AWS: S3 can be restored to 15 minutes before now, RDS and Aurora to 5. */
const lagMs = (type: string): number => (type === 'S3' ? 15 : 5) * 60_000;

function checkTime({ backup, createdAt }: EstatePoint, metadata: RestoreMetadata, now: number): void {
  const { type } = backup.resource;
  const key = timeKeys[type];
  if (key === undefined || (type !== 'S3' && inMetadata(metadata, 'UseLatestRestorableTime') === 'true')) return;
  const text = inMetadata(metadata, key);
  if (text === undefined) throw missingParameter(`Invalid restore metadata: missing ${key}.`);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!(at >= createdAt && at <= now - lagMs(type))) {
    throw invalidParameter(`Invalid restore metadata: ${key} ${text} cannot be restored.`);
  }
}
