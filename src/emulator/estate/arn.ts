// ARNs of protected resources, recovery points, vaults and roles, in the forms that AWS uses.
import type { Random } from './random.ts';

export const gib = 1024 ** 3;

/** The type of a resource and its place. */
interface ArnParts {
  type: string;
  region: string;
  account: string;
}

interface ResourceParts extends ArnParts {
  name: string;
  hex: string;
}

/** The ARN of a protected resource. `hex` makes ids unique where AWS generates them. */
export function resourceArn({ type, region, account, name, hex }: ResourceParts): string {
  const at = `${region}:${account}`;
  switch (type) {
    case 'EC2':
      return `arn:aws:ec2:${at}:instance/i-${hex.slice(0, 17)}`;
    case 'EBS':
      return `arn:aws:ec2:${at}:volume/vol-${hex.slice(0, 17)}`;
    case 'RDS':
      return `arn:aws:rds:${at}:db:${name}`;
    case 'Aurora':
      return `arn:aws:rds:${at}:cluster:${name}`;
    case 'S3':
      return `arn:aws:s3:::${name}`;
    case 'EFS':
      return `arn:aws:elasticfilesystem:${at}:file-system/fs-${hex.slice(0, 17)}`;
    case 'DynamoDB':
      return `arn:aws:dynamodb:${at}:table/${name}`;
    case 'FSx':
      return `arn:aws:fsx:${at}:file-system/fs-${hex.slice(0, 17)}`;
    case 'Storage Gateway':
      return `arn:aws:storagegateway:${at}:gateway/sgw-${hex.slice(0, 8).toUpperCase()}/volume/vol-${hex.slice(8, 25).toUpperCase()}`;
    case 'Redshift':
      return `arn:aws:redshift:${at}:cluster:${name}`;
    case 'CloudFormation':
      return `arn:aws:cloudformation:${at}:stack/${name}/${hex.slice(0, 8)}-${hex.slice(8, 12)}-11ee-9c1f-${hex.slice(12, 24)}`;
    case 'DocumentDB':
    case 'Neptune':
      return `arn:aws:rds:${at}:cluster:${name}`;
    case 'Redshift Serverless':
      return `arn:aws:redshift-serverless:${at}:namespace/${hex.slice(0, 8)}-${hex.slice(8, 12)}-4e1f-9c1f-${hex.slice(12, 24)}`;
    case 'Timestream':
      return `arn:aws:timestream:${at}:database/telemetry/table/${name}`;
    case 'VirtualMachine':
      return `arn:aws:backup-gateway:${at}:vm/vm-${hex.slice(0, 8).toUpperCase()}`;
    case 'SAP HANA on Amazon EC2':
      return `arn:aws:ssm-sap:${at}:HANA/erp/DB/${name}`;
    case 'EKS':
      return `arn:aws:eks:${at}:cluster/${name}`;
    case 'DSQL':
      return `arn:aws:dsql:${at}:cluster/${hex.slice(0, 26)}`;
    default:
      throw new Error(`No ARN is known for resources of type ${type}.`);
  }
}

/** The ARN of a recovery point: types that AWS Backup does not fully manage keep the form of their own service. */
export function pointArn({ type, region, account }: ArnParts, random: Random): string {
  const at = `${region}:${account}`;
  switch (type) {
    case 'EC2':
      return joinParts('arn:aws:ec2:', region, '::image/ami-', random.hex(17));
    case 'EBS':
    case 'Storage Gateway':
      return joinParts('arn:aws:ec2:', region, '::snapshot/snap-', random.hex(17));
    case 'RDS':
      return joinParts('arn:aws:rds:', at, ':snapshot:awsbackup:job-', random.uuid());
    case 'Aurora':
    case 'DocumentDB':
    case 'Neptune':
      return joinParts('arn:aws:rds:', at, ':cluster-snapshot:awsbackup:job-', random.uuid());
    case 'EKS':
      return joinParts('arn:aws:backup:', at, ':recovery-point:composite:eks/', random.uuid());
    case 'Redshift':
      return joinParts('arn:aws:redshift:', at, ':snapshot:awsbackup/job-', random.uuid());
    case 'FSx':
      return joinParts('arn:aws:fsx:', at, ':backup/backup-', random.hex(17));
    default:
      return joinParts('arn:aws:backup:', at, ':recovery-point:', random.uuid());
  }
}

/**
 * Joins parts to a flat string. Every job keeps one ARN, and V8 keeps a concatenated string as a tree of twice the
 * size.
 */
const joinParts = (...parts: string[]) => parts.join('');

/** A continuous recovery point keeps its ARN while its continuous backup runs. */
export function continuousPointArn(
  { type, region, account, name }: Omit<ResourceParts, 'hex'>,
  random: Random,
): string {
  const at = `${region}:${account}`;
  const id = random.hex(8);
  if (type === 'RDS') return `arn:aws:rds:${at}:auto-backup:ab-${random.hex(32)}`;
  if (type === 'Aurora') return `arn:aws:rds:${at}:cluster-auto-backup:ab-${random.hex(32)}`;
  return `arn:aws:backup:${at}:recovery-point:continuous:${name}-${id}`;
}

export const vaultArn = (region: string, account: string, name: string) =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;

/** The account that an ARN names. */
export const accountInArn = (arn: string) => arn.split(':')[4] ?? '';

export const backupRole = (account: string) => `arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`;

export const scannerRole = (account: string) => `arn:aws:iam::${account}:role/AWSBackupGuardDutyRolePolicyForScans`;

/** The last part of an ARN, by which people recognize a resource. */
export const nameInArn = (arn: string) => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
