// Functions that describe an estate: they derive ids, ARNs and dates from names.
import type { ScanMode } from '@aws-sdk/client-backup';
import { backupRole, gib, resourceArn, scannerRole, vaultArn } from './arn.ts';
import { createRandom, type Random, seedOf } from './random.ts';
import type {
  CopySpec,
  FsxFileSystem,
  Lifecycle,
  PlanSpec,
  ResourceSpec,
  RestoreTestSpec,
  RuleSpec,
  SelectionSpec,
  VaultSpec,
} from './spec.ts';
import { copyPolicy, denyDeletionPolicy } from './vault-policies.ts';

const dayMs = 86_400_000;

interface BuilderOptions {
  seed: string;
  account: string;
  originAt: number;
}

interface ResourceOptions {
  sizeGib: number;
  /** In addition to its name. */
  tags?: Record<string, string>;
  members?: ResourceSpec[];
  windows?: boolean;
  fileSystem?: FsxFileSystem;
  /** It has not even the tag Name. */
  isNeverTagged?: true;
  attachedTo?: string;
}

interface VaultOptions {
  ageDays: number;
  lock?: { minDays: number; maxDays?: number; lockedInDays?: number };
  airGapped?: boolean;
  /** Created by AWS, with a policy that denies the deletion of its recovery points. */
  isAutomatic?: boolean;
  notifies?: boolean;
  policed?: boolean;
  /** Other accounts whose copies its policy accepts. */
  acceptsFrom?: readonly string[];
  tags?: Record<string, string>;
}

/** `account`: of the destination vault. Default: the account of the rule. */
type CopyOptions = Omit<CopySpec, 'vaultArn'> & { account?: string };

interface RuleOptions extends Lifecycle {
  vault: string;
  timezone?: string;
  copies?: CopyOptions[];
  continuous?: boolean;
  runMinutes?: readonly [number, number];
  startWindowMinutes?: number;
  completionWindowMinutes?: number;
  scans?: ScanMode;
}

interface PlanOptions {
  tagged?: Record<string, string>;
  arns?: string[];
  rules: RuleSpec[];
  /** The name of the selection's role. Default: AWS's own backup role. */
  role?: string;
  ageDays?: number;
  versions?: number;
  /** The rules before the latest version, and the epoch ms at which that version replaced them. */
  former?: { rules: RuleSpec[]; until: number };
  windowsVss?: boolean;
}

export interface RegionBuilder {
  resource(type: string, name: string, options: ResourceOptions): ResourceSpec;
  stack(name: string, members: ResourceSpec[]): ResourceSpec;
  vault(name: string, options: VaultOptions): VaultSpec;
  rule(name: string, cron: string, options: RuleOptions): RuleSpec;
  plan(name: string, options: PlanOptions): PlanSpec;
  restoreTest(name: string, resources: ResourceSpec[], unfit?: Record<string, string>): RestoreTestSpec;
  resourcesNamed(resources: ResourceSpec[], ...names: string[]): ResourceSpec[];
  /** The ARNs of the named resources. */
  named(resources: ResourceSpec[], ...names: string[]): string[];
}

export interface Builder {
  region(region: string): RegionBuilder;
}

export function createBuilder(options: BuilderOptions): Builder {
  return { region: (region) => createRegionBuilder(region, options) };
}

function createRegionBuilder(region: string, { seed, account, originAt }: BuilderOptions): RegionBuilder {
  const randomFor = (...keys: string[]) => createRandom(seedOf(seed, account, region, ...keys));
  const before = (days: number) => originAt - days * dayMs;

  const resource: RegionBuilder['resource'] = (type, name, { sizeGib, tags = {}, ...others }) => ({
    arn: resourceArn({ type, region, account, name, hex: randomFor('resource', name).hex(32) }),
    name,
    type,
    sizeBytes: sizeGib * gib,
    tags: others.isNeverTagged ? tags : { Name: name, ...tags },
    ...others,
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
    stack: (name, members) => resource('CloudFormation', name, { sizeGib: 0, tags: { backup: 'daily' }, members }),
    named: (resources, ...names) => resourcesNamed(resources, ...names).map(({ arn }) => arn),
    vault: (name, options) => ({
      name,
      arn: vaultArn(region, account, name),
      type: options.airGapped ? 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' : 'BACKUP_VAULT',
      createdAt: before(options.ageDays),
      keyArn: options.airGapped ? undefined : `arn:aws:kms:${region}:${account}:key/${randomFor('key', name).uuid()}`,
      ...(options.lock && { lock: toLock(options.lock, before) }),
      ...(options.isAutomatic && { policy: denyDeletionPolicy }),
      ...(options.policed && { policy: copyPolicy(account, vaultArn(region, account, name), options.acceptsFrom) }),
      ...(options.notifies && {
        notifications: {
          topicArn: `arn:aws:sns:${region}:${account}:backup-alerts`,
          events: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'],
        },
      }),
      tags: options.tags ?? {},
    }),
    rule: (name, cron, options) => ({
      id: randomFor('rule', name, cron).uuid(),
      name,
      cron,
      vault: options.vault,
      timezone: options.timezone ?? 'Etc/UTC',
      startWindowMinutes: options.startWindowMinutes ?? 480,
      completionWindowMinutes: options.completionWindowMinutes ?? 1440,
      lifecycle: { deleteAfterDays: options.deleteAfterDays, coldAfterDays: options.coldAfterDays },
      copies: (options.copies ?? []).map(({ account: destination = account, ...copy }) => ({
        ...copy,
        vaultArn: vaultArn(copy.region, destination, copy.vault),
      })),
      continuous: options.continuous ?? false,
      ...(options.runMinutes && { runMinutes: options.runMinutes }),
      ...(options.scans && {
        scan: { mode: options.scans, types: ['EBS', 'EC2', 'S3'], scannerRoleArn: scannerRole(account) },
      }),
    }),
    plan: (name, options) => planOf(name, options, { region, account, before, random: randomFor('plan', name) }),
    restoreTest: (name, resources, unfit) => ({
      name,
      arn: `arn:aws:backup:${region}:${account}:restore-testing-plan:${name}-${randomFor('test', name).uuid()}`,
      cron: 'cron(30 0/6 * * ? *)',
      timezone: 'Etc/UTC',
      resources,
      runMinutes: [160, 345],
      ...(unfit && { unfit }),
    }),
  };
}

interface PlanBasis {
  readonly region: string;
  readonly account: string;
  readonly random: Random;
  before(days: number): number;
}

function planOf(name: string, options: PlanOptions, { region, account, random, before }: PlanBasis): PlanSpec {
  const isAutomatic = name.startsWith('aws/efs/');
  const id = isAutomatic ? `aws/efs/${random.uuid()}` : random.uuid();
  const createdAt = before(options.ageDays ?? 420);
  const versions = Array.from({ length: options.versions ?? 1 }, (_, index) => ({
    versionId: Buffer.from(random.uuid()).toString('base64'),
    createdAt: createdAt + index * 90 * dayMs,
  }));
  const plan: PlanSpec = {
    id,
    name,
    arn: `arn:aws:backup:${region}:${account}:backup-plan:${id}`,
    versionId: versions.at(-1)?.versionId ?? '',
    createdAt,
    versions,
    rules: options.rules,
    selections: [{ id: random.uuid(), createdAt: createdAt + dayMs, ...selectionOf(options, account) }],
    windowsVss: options.windowsVss ?? false,
    tags: isAutomatic ? {} : { team: 'platform' },
  };
  return options.former === undefined ? plan : withFormer(plan, options.former, random);
}

/** A plan with a latest version that replaced `rules` at `until`. */
function withFormer(plan: PlanSpec, { rules, until }: NonNullable<PlanOptions['former']>, random: Random): PlanSpec {
  const latest = { versionId: Buffer.from(random.uuid()).toString('base64'), createdAt: until };
  return {
    ...plan,
    versionId: latest.versionId,
    versions: [...plan.versions, latest],
    former: { plan: { ...plan, rules }, until },
  };
}

const toLock = (
  { minDays, maxDays, lockedInDays }: NonNullable<VaultOptions['lock']>,
  before: (days: number) => number,
) => ({
  minDays,
  maxDays,
  ...(lockedInDays !== undefined && { lockedAt: before(-lockedInDays) }),
});

function selectionOf(
  { tagged = {}, arns = [], role }: PlanOptions,
  account: string,
): Omit<SelectionSpec, 'id' | 'createdAt'> {
  const tags = Object.entries(tagged).map(([key, value]) => ({ key, value }));
  return {
    name: tags.length > 0 ? 'by-tag' : 'by-arn',
    roleArn: role === undefined ? backupRole(account) : `arn:aws:iam::${account}:role/${role}`,
    resources: arns,
    tags,
  };
}
