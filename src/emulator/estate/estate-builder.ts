// Words in which an estate is written down: everything that follows from a name is made up here.
import type { ScanMode } from '@aws-sdk/client-backup';
import { backupRole, gib, resourceArn, scannerRole, vaultArn } from './arn.ts';
import { createDice, type Dice, seedOf } from './dice.ts';
import type {
  CopySpec,
  Lifecycle,
  PlanSpec,
  ResourceSpec,
  RestoreTestSpec,
  RuleSpec,
  SelectionSpec,
  VaultSpec,
} from './spec.ts';

const dayMs = 86_400_000;

interface BuilderOptions {
  seed: string;
  account: string;
  originAt: number;
}

interface VaultWish {
  ageDays: number;
  lock?: { minDays: number; maxDays?: number; lockedInDays?: number };
  airGapped?: boolean;
  /** Made by AWS, with a policy that denies to delete what it holds. */
  isAutomatic?: boolean;
  notifies?: boolean;
  policed?: boolean;
  tags?: Record<string, string>;
}

interface RuleWish extends Lifecycle {
  timezone?: string;
  copies?: Omit<CopySpec, 'vaultArn'>[];
  continuous?: boolean;
  runMinutes?: readonly [number, number];
  startWindowMinutes?: number;
  completionWindowMinutes?: number;
  scans?: ScanMode;
}

interface PlanWish {
  tagged?: Record<string, string>;
  arns?: string[];
  rules: RuleSpec[];
  /** Of the role that carries it out; absent: AWS's own. */
  role?: string;
  ageDays?: number;
  versions?: number;
  /** Its rules until a new version came, in epoch ms. */
  former?: { rules: RuleSpec[]; until: number };
  windowsVss?: boolean;
}

export interface RegionBuilder {
  resource(
    type: string,
    name: string,
    sizeGib: number,
    tags: Record<string, string>,
    more?: Partial<ResourceSpec>,
  ): ResourceSpec;
  stack(name: string, members: ResourceSpec[]): ResourceSpec;
  vault(name: string, wish: VaultWish): VaultSpec;
  rule(name: string, cron: string, vault: string, wish: RuleWish): RuleSpec;
  plan(name: string, wish: PlanWish): PlanSpec;
  restoreTest(name: string, resources: ResourceSpec[], unfit?: Record<string, string>): RestoreTestSpec;
  resourcesNamed(resources: ResourceSpec[], ...names: string[]): ResourceSpec[];
  /** The ARNs of those named. */
  named(resources: ResourceSpec[], ...names: string[]): string[];
}

export interface Builder {
  region(region: string): RegionBuilder;
}

export function createBuilder(options: BuilderOptions): Builder {
  return { region: (region) => createRegionBuilder(region, options) };
}

function createRegionBuilder(region: string, { seed, account, originAt }: BuilderOptions): RegionBuilder {
  const diceFor = (...keys: string[]) => createDice(seedOf(seed, account, region, ...keys));
  const before = (days: number) => originAt - days * dayMs;

  const resource: RegionBuilder['resource'] = (type, name, sizeGib, tags, more = {}) => ({
    arn: resourceArn(type, region, account, name, diceFor('resource', name).hex(32)),
    name,
    type,
    sizeBytes: sizeGib * gib,
    tags: { Name: name, ...tags },
    ...more,
  });

  const resourcesNamed: RegionBuilder['resourcesNamed'] = (resources, ...names) =>
    names.map((name) => {
      const found = resources.find((candidate) => candidate.name === name);
      if (found === undefined) throw new Error(`The estate has no resource named ${name} in ${region}.`);
      return found;
    });

  return {
    resource,
    resourcesNamed,
    stack: (name, members) => resource('CloudFormation', name, 0, { backup: 'daily' }, { members }),
    named: (resources, ...names) => resourcesNamed(resources, ...names).map(({ arn }) => arn),
    vault: (name, wish) => ({
      name,
      arn: vaultArn(region, account, name),
      type: wish.airGapped ? 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' : 'BACKUP_VAULT',
      createdAt: before(wish.ageDays),
      keyArn: wish.airGapped ? undefined : `arn:aws:kms:${region}:${account}:key/${diceFor('key', name).uuid()}`,
      ...(wish.lock && { lock: toLock(wish.lock, before) }),
      ...(wish.isAutomatic && { policy: keepingPolicy }),
      ...(wish.policed && { policy: copyPolicy(account, vaultArn(region, account, name)) }),
      ...(wish.notifies && {
        notifications: {
          topicArn: `arn:aws:sns:${region}:${account}:backup-alerts`,
          events: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'],
        },
      }),
      tags: wish.tags ?? {},
    }),
    rule: (name, cron, vault, wish) => ({
      id: diceFor('rule', name, cron).uuid(),
      name,
      cron,
      vault,
      timezone: wish.timezone ?? 'Etc/UTC',
      startWindowMinutes: wish.startWindowMinutes ?? 480,
      completionWindowMinutes: wish.completionWindowMinutes ?? 1440,
      lifecycle: { deleteAfterDays: wish.deleteAfterDays, coldAfterDays: wish.coldAfterDays },
      copies: (wish.copies ?? []).map((copy) => ({ ...copy, vaultArn: vaultArn(copy.region, account, copy.vault) })),
      continuous: wish.continuous ?? false,
      ...(wish.runMinutes && { runMinutes: wish.runMinutes }),
      ...(wish.scans && {
        scan: { mode: wish.scans, types: ['EBS', 'EC2', 'S3'], scannerRoleArn: scannerRole(account) },
      }),
    }),
    plan(name, wish) {
      const dice = diceFor('plan', name);
      const isAutomatic = name.startsWith('aws/efs/');
      const id = isAutomatic ? `aws/efs/${dice.uuid()}` : dice.uuid();
      const createdAt = before(wish.ageDays ?? 420);
      const versions = Array.from({ length: wish.versions ?? 1 }, (_, index) => ({
        versionId: Buffer.from(dice.uuid()).toString('base64'),
        createdAt: createdAt + index * 90 * dayMs,
      }));
      const plan: PlanSpec = {
        id,
        name,
        arn: `arn:aws:backup:${region}:${account}:backup-plan:${id}`,
        versionId: versions.at(-1)?.versionId ?? '',
        createdAt,
        versions,
        rules: wish.rules,
        selections: [toSelection(wish, dice.uuid(), account, createdAt + dayMs)],
        windowsVss: wish.windowsVss ?? false,
        tags: isAutomatic ? {} : { team: 'platform' },
      };
      return wish.former === undefined ? plan : withFormer(plan, wish.former, dice);
    },
    restoreTest: (name, resources, unfit) => ({
      name,
      arn: `arn:aws:backup:${region}:${account}:restore-testing-plan:${name}-${diceFor('test', name).uuid()}`,
      cron: 'cron(30 0/6 * * ? *)',
      timezone: 'Etc/UTC',
      resources,
      runMinutes: [160, 345],
      ...(unfit && { unfit }),
    }),
  };
}

/** A plan that became what it is a while ago. */
function withFormer(plan: PlanSpec, { rules, until }: NonNullable<PlanWish['former']>, dice: Dice): PlanSpec {
  const latest = { versionId: Buffer.from(dice.uuid()).toString('base64'), createdAt: until };
  return {
    ...plan,
    versionId: latest.versionId,
    versions: [...plan.versions, latest],
    former: { plan: { ...plan, rules }, until },
  };
}

const toLock = (
  { minDays, maxDays, lockedInDays }: NonNullable<VaultWish['lock']>,
  before: (days: number) => number,
) => ({
  minDays,
  maxDays,
  ...(lockedInDays !== undefined && { lockedAt: before(-lockedInDays) }),
});

function toSelection(
  { tagged = {}, arns = [], role }: PlanWish,
  id: string,
  account: string,
  createdAt: number,
): SelectionSpec {
  const tags = Object.entries(tagged).map(([key, value]) => ({ key, value }));
  return {
    id,
    name: tags.length > 0 ? 'by-tag' : 'by-arn',
    roleArn: role === undefined ? backupRole(account) : `arn:aws:iam::${account}:role/${role}`,
    createdAt,
    resources: arns,
    tags,
  };
}

/** Who may delete recovery points all the same. */
const keepers = ['BackupAdmin', 'BackupOperator'];

/** As AWS gives it to the vault of EFS's automatic backups: https://github.com/rebuy-de/aws-nuke/issues/643 */
const keepingPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy', 'backup:DeleteRecoveryPoint'],
      Resource: '*',
    },
  ],
});

const copyPolicy = (account: string, arn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'KeepRecoveryPoints',
        Effect: 'Deny',
        Principal: '*',
        Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'],
        Resource: '*',
        Condition: {
          StringNotLike: { 'aws:PrincipalArn': keepers.map((role) => `arn:aws:iam::${account}:role/${role}`) },
        },
      },
      {
        Sid: 'AcceptCopies',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'backup:CopyIntoBackupVault',
        Resource: arn,
      },
    ],
  });
