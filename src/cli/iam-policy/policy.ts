// The least policy for lists and their actions, from the operations of the resources.
import { resources } from '../../resources/index.ts';
import { formReadsOf, readsOf, type ServiceOperation } from '../../resources/operations.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { policyActionOf } from './policy-action.ts';

/** Kinds of actions that are only in the policy if they are asked for. */
export const riskyKinds = ['lock', 'policy', 'delete'] as const;
export type RiskyKind = (typeof riskyKinds)[number];

export interface PolicyWants {
  readonly lists: readonly ResourceId[];
  readonly metrics: boolean;
  /** The Regions that the account has enabled. */
  readonly regions: boolean;
  readonly organization: boolean;
  readonly write: boolean;
  readonly allowed: readonly RiskyKind[];
  /** ARNs of roles that AWS Backup gets. */
  readonly passedRoles: readonly string[];
  /** ARNs of roles with which GuardDuty scans recovery points. */
  readonly scanRoles: readonly string[];
  /** ARNs of roles to sign in with. */
  readonly assumedRoles: readonly string[];
  /** ARNs of queues of live events. */
  readonly queues: readonly string[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

const anything = ['*'];

export function makePolicy(wants: PolicyWants): PolicyDocument {
  const writes = wants.write ? writesOf(wants) : [];
  const statements: readonly PolicyStatement[] = [
    statement('VaultopRead', readActions(wants)),
    statement('VaultopWrite', writes),
    ...(writes.includes('backup:CreateBackupVault') ? vaultStatements : []),
    ...(writes.some((action) => passesRole.has(action))
      ? [passing('VaultopPassRole', wants.passedRoles, 'backup.amazonaws.com')]
      : []),
    ...(writes.some((action) => passesScanRole.has(action))
      ? [passing('VaultopPassScanRole', wants.scanRoles, scanService)]
      : []),
    { ...statement('VaultopSignIn', ['sts:AssumeRole']), Resource: wants.assumedRoles },
    { ...statement('VaultopEvents', ['sqs:DeleteMessage', 'sqs:ReceiveMessage']), Resource: wants.queues },
  ];
  return {
    Version: '2012-10-17',
    Statement: statements.filter(({ Action, Resource }) => Action.length > 0 && Resource.length > 0),
  };
}

const statement = (Sid: string, actions: readonly string[]): PolicyStatement => ({
  Sid,
  Effect: 'Allow',
  Action: [...new Set(actions)].sort(),
  Resource: anything,
});

const passing = (Sid: string, roles: readonly string[], service: string): PolicyStatement => ({
  ...statement(Sid, ['iam:PassRole']),
  Resource: roles,
  Condition: { StringEquals: { 'iam:PassedToService': service } },
});

function readActions({ lists, metrics, regions, organization, write }: PolicyWants): string[] {
  const operations: readonly ServiceOperation[] = [
    ...lists.flatMap(readsOf),
    ...(write ? lists.flatMap(formReadsOf) : []),
    ...(metrics ? readsOf('metrics') : []),
    ...(regions ? (['account:ListRegions'] as const) : []),
    ...(organization ? (['organizations:DescribeOrganization', 'organizations:ListAccounts'] as const) : []),
  ];
  return operations.map(policyActionOf);
}

/** The mutating operations of the lists' actions, by the names that policies have. */
function writesOf({ lists, allowed }: Pick<PolicyWants, 'lists' | 'allowed'>): string[] {
  const operations = lists.flatMap((list) => (resources[list].actions ?? []).flatMap(({ retries }) => keysOf(retries)));
  const actions = operations.map((operation) => policyActionOf(`${serviceOf(operation)}:${operation}`));
  return actions.filter((action) => {
    const kind = riskOf(action);
    return kind === undefined || allowed.includes(kind);
  });
}

const keysOf = (retries: object): string[] => Object.keys(retries);

/** All mutating operations but these are AWS Backup's. */
const serviceOf = (operation: string): string =>
  operation === 'Publish' ? 'sns' : /^(Tag|Untag)Resources$/.test(operation) ? 'tagging' : 'backup';

/** undefined: neither locks, nor changes who has access, nor removes anything. */
export function riskOf(action: string): RiskyKind | undefined {
  const name = action.slice(action.indexOf(':') + 1);
  if (/^(Put|Delete).*LockConfiguration$/.test(name)) return 'lock';
  if (/^(Put|Delete).*AccessPolicy$|ApprovalTeam$/.test(name)) return 'policy';
  return /^(Delete|Disassociate|Cancel|Revoke)/.test(name) ? 'delete' : undefined;
}

/** AWS Backup works with the role that these requests name. */
const passesRole: ReadonlySet<string> = new Set([
  'backup:CreateBackupSelection',
  'backup:CreateRestoreTestingSelection',
  'backup:StartBackupJob',
  'backup:StartCopyJob',
  'backup:StartRestoreJob',
  'backup:UpdateRestoreTestingSelection',
]);

/**
 * A plan names the role that AWS Backup passes on to GuardDuty:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForScans.html
 */
const scanService = 'malware-protection.guardduty.amazonaws.com';
const passesScanRole: ReadonlySet<string> = new Set(['backup:CreateBackupPlan', 'backup:UpdateBackupPlan']);

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html */
const vaultStatements: readonly PolicyStatement[] = [
  statement('VaultopCreateVault', ['backup-storage:MountCapsule']),
  {
    ...statement('VaultopVaultKeys', [
      'kms:CreateGrant',
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:GenerateDataKey',
      'kms:RetireGrant',
    ]),
    Condition: { StringLike: { 'kms:ViaService': 'backup.*' } },
  },
];
