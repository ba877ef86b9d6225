import { accountOf, parseArn, regionOf, vaultNameOf } from '../../../domain/arn.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { cannotCrossRegions } from '../../../domain/resource-type.ts';
import type { Scope } from '../../../domain/scope.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { type Action, type AnyContext, type FormField, numberOf, textOf, type Undo } from '../../action.ts';
import { tokenIn } from '../../retry.ts';
import { checkVaultArn } from '../checks.ts';
import { given, lifecycleFields, lifecycleOf, roleField } from '../fields.ts';
import { copyJobSubject, pointSubject, vaultPlace, vaultPlaceOf } from '../subjects.ts';
import { lockWarning, undoOfKeeping } from '../vaults/lock-warnings.ts';
import { startsCopyJob } from './started-jobs.ts';

interface Copyable {
  readonly scope: Scope;
  readonly pointArn: string;
  readonly vaultName: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly to?: string | undefined;
  readonly roleArn?: string | undefined;
}

const destinationOf = ({ known, values }: AnyContext): Vault | undefined =>
  (known('vaults') as readonly Vault[]).find(({ arn }) => arn === textOf(values, 'to'));

/** Reports a copy that cannot cross Regions or accounts before anything is sent. */
function checkDestination(text: string, { scope, known }: AnyContext, from: Copyable): string | undefined {
  const wrong = checkVaultArn(text);
  if (wrong) return wrong;
  const region = regionOf(text);
  if (region === scope.region && vaultNameOf(text) === from.vaultName && accountOf(text) === scope.accountId) {
    return 'The recovery point is in that vault already.';
  }
  if (region !== scope.region) {
    const reason = whyNotCross(from);
    if (reason) return `${reason}.`;
  }
  const vaults = (known('vaults') as readonly Vault[]).filter((vault) => regionOf(vault.arn) === region);
  if (accountOf(text) !== scope.accountId || vaults.length === 0) return undefined;
  return vaults.some(({ arn }) => arn === text) ? undefined : `There is no vault ${vaultNameOf(text)} in ${region}.`;
}

/** DynamoDB's own backups cannot be copied; those that AWS Backup manages can. */
export function whyNotCross({ resourceType, resourceArn, pointArn }: Copyable): string | undefined {
  if (resourceType === 'DynamoDB' && parseArn(pointArn)?.service === 'dynamodb') {
    return 'DynamoDB is copied to another Region only with its advanced features on';
  }
  return cannotCrossRegions(resourceType, resourceArn, undefined);
}

function copyFields<Row>(toCopyable: (row: Row) => Copyable): FormField[] {
  return [
    {
      id: 'to',
      label: 'To vault',
      kind: 'pick',
      hint: 'the ARN of a vault, in any Region; the access policy of a vault in another account must allow it',
      initial: ({ row }) => (row === undefined ? '' : (toCopyable(row).to ?? '')),
      options: ({ known }) =>
        (known('vaults') as readonly Vault[]).map(({ arn, name, scope }) => ({
          value: arn,
          label: `${name} ${scope.region}`,
        })),
      check: (text, context) => checkDestination(text, context, toCopyable(context.row)),
    },
    roleField(({ row }) => (row === undefined ? undefined : toCopyable(row).roleArn)),
    ...lifecycleFields(destinationOf),
  ];
}

const copyRequests = ({ pointArn, vaultName }: Copyable, { values, token }: AnyContext) => [
  {
    service: 'backup' as const,
    operation: 'StartCopyJob' as const,
    input: {
      RecoveryPointArn: pointArn,
      SourceBackupVaultName: vaultName,
      DestinationBackupVaultArn: textOf(values, 'to'),
      IamRoleArn: textOf(values, 'role'),
      IdempotencyToken: token,
      ...given('Lifecycle', lifecycleOf(values)),
    },
  },
];

const lockOf = (context: AnyContext) =>
  lockWarning({
    vault: destinationOf(context),
    named: textOf(context.values, 'to'),
    days: numberOf(context.values, 'delete-after'),
    now: context.now,
  });

/** A copy that nobody can ever delete is confirmed by the name of its vault. */
const copying = {
  pending: 'copying',
  key: 'c',
  undo: (context: AnyContext): Undo => undoOfKeeping('copy', lockOf(context)),
  confirmName: ({ values }: AnyContext) => vaultNameOf(textOf(values, 'to')) || undefined,
  starts: startsCopyJob,
  retries: { StartCopyJob: tokenIn('IdempotencyToken') },
};

function copyWarnings(context: AnyContext): string[] {
  const { values, scope } = context;
  const to = textOf(values, 'to');
  const lock = lockOf(context);
  return [
    ...(lock ? [lock.text] : []),
    ...(regionOf(to) === scope.region
      ? []
      : [`The data is transferred to ${regionOf(to)} and stored there: AWS bills both.`]),
    ...(accountOf(to) === scope.accountId
      ? []
      : [`The copy is in account ${accountOf(to)}: this account cannot delete it.`]),
  ];
}

const routeOf = ({ scope, vaultName }: Copyable, { values, accountNames }: AnyContext): readonly string[] => [
  `from ${vaultPlace(vaultName, scope, accountNames)}`,
  `to ${vaultPlaceOf(textOf(values, 'to'), accountNames)}`,
];

const ofPoint = ({ scope, arn, vaultName, resourceArn, resourceType }: RecoveryPoint): Copyable => ({
  scope,
  vaultName,
  resourceArn,
  resourceType,
  pointArn: arn,
});

const copyableStates: ReadonlySet<string> = new Set(['COMPLETED', 'AVAILABLE', 'PARTIAL', 'STOPPED']);

export const copyPoint: Action<RecoveryPoint, 'StartCopyJob'> = {
  ...copying,
  id: 'copy',
  title: 'copy',
  subject: pointSubject,
  many: true,
  knows: ['vaults', 'backup-jobs'],
  touches: ['copy-jobs'],
  disabled({ status, vaultName }) {
    if (vaultName === '') return 'AWS did not return its vault';
    return copyableStates.has(status) ? undefined : `it is ${status}`;
  },
  fields: copyFields(ofPoint),
  route: (context) => routeOf(ofPoint(context.row), context),
  warnings: (context) => [
    ...copyWarnings(context),
    ...(isContinuous(context.row)
      ? ['The copy of a continuous backup is a snapshot: it has no point-in-time restore.']
      : []),
  ],
  requests: (context) => copyRequests(ofPoint(context.row), context),
};

const ofJob = (job: Job): Copyable => ({
  scope: job.scope,
  roleArn: job.roleArn,
  pointArn: job.recoveryPointArn ?? '',
  vaultName: vaultNameOf(job.sourceVaultArn),
  resourceArn: job.resourceArn,
  resourceType: job.resourceType,
  to: job.vaultArn,
});

export const copyAgain: Action<Job, 'StartCopyJob'> = {
  ...copying,
  id: 'again',
  title: 'copy again',
  subject: copyJobSubject,
  knows: ['vaults'],
  disabled: (job) =>
    ofJob(job).pointArn && ofJob(job).vaultName ? undefined : 'AWS did not return its source recovery point',
  fields: copyFields(ofJob),
  route: (context) => routeOf(ofJob(context.row), context),
  warnings: copyWarnings,
  requests: (context) => copyRequests(ofJob(context.row), context),
};
