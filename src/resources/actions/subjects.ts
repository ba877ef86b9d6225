// The subject of an action in one line: a name alone does not identify it, so its location is added.
import { shortName, vaultNameOf } from '../../domain/arn.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import type { Selection } from '../../domain/plans/selection.ts';
import type { LegalHold } from '../../domain/vaults/legal-hold.ts';
import { isContinuous } from '../../domain/vaults/point-status.ts';
import type { ProtectedResource } from '../../domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { formatDateTime } from '../../lib/text/format.ts';

const nameOf = ({ resourceName, resourceArn }: Pick<RecoveryPoint, 'resourceName' | 'resourceArn'>): string =>
  resourceName || shortName(resourceArn) || 'a resource that AWS does not tell';

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(', ');

const on = (word: string, at: number | undefined): string | undefined =>
  at === undefined ? undefined : `${word} ${formatDateTime(at)}`;

export const pointSubject = (point: RecoveryPoint): string =>
  joined(
    `${point.resourceType} ${nameOf(point)}`,
    on(isContinuous(point) ? 'continuous backup since' : 'recovery point of', point.createdAt),
    `vault ${point.vaultName}`,
  );

export const copyJobSubject = (job: Job): string =>
  joined(
    `${job.resourceType} ${nameOf(job)}`,
    on('copied', job.createdAt),
    `from vault ${vaultNameOf(job.sourceVaultArn)} to ${job.vaultName}`,
  );

export const backupJobSubject = (job: Job): string =>
  joined(`${job.resourceType} ${nameOf(job)}`, on('backup job of', job.createdAt), `vault ${job.vaultName}`);

export const resourceSubject = ({ type, name, lastBackupAt }: ProtectedResource): string =>
  joined(`${type} ${name}`.trim(), on('last backed up', lastBackupAt));

export const vaultSubject = ({ name, pointCount, createdAt }: Vault): string =>
  joined(`vault ${name}`, `${pointCount} recovery points`, on('created', createdAt));

export const planSubject = ({ name, createdAt, lastRunAt }: Plan): string =>
  joined(`plan ${name}`, on('created', createdAt), on('last run', lastRunAt));

export const selectionSubject = ({ name, planName, planId, createdAt }: Selection): string =>
  joined(`resource assignment ${name}`, `of plan ${planName ?? planId}`, on('created', createdAt));

export const holdSubject = ({ title, createdAt }: LegalHold): string =>
  joined(`legal hold ${title}`, on('created', createdAt));
