// An AWS with the backup jobs of 15,000 resources in 150 accounts, day by day, newest first. Each page is parsed from
// its own JSON, as from the wire, so that pages share no values.
import type { Aws } from '../../src/aws/aws.ts';

const resources = 15_000;
const accounts = 150;
const dayMs = 86_400_000;
const region = 'us-east-1';

const hex = (seed: number, length: number): string => {
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    text += (Math.imul((seed + 1) * 31 + round, 0x9e_37_79_b1) >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
};
const uuid = (seed: number): string =>
  [hex(seed, 8), hex(seed + 7, 4), hex(seed + 11, 4), hex(seed + 13, 4), hex(seed + 17, 12)].join('-').toUpperCase();

function rawJob(index: number, now: number) {
  const resource = index % resources;
  const account = resource % accounts;
  const AccountId = String(210_000_000_000 + account);
  const volume = `vol-0${hex(resource * 3, 16)}`;
  const createdAt = now / 1000 - 600 - index * ((30 * dayMs) / 1000 / 500_000);
  const failed = index % 31 === 0;
  const plan = uuid(account * 1_000);
  return {
    AccountId,
    BackupJobId: uuid(index + 1_000_000),
    BackupVaultName: 'prod-vault',
    BackupVaultArn: `arn:aws:backup:${region}:${AccountId}:backup-vault:prod-vault`,
    RecoveryPointArn: failed ? null : `arn:aws:ec2:${region}::snapshot/snap-0${hex(index * 7, 16)}`,
    ResourceArn: `arn:aws:ec2:${region}:${AccountId}:volume/${volume}`,
    CreationDate: createdAt,
    InitiationDate: createdAt + 61.5,
    CompletionDate: createdAt + 1_800.25,
    State: failed ? 'FAILED' : 'COMPLETED',
    StatusMessage: failed ? 'Access denied.' : null,
    PercentDone: '100.0',
    MessageCategory: failed ? 'ACCESS_DENIED' : 'SUCCESS',
    BackupSizeInBytes: (index % 900) * 1_073_741_824,
    IamRoleArn: `arn:aws:iam::${AccountId}:role/service-role/AWSBackupDefaultServiceRole`,
    CreatedBy: {
      BackupPlanId: plan,
      BackupPlanArn: `arn:aws:backup:${region}:${AccountId}:backup-plan:${plan}`,
      BackupPlanName: 'daily-35d',
      BackupPlanVersion: hex(account, 44),
      BackupRuleId: uuid(account * 1_000 + 1),
      BackupRuleName: 'daily',
      BackupRuleCron: 'cron(0 5 ? * * *)',
      BackupRuleTimezone: 'Etc/UTC',
    },
    ExpectedCompletionDate: null,
    StartBy: createdAt + 28_800,
    ResourceType: 'EBS',
    ResourceName: volume,
    BytesTransferred: (index % 900) * 10_737_418,
    IsParent: false,
    ParentJobId: null,
  };
}

const dates = ['CreationDate', 'InitiationDate', 'CompletionDate', 'StartBy'];

/** As a client gives a page that comes over the wire: absent members are undefined, times are dates. */
export function pageOfJobs(from: number, count: number, now: number): object[] {
  const jobs = Array.from({ length: count }, (_, index) => rawJob(from + index, now));
  const page = JSON.parse(JSON.stringify(jobs)) as Record<string, unknown>[];
  for (const job of page) {
    for (const name of dates) job[name] = new Date(Math.round((job[name] as number) * 1000));
    for (const name in job) if (job[name] === null) job[name] = undefined;
  }
  return page;
}

/** Returns all jobs for the first list of jobs, and nothing for any other request. */
export function awsWithJobs(count: number, now: number): Aws {
  let requested = 0;
  async function* pages(): AsyncGenerator<object, void> {
    if (requested++ > 0) return yield {};
    for (let from = 0; from < count; from += 1_000) yield { BackupJobs: pageOfJobs(from, 1_000, now) };
  }
  return { pages, now: () => Date.now(), speed: () => 1 } as Partial<Aws> as Aws;
}
