// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
import type { Scope } from './scope.ts';

export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** '' where the ARN names none: S3 buckets, IAM. */
  readonly region: string;
  /** '' where the ARN names none: S3 buckets, EBS snapshots, AMIs. */
  readonly accountId: string;
  readonly resource: string;
}

const pattern = /^arn:([^:]+):([^:]+):([^:]*):([^:]*):(.+)$/s;

export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, accountId, resource] = pattern.exec(text) ?? [];
  if (!partition || !service || !resource) return undefined;
  return { partition, service, region: region ?? '', accountId: accountId ?? '', resource };
}

/**
 * The name that a person uses for the thing: 'i-0bc8…', 'shop', 'orders', 'my-bucket'. Text that is not an ARN is
 * returned unchanged.
 */
export function shortName(arn: string): string {
  const parsed = parseArn(arn);
  if (!parsed) return arn;
  const { service, resource } = parsed;
  const words = resource.split('/');
  const last = words.at(-1) || resource;
  switch (service) {
    case 's3':
      return resource;
    case 'cloudformation':
      return words[1] ?? last;
    case 'timestream':
      return words.filter((_, index) => index % 2 === 1).join('/') || last;
    case 'dynamodb':
      return last;
    default:
      return afterType(resource);
  }
}

/** 'volume/vol-1' → 'vol-1', 'db:shop' → 'shop', 'snapshot:awsbackup:job-1' → 'awsbackup:job-1'. */
function afterType(resource: string): string {
  const cut = resource.search(/[:/]/);
  const rest = cut < 0 ? resource : resource.slice(cut + 1);
  // Names of vaults may contain slashes: aws/efs/automatic-backup-vault.
  if (resource[cut] === ':') return rest || resource;
  return rest.split('/').at(-1) || resource;
}

/** The name in the ARN of a vault; '' for other ARNs. */
export function vaultNameOf(arn: string | undefined): string {
  const resource = arn === undefined ? '' : (parseArn(arn)?.resource ?? '');
  return resource.startsWith('backup-vault:') ? resource.slice('backup-vault:'.length) : '';
}

/** 'eu-west-1 dr', or 'eu-west-1 444455556666 dr' if the vault belongs to another account. */
export function vaultAddress(arn: string | undefined, ownAccountId: string): string {
  const account = accountOf(arn);
  return [regionOf(arn), account === ownAccountId ? '' : account, vaultNameOf(arn)].filter(Boolean).join(' ');
}

/**
 * The name in the ARN of a report plan or a restore testing plan. The ARN ends in the name, a hyphen and an id, and
 * such names contain no hyphens. '' for other ARNs.
 */
export const nameBeforeId = (arn: string | undefined, kind: 'report-plan' | 'restore-testing-plan'): string =>
  new RegExp(`:${kind}:([^:-]+)`).exec(arn ?? '')?.[1] ?? '';

export const regionOf = (arn: string | undefined): string => (arn ? (parseArn(arn)?.region ?? '') : '');
export const accountOf = (arn: string | undefined): string => (arn ? (parseArn(arn)?.accountId ?? '') : '');

/**
 * The scope of the ARN, with the same connection. undefined if the ARN belongs to another account: these credentials do
 * not reach it.
 */
export function scopeOfArn(arn: string | undefined, from: Scope): Scope | undefined {
  const region = regionOf(arn);
  const accountId = accountOf(arn);
  if (accountId !== '' && accountId !== from.accountId) return undefined;
  return region === '' ? from : { ...from, region };
}
