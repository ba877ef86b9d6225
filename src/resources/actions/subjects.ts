// The subject of an action in one line: a name alone does not identify it, so its location is added.
import { accountOf, regionOf, shortName, vaultNameOf } from '../../domain/arn.ts';
import type { CoverageRow } from '../../domain/coverage/coverage-row.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import type { Selection } from '../../domain/plans/selection.ts';
import { placeKey, placeText, type Scope } from '../../domain/scope.ts';
import type { LegalHold } from '../../domain/vaults/legal-hold.ts';
import { isContinuous } from '../../domain/vaults/point-status.ts';
import type { ProtectedResource } from '../../domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { formatSize } from '../../domain/vaults/size.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { formatAge, formatDateTime } from '../../lib/text/format.ts';
import type { AnyContext } from '../action.ts';

const nameOf = ({ resourceName, resourceArn }: Pick<RecoveryPoint, 'resourceName' | 'resourceArn'>): string =>
  resourceName || shortName(resourceArn) || 'a resource that AWS did not return';

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(', ');

const on = (word: string, at: number | undefined): string | undefined =>
  at === undefined ? undefined : `${word} ${formatDateTime(at)}`;

/** The name of the resource, with its ID where that is another. */
function fullName(row: Pick<RecoveryPoint, 'resourceName' | 'resourceArn'>): string {
  const [name, id] = [nameOf(row), shortName(row.resourceArn)];
  return id === '' || id === name ? name : `${name} (${id})`;
}

const sizeOf = ({ resourceType, sizeBytes }: RecoveryPoint): string => {
  const size = formatSize(resourceType, sizeBytes);
  return size === 'n/a' ? 'size unknown' : size;
};

export const pointSubject = (point: RecoveryPoint, now: number): string =>
  joined(
    `${point.resourceType} ${fullName(point)}`,
    on(isContinuous(point) ? 'continuous backup since' : 'recovery point of', point.createdAt),
    `${formatAge(now - point.createdAt)} old`,
    sizeOf(point),
    point.vaultName === '' ? 'vault unknown' : `vault ${point.vaultName}`,
    elsewhere(point),
  );

/** A copy lies in another account or Region than its resource. */
function elsewhere({ resourceArn, scope }: RecoveryPoint): string | undefined {
  const home = {
    accountId: accountOf(resourceArn) || scope.accountId,
    region: regionOf(resourceArn) || scope.region,
  };
  return placeKey(home) === placeKey(scope) ? undefined : `a copy: its resource is in ${placeText(home)}`;
}

/** The text that confirms an action on a recovery point: the name of its resource. */
export const pointName = (point: RecoveryPoint): string =>
  point.resourceName || shortName(point.resourceArn) || shortName(point.arn);

/** 'vault prod, us-east-1 in production (123456789012)'. */
export const vaultPlace = (vault: string, place: Place, names: AnyContext['accountNames']): string =>
  `vault ${vault || 'unknown'}, ${placeText(place, names)}`;

/** The same from the vault's ARN. */
export const vaultPlaceOf = (arn: string, names: AnyContext['accountNames']): string =>
  vaultPlace(vaultNameOf(arn), { accountId: accountOf(arn), region: regionOf(arn) }, names);

type Place = Pick<Scope, 'accountId' | 'region'>;

export const copyJobSubject = (job: Job): string =>
  joined(
    `${job.resourceType} ${fullName(job)}`,
    on('copied', job.createdAt),
    `from vault ${vaultNameOf(job.sourceVaultArn)} to ${job.vaultName}`,
  );

export const backupJobSubject = (job: Job): string =>
  joined(`${job.resourceType} ${fullName(job)}`, on('backup job of', job.createdAt), `vault ${job.vaultName}`);

export const resourceSubject = ({ type, name, arn, lastBackupAt }: ProtectedResource): string =>
  joined(
    `${type} ${fullName({ resourceName: name === arn ? '' : name, resourceArn: arn })}`.trim(),
    lastBackupAt === undefined ? 'last backup unknown' : on('last backed up', lastBackupAt),
  );

export const coverageSubject = (row: CoverageRow): string => {
  const arn = row.kind === 'resource' ? row.arn : '';
  return `${row.type} ${arn === '' ? row.name : fullName({ resourceName: row.name, resourceArn: arn })}`.trim();
};

export const vaultSubject = ({ name, pointCount, createdAt }: Vault): string =>
  joined(
    `vault ${name}`,
    pointCount === undefined ? 'number of recovery points unknown' : `${pointCount} recovery points`,
    on('created', createdAt),
  );

export const planSubject = ({ name, createdAt, lastRunAt }: Plan): string =>
  joined(`plan ${name}`, on('created', createdAt), on('last run', lastRunAt));

export const versionSubject = ({ name, createdAt, versionId }: Plan): string =>
  joined(`plan ${name}`, on('version of', createdAt) ?? `version ${versionId}`);

export const selectionSubject = ({ name, planName, planId, createdAt }: Selection): string =>
  joined(`resource assignment ${name}`, `of plan ${planName ?? planId}`, on('created', createdAt));

export const holdSubject = ({ title, createdAt }: LegalHold): string =>
  joined(`legal hold ${title}`, on('created', createdAt));
