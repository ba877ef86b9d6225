// The permission to allow, and for which principal, if AWS refused access. Only a permission or role that the message
// or job contains is named. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
import { parseArn, shortName } from '../arn.ts';
import type { Explanation, FailedJob } from './failure-cause.ts';

/** https://repost.aws/knowledge-center/backup-troubleshoot-cross-account-copy */
export const isRefusedByVault = ({ kind, message = '' }: FailedJob): boolean =>
  kind === 'copy' && /Access Denied trying to call AWS Backup service/i.test(message);

/** Explains a job that AWS refused access, with the permission to grant as the next step. */
export function refusedAccess(failure: FailedJob): Explanation {
  const { message = '' } = failure;
  if (isRefusedByVault(failure)) return vaultRefuses;
  const role = roleWords(failure);
  if (/cannot be assumed/i.test(message)) return notAssumed(role);
  const right = missingRight(message);
  if (right === undefined) {
    const nextStep = `check that ${role} has the policy ${managedPolicy(failure)}, and that no other policy denies it`;
    return { id: 'denied', title: 'AWS refused access', nextStep, groupKey: `denied/${role}` };
  }
  const { permission, on, denying } = right;
  return {
    id: 'denied',
    title: `${permission} is ${denying ? 'denied' : 'not allowed'}`,
    nextStep: denying ? `remove the Deny of ${permission}${on} from the ${denying}` : grant(right, role),
    groupKey: `denied/${role}/${permission}${on}`,
  };
}

const vaultRefuses: Explanation = {
  id: 'denied',
  title: "the destination vault's access policy refuses the copy",
  nextStep: 'allow backup:CopyIntoBackupVault for this account in the access policy of the destination vault',
  groupKey: 'denied/vault-policy',
};

const notAssumed = (role: string): Explanation => ({
  id: 'denied',
  title: 'AWS Backup cannot assume the role',
  nextStep: `allow backup.amazonaws.com to assume ${role} in its trust policy, or choose another role`,
  groupKey: `denied/${role}/trust`,
});

const grant = ({ permission, on, isByResource }: Right, role: string): string =>
  isByResource ? `allow ${permission} for ${role} in the resource's own policy` : `grant ${permission}${on} to ${role}`;

/** 'role BackupRole', or general words if no role is named. */
function roleWords({ roleArn, message = '' }: FailedJob): string {
  const arn = roleArn ?? /\barn:[\w-]+:(?:iam|sts)::\d*:(?:assumed-)?role\/[^\s"',;)]+/.exec(message)?.[0] ?? '';
  const { service, resource = '' } = parseArn(arn.replace(/[.:]+$/, '')) ?? {};
  const parts = resource.split('/');
  // A session is named after its role: assumed-role/BackupRole/AWSBackup-….
  const name = service === 'sts' ? parts[1] : parts.at(-1);
  return name ? `role ${name}` : 'the backup role';
}

interface Right {
  readonly permission: string;
  /** ' on key/1234' if the permission concerns another resource than the one that is backed up; else ''. */
  readonly on: string;
  /** The kind of the policy that denies access. */
  readonly denying: string | undefined;
  readonly isByResource: boolean;
}

const action = String.raw`["'\`]?([a-z][a-z0-9-]*:[A-Z]\w+)`;
const permissionPatterns = [
  new RegExp(String.raw`\bperform(?:ing)?:?\s+(?:action:?\s+)?${action}`),
  new RegExp(String.raw`\bpermissions?:?\s+(?:for |to perform )?${action}`),
];

function missingRight(message: string): Right | undefined {
  const permission = permissionPatterns.map((pattern) => pattern.exec(message)?.[1]).find(Boolean);
  if (permission === undefined) return undefined;
  const resource = /\bon (?:the )?resource:?\s+["'`]?(arn:[^\s"'`,;)]+)/.exec(message)?.[1]?.replace(/\.$/, '') ?? '';
  return {
    permission,
    on: /:kms:|:backup-vault:/.test(resource) ? ` on ${shortName(resource)}` : '',
    denying: /explicit deny in an? ([a-z -]{1,40}policy|permissions boundary)/i.exec(message)?.[1],
    isByResource: /no resource.based policy allows/i.test(message),
  };
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html */
function managedPolicy({ kind, resourceType }: FailedJob): string {
  if (resourceType === 'S3') return `AWSBackupServiceRolePolicyForS3${kind === 'restore' ? 'Restore' : 'Backup'}`;
  return `AWSBackupServiceRolePolicyFor${kind === 'restore' ? 'Restores' : 'Backup'}`;
}
