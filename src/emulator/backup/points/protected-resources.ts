import type {
  DescribeProtectedResourceInput,
  DescribeProtectedResourceOutput,
  ListProtectedResourcesByBackupVaultInput,
  ListProtectedResourcesByBackupVaultOutput,
  ListProtectedResourcesInput,
  ListProtectedResourcesOutput,
  ProtectedResource,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { wholeHistory } from '../jobs/job-window.ts';
import { findVault, toDate } from '../shared-shapes.ts';

/** A resource is protected while a recovery point of it exists, whatever its status. */
function latestPoints(points: EstatePoint[]): EstatePoint[] {
  const latest = new Map<string, EstatePoint>();
  for (const point of points) {
    const { arn } = point.backup.resource;
    const known = latest.get(arn);
    if (known === undefined || known.completedAt < point.completedAt) latest.set(arn, point);
  }
  return [...latest.values()].sort((a, b) => (arnOf(a) < arnOf(b) ? -1 : 1));
}

const arnOf = ({ backup }: EstatePoint) => backup.resource.arn;

const toProtected = ({ backup, ...point }: EstatePoint): ProtectedResource => ({
  ResourceArn: backup.resource.arn,
  ResourceType: backup.resource.type,
  ResourceName: backup.resource.name,
  LastBackupTime: toDate(point.completedAt),
  LastBackupVaultArn: vaultArn(point.region, point.account, point.vault),
  LastRecoveryPointArn: point.arn,
});

const pointsOfRegion = ({ estate, region, now }: Call) =>
  estate.vaults(region).flatMap(({ name }) => estate.vaultPoints.latest({ region, vault: name, now }));

export function listProtectedResources(input: ListProtectedResourcesInput, call: Call): ListProtectedResourcesOutput {
  const { items, nextToken } = pageOf(latestPoints(pointsOfRegion(call)), input, arnOf);
  return { Results: items.map(toProtected), NextToken: nextToken };
}

export function listProtectedResourcesByBackupVault(
  input: ListProtectedResourcesByBackupVaultInput,
  call: Call,
): ListProtectedResourcesByBackupVaultOutput {
  const { name } = findVault(call.estate, call.region, input.BackupVaultName);
  const points = call.estate.vaultPoints.latest({ region: call.region, vault: name, now: call.now });
  const { items, nextToken } = pageOf(latestPoints(points), input, arnOf);
  return { Results: items.map(toProtected), NextToken: nextToken };
}

export function describeProtectedResource(
  { ResourceArn }: DescribeProtectedResourceInput,
  call: Call,
): DescribeProtectedResourceOutput {
  const [latest] = latestPoints(pointsOfRegion(call).filter((point) => arnOf(point) === ResourceArn));
  if (latest === undefined) throw resourceNotFound(`Resource ${ResourceArn} is not protected.`);
  const { from, to } = wholeHistory(call.now);
  const restore = call.estate.timeline
    .restores(call.region, from, to)
    .filter(({ backup, endsAt }) => backup.resource.arn === ResourceArn && endsAt <= call.now)
    .sort((a, b) => b.createdAt - a.createdAt)[0];
  return {
    ...toProtected(latest),
    LatestRestoreExecutionTimeMinutes: restore && Math.round((restore.endsAt - restore.startsAt) / 60_000),
    LatestRestoreJobCreationDate: toDate(restore?.createdAt),
    LatestRestoreRecoveryPointCreationDate: toDate(restore?.backup.createdAt),
  };
}
