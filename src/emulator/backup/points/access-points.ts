// Backup access points: a recovery point of Amazon S3, opened without a restore.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html
import { vaultArn } from '../../estate/arn.ts';
import { accessPointCreatingMs, type StoredAccessPoint } from '../../estate/overlays/access-point-overlay.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import {
  alreadyExists,
  invalidParameter,
  invalidRequest,
  missingParameter,
  resourceNotFound,
} from '../../wire/aws-error.ts';
import { createPager, newestFirst, timeKey } from '../../wire/paging.ts';
import { checkPattern, checkTags, required } from '../parameter-checks.ts';

interface Named {
  AccessPointArn?: string;
}

interface PageInput {
  MaxResults?: number;
  NextToken?: string;
}

interface CreateInput {
  Name?: string;
  RecoveryPointArn?: string;
  AccessPointMetadata?: Record<string, string>;
  AccessPointPolicy?: string;
  Tags?: Record<string, string>;
}

const pageOf = createPager(100);
const longestPolicy = 200_000;
// AWS: [\da-z]{1}[\da-z-]{1,48}[\da-z]{1}(?<!-s3alias)(?<!-ext-s3alias)
const namePattern = /^[0-9a-z][0-9a-z-]{1,48}[0-9a-z](?<!-s3alias)(?<!-ext-s3alias)$/;
const pointPattern = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]+:.+/;
const resourcePattern = /^arn:aws[a-z-]*:[a-z0-9-]+:.+/;
const arnPattern = /^arn:aws[a-z-]*:backup:[a-z0-9-]+:\d{12}:accesspoint\/[0-9a-z][0-9a-z-]{1,48}[0-9a-z]$/;

const overlayOf = ({ estate }: Call) => estate.overlay.vaultOverlay.accessPoints;
const standing = (call: Call) => overlayOf(call).list(call.region, call.now);

export function createBackupAccessPoint(input: CreateInput, call: Call): object {
  const { region, account, now, estate } = call;
  const name = checkPattern(required(input.Name, 'Name'), 'Name', namePattern);
  const pointArn = checkPattern(required(input.RecoveryPointArn, 'RecoveryPointArn'), 'RecoveryPointArn', pointPattern);
  const tags = checkTags(input.Tags);
  checkPolicy(input.AccessPointPolicy);
  const point = readablePoint(pointArn, call);
  const inTime = checkMetadata(input.AccessPointMetadata ?? {}, point, now);
  const arn = `arn:aws:backup:${region}:${account}:accesspoint/${name}`;
  if (standing(call).some((one) => one.arn === arn)) {
    throw alreadyExists(`An access point named ${name} already exists.`, { Arn: arn });
  }
  overlayOf(call).put(region, {
    name,
    arn,
    pointArn,
    resourceArn: point.backup.resource.arn,
    resourceType: point.backup.resource.type,
    vault: point.vault,
    vaultArn: vaultArn(region, point.account, point.vault),
    createdAt: now,
    inTime,
  });
  estate.overlay.vaultOverlay.points.keepPoint(region, point.vault, point.backup.createdAt);
  estate.overlay.vaultOverlay.setTags(arn, tags);
  return { AccessPointArn: arn, Status: 'CREATING' };
}

function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  if (policy.length < 1 || policy.length > longestPolicy) {
    throw invalidParameter(`AccessPointPolicy must have 1 to ${longestPolicy} characters.`);
  }
  try {
    JSON.parse(policy);
  } catch {
    throw invalidParameter('AccessPointPolicy is not valid JSON.');
  }
}

const readableStatus = new Set(['AVAILABLE', 'STOPPED', 'COMPLETED']);

/** AWS: "The recovery point must be an Amazon S3 recovery point in the AVAILABLE, STOPPED, or COMPLETED state." */
function readablePoint(arn: string, { estate, region, now }: Call): EstatePoint {
  const [point] = estate
    .vaults(region)
    .flatMap(({ name }) => estate.points(region, name, now).filter((one) => one.arn === arn));
  if (point === undefined) throw resourceNotFound(`Cannot find recovery point ${arn}.`);
  const { type } = point.backup.resource;
  if (type !== 'S3') throw invalidRequest(`Backup access points are not supported for resource type ${type}.`);
  if (!readableStatus.has(point.status)) {
    throw invalidRequest(`Recovery point ${arn} is ${point.status}: it must be AVAILABLE, STOPPED or COMPLETED.`);
  }
  return point;
}

const dayMs = 86_400_000;
const longestWindowDays = 35;

/** AWS: AccessPointInTime is required for a continuous recovery point and must be absent for a snapshot. */
function checkMetadata(metadata: Record<string, string>, point: EstatePoint, now: number): string | undefined {
  const unknown = Object.keys(metadata).find((key) => key !== 'AccessPointInTime');
  if (unknown !== undefined) throw invalidParameter(`Invalid AccessPointMetadata: ${unknown}.`);
  const { AccessPointInTime: text } = metadata;
  if (!point.backup.continuous || point.copy !== undefined) {
    if (text === undefined) return undefined;
    throw invalidParameter('AccessPointInTime is for continuous recovery points only.');
  }
  if (text === undefined) throw missingParameter('AccessPointInTime is required for a continuous recovery point.');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw invalidParameter(`Invalid AccessPointInTime: ${text}. Its format is 2021-11-27T03:30:27Z.`);
  }
  const at = Date.parse(text);
  const days = Math.min(longestWindowDays, point.lifecycle.deleteAfterDays ?? longestWindowDays);
  if (at < Math.max(point.createdAt, now - days * dayMs) || at > now) {
    throw invalidParameter(`AccessPointInTime ${text} is not within the restorable range of the recovery point.`);
  }
  return text;
}

function statusOf({ createdAt, deletedAt }: StoredAccessPoint, now: number): string {
  if (deletedAt !== undefined) return 'DELETING';
  return now < createdAt + accessPointCreatingMs ? 'CREATING' : 'AVAILABLE';
}

/** The alias has 34 characters of its own: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html */
function toView(one: StoredAccessPoint, { now, region, account }: Call) {
  const status = statusOf(one, now);
  const alias = `${one.name.slice(0, 20)}-${createRandom(seedOf(one.arn, one.createdAt)).hex(34)}-s3alias`;
  return {
    AccessPointArn: one.arn,
    Name: one.name,
    RecoveryPointArn: one.pointArn,
    ResourceArn: one.resourceArn,
    ResourceType: one.resourceType,
    BackupVaultName: one.vault,
    BackupVaultArn: one.vaultArn,
    CreationTime: new Date(one.createdAt),
    Status: status,
    AccessPointMetadata: {
      ...(one.inTime !== undefined && { AccessPointInTime: one.inTime }),
      ...(status === 'AVAILABLE' && {
        S3AccessPointArn: `arn:aws:s3:${region}:${account}:accesspoint/${one.name}`,
        S3AccessPointAlias: alias,
      }),
    },
  };
}

function findAccessPoint({ AccessPointArn }: Named, call: Call): StoredAccessPoint {
  const arn = checkPattern(required(AccessPointArn, 'AccessPointArn'), 'AccessPointArn', arnPattern);
  const found = standing(call).find((one) => one.arn === arn);
  if (found === undefined) throw resourceNotFound(`Backup access point ${arn} does not exist.`);
  return found;
}

export const describeBackupAccessPoint = (input: Named, call: Call): object =>
  toView(findAccessPoint(input, call), call);

export function deleteBackupAccessPoint(input: Named, call: Call): object {
  const found = findAccessPoint(input, call);
  if (found.deletedAt !== undefined) throw invalidRequest(`Backup access point ${found.arn} is being deleted.`);
  overlayOf(call).put(call.region, { ...found, deletedAt: call.now });
  call.estate.overlay.vaultOverlay.forgetTags(found.arn);
  return {};
}

const byNewest = newestFirst<StoredAccessPoint>(
  ({ createdAt }) => createdAt,
  ({ arn }) => arn,
);

function pageOfThose(input: PageInput, call: Call, isMatch: (one: StoredAccessPoint) => boolean): object {
  const all = standing(call).filter(isMatch).sort(byNewest);
  const { items, nextToken } = pageOf(all, input, ({ createdAt, arn }) => timeKey(createdAt, arn));
  return { BackupAccessPoints: items.map((one) => toView(one, call)), NextToken: nextToken };
}

export const listBackupAccessPoints = (input: PageInput, call: Call): object => pageOfThose(input, call, () => true);

export function listBackupAccessPointsByRecoveryPoint(
  input: PageInput & { RecoveryPointArn?: string },
  call: Call,
): object {
  const arn = checkPattern(required(input.RecoveryPointArn, 'RecoveryPointArn'), 'RecoveryPointArn', pointPattern);
  return pageOfThose(input, call, ({ pointArn }) => pointArn === arn);
}

export function listBackupAccessPointsByResource(input: PageInput & { ResourceArn?: string }, call: Call): object {
  const arn = checkPattern(required(input.ResourceArn, 'ResourceArn'), 'ResourceArn', resourcePattern);
  return pageOfThose(input, call, ({ resourceArn }) => resourceArn === arn);
}
