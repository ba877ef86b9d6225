// How AWS names what is backed up, and the backups of it.
import type { Dice } from './dice.ts';

export const gib = 1024 ** 3;

/** The ARN of a protected resource; `hex` tells one from the next where AWS makes up the id. */
export function resourceArn(type: string, region: string, account: string, name: string, hex: string): string {
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
    default:
      throw new Error(`No ARN is known for resources of type ${type}.`);
  }
}

/** The ARN of a recovery point: types that AWS Backup does not fully manage keep the form of their own service. */
export function pointArn(type: string, region: string, account: string, dice: Dice): string {
  const at = `${region}:${account}`;
  switch (type) {
    case 'EC2':
      return inOnePiece('arn:aws:ec2:', region, '::image/ami-', dice.hex(17));
    case 'EBS':
    case 'Storage Gateway':
      return inOnePiece('arn:aws:ec2:', region, '::snapshot/snap-', dice.hex(17));
    case 'RDS':
      return inOnePiece('arn:aws:rds:', at, ':snapshot:awsbackup:job-', dice.uuid());
    case 'Aurora':
      return inOnePiece('arn:aws:rds:', at, ':cluster-snapshot:awsbackup:job-', dice.uuid());
    case 'Redshift':
      return inOnePiece('arn:aws:redshift:', at, ':snapshot:awsbackup/job-', dice.uuid());
    case 'FSx':
      return inOnePiece('arn:aws:fsx:', at, ':backup/backup-', dice.hex(17));
    default:
      return inOnePiece('arn:aws:backup:', at, ':recovery-point:', dice.uuid());
  }
}

/** Every job keeps one of these: a text of which V8 keeps the parts takes twice the room. */
const inOnePiece = (...parts: string[]) => parts.join('');

/** A continuous point keeps its ARN for as long as it is kept up. */
export function continuousPointArn(type: string, region: string, account: string, name: string, dice: Dice): string {
  const at = `${region}:${account}`;
  const id = dice.hex(8);
  if (type === 'RDS') return `arn:aws:rds:${at}:auto-backup:ab-${dice.hex(32)}`;
  if (type === 'Aurora') return `arn:aws:rds:${at}:cluster-auto-backup:ab-${dice.hex(32)}`;
  return `arn:aws:backup:${at}:recovery-point:continuous:${name}-${id}`;
}

export const vaultArn = (region: string, account: string, name: string) =>
  `arn:aws:backup:${region}:${account}:backup-vault:${name}`;

export const backupRole = (account: string) => `arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`;

export const scannerRole = (account: string) => `arn:aws:iam::${account}:role/AWSBackupGuardDutyRolePolicyForScans`;

/** The last part of an ARN a person would know it by. */
export const nameInArn = (arn: string) => arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
