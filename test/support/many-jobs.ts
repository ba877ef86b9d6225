// Backup jobs of one night, in any number and always the same: a plan starts a few hundred at once, most complete.
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';

const second = 1_000;
const minute = 60 * second;
const gib = 1024 ** 3;
const types = ['EBS', 'EBS', 'RDS', 'DynamoDB', 'EBS', 'EFS', 'S3', 'Aurora'] as const;
const vaults = ['default', 'prod-vault', 'prod-vault', 'compliance-locked', 'dr-eu-central-1'] as const;
const plans = ['daily-35d', 'daily-35d', 'weekly-1y', 'hourly-7d'] as const;

/** Equal pseudo-random digits for equal numbers. */
function hex(seed: number, length: number): string {
  let text = '';
  for (let round = 0; text.length < length; round++)
    text += (Math.imul((seed + 1) * 31 + round, 0x9e_37_79_b1) >>> 0).toString(16).padStart(8, '0');
  return text.slice(0, length);
}

const uuid = (seed: number): string =>
  [hex(seed, 8), hex(seed + 7, 4), hex(seed + 11, 4), hex(seed + 13, 4), hex(seed + 17, 12)].join('-');

const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;

function stateOf(index: number): Pick<Job, 'state' | 'percent' | 'message'> {
  if (index % 17 === 0) return { state: 'FAILED', message: 'Access denied trying to call AWS Backup service' };
  if (index % 11 === 0) return { state: 'RUNNING', percent: (index * 13) % 100 };
  return { state: 'COMPLETED' };
}

export function manyJobs(count: number, scopes: readonly Scope[], now: number): Job[] {
  return Array.from({ length: count }, (_, index) => jobOf(index, pick(scopes, index >> 8), now));
}

function jobOf(index: number, scope: Scope, now: number): Job {
  const { region, accountId } = scope;
  const type = pick(types, index * 5);
  const vaultName = pick(vaults, index >> 8);
  const name = type === 'EBS' ? `vol-0${hex(index * 3, 16)}` : `${type.toLowerCase()}-orders-${index % 60}`;
  const state = stateOf(index);
  const createdAt = now - index * 20 * second - 15 * minute;
  return {
    kind: 'backup',
    id: uuid(index),
    scope,
    ...state,
    resourceArn: `arn:aws:ec2:${region}:${accountId}:volume/${name}`,
    resourceName: name,
    resourceType: type,
    vaultName,
    vaultArn: `arn:aws:backup:${region}:${accountId}:backup-vault:${vaultName}`,
    createdAt,
    startedAt: createdAt + minute,
    ...(state.state === 'RUNNING'
      ? { transferredBytes: gib }
      : { completedAt: createdAt + ((index * 37) % 59) * minute }),
    sizeBytes: ((index * 37) % 9000) * (gib / 10),
    createdBy: { planId: uuid(index >> 8), planName: pick(plans, index >> 8), ruleName: 'daily' },
    isParent: false,
  };
}
