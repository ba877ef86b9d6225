// A random estate of the embedded AWS: plans of all sorts, changed, stopped and forced as time goes on.
import {
  type BackupJob,
  type BackupRuleInput,
  type BackupSelection,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  DeleteBackupPlanCommand,
  DeleteBackupSelectionCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListCopyJobsCommand,
  ListProtectedResourcesCommand,
  UpdateBackupPlanCommand,
  UpdateRegionSettingsCommand,
} from '@aws-sdk/client-backup';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { clientsOf } from '../emulator/clients.ts';
import { seededRandom } from '../support/matrix.ts';

export const region = 'ap-southeast-2';
const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const hour = 3_600_000;
const day = 24 * hour;

export interface RandomEstate {
  readonly emulator: Emulator;
  /** Epoch ms. */
  now(): number;
  /** Lets some time pass, in which something may be changed. */
  pass(ms: number): Promise<void>;
}

const schedules: readonly (readonly [cron: string, zone?: string])[] = [
  ['0 * ? * * *'],
  ['0 0/3 * * ? *'],
  ['20 0/8 * * ? *'],
  ['0 5 ? * * *'],
  ['0 5 ? * MON-FRI *'],
  ['0 5 ? * * *', 'America/New_York'],
  ['30 2 ? * * *', 'Europe/Berlin'],
  ['30 1 ? * * *', 'America/New_York'],
  ['30 2 ? * * *', 'Australia/Sydney'],
  ['0 7 ? * SUN *'],
  ['0 6 ? * 6#3 *'],
  ['0 5 1 * ? *'],
  ['0 9 1 * ? *'],
  ['0 6 L * ? *'],
  ['0 5 31 * ? *'],
  ['0 5 29 2 ? *'],
];

/** `endAt`: the time at which the estate ends; it begins some weeks before. */
export async function randomEstate(seed: number, endAt: number): Promise<RandomEstate> {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const oneOf = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const some = <T>(all: readonly T[], most: number): T[] =>
    all.toSorted(() => random() - 0.5).slice(0, 1 + below(most));
  let at = endAt - (8 + below(45)) * day - below(24) * hour;
  const emulator = await startEmulator({
    seed: `random-${seed}`,
    throttle: false,
    quirks: [],
    keptCalls: 1_000,
    clock: { now: () => at },
  });
  const { backup } = clientsOf(emulator, region);
  const protectedNow = (await backup.send(new ListProtectedResourcesCommand({}))).Results ?? [];
  const arns = protectedNow.map(({ ResourceArn = '' }) => ResourceArn);
  const never = [
    'arn:aws:ec2:ap-southeast-2:123456789012:volume/vol-0000000000000000f',
    'arn:aws:rds:ap-southeast-2:123456789012:cluster:never',
    'arn:aws:rds:ap-southeast-2:123456789012:db:never',
  ];

  const rule = (index: number): BackupRuleInput => {
    const [cron, zone] = oneOf(schedules);
    return {
      RuleName: `rule-${index}`,
      TargetBackupVaultName: 'apac-prod',
      ScheduleExpression: `cron(${cron})`,
      ...(zone ? { ScheduleExpressionTimezone: zone } : {}),
      StartWindowMinutes: oneOf([60, 60, 120, 480]),
      CompletionWindowMinutes: 1_440,
      Lifecycle: { DeleteAfterDays: oneOf([4, 7, 35, 35, 90, 365]) },
      ...(random() < 0.3
        ? {
            CopyActions: [
              {
                DestinationBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod',
                Lifecycle: { DeleteAfterDays: 30 },
              },
            ],
          }
        : {}),
    };
  };
  const plan = (name: string) => ({
    BackupPlanName: name,
    Rules: Array.from({ length: 1 + below(3) }, (_, index) => rule(index)),
  });

  const tag = (ConditionValue: string) => ({
    ConditionType: 'STRINGEQUALS' as const,
    ConditionKey: 'backup',
    ConditionValue,
  });
  const condition = { ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'daily' };
  const selections: readonly (() => Partial<BackupSelection>)[] = [
    () => ({ ListOfTags: [tag('daily')] }),
    () => ({ ListOfTags: [tag('daily')], NotResources: some(arns, 3) }),
    () => ({ ListOfTags: [tag('dayly')] }),
    () => ({ Resources: some(arns, 3) }),
    () => ({ Resources: [...some(arns, 2), ...some(never, 2)] }),
    () => ({ Resources: ['arn:aws:ec2:*:*:volume/*'] }),
    () => ({ Resources: ['arn:aws:elasticfilesystem:*:*:file-system/*', 'arn:aws:dynamodb:*'] }),
    () => ({ Resources: ['*'], Conditions: { StringEquals: [condition] } }),
    () => ({ Resources: ['*'], Conditions: { StringNotEquals: [condition] }, NotResources: ['arn:aws:s3:::*'] }),
    () => ({ Resources: [...some(arns, 3), ...some(never, 1)], Conditions: { StringEquals: [condition] } }),
    () => ({ Resources: some(arns, 1), ListOfTags: [tag('daily')] }),
  ];
  let made = 0;
  const next = () => {
    made += 1;
    return made;
  };
  const select = async (BackupPlanId: string) => {
    const BackupSelection = { SelectionName: `selection-${next()}`, IamRoleArn, ...oneOf(selections)() };
    await backup.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
  };
  const unselect = async (BackupPlanId: string) => {
    const { BackupSelectionsList = [] } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
    for (const { SelectionId } of BackupSelectionsList)
      await backup.send(new DeleteBackupSelectionCommand({ BackupPlanId, SelectionId }));
  };
  const planIds = async () =>
    ((await backup.send(new ListBackupPlansCommand({}))).BackupPlansList ?? []).map(
      ({ BackupPlanId = '' }) => BackupPlanId,
    );
  const add = async () => {
    const { BackupPlanId = '' } = await backup.send(
      new CreateBackupPlanCommand({ BackupPlan: plan(`plan-${next()}`) }),
    );
    for (let count = below(3); count >= 0; count -= 1) await select(BackupPlanId);
  };

  const end = (job: string | undefined, outcome: string, message?: string) =>
    fetch(`${emulator.url}/_vaultop/happen`, {
      method: 'POST',
      body: JSON.stringify({ job, outcome, region, ...(message ? { message } : {}) }),
    });

  /** A running job ends otherwise; AWS lets only those expire that have not started. */
  const force = async () => {
    const ByCreatedAfter = new Date(at - day);
    const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByCreatedAfter }));
    const open = BackupJobs.filter(({ State = '', ParentJobId }) => /CREATED|RUNNING/.test(State) && !ParentJobId);
    for (const { BackupJobId: job, State } of some<BackupJob>(open, 3)) {
      const outcome = State === 'CREATED' && random() < 0.5 ? 'EXPIRED' : oneOf(['FAILED', 'ABORTED', 'COMPLETED']);
      const message =
        outcome === 'EXPIRED' ? 'Backup job failed because there was a running job for the same resource.' : undefined;
      await end(job, outcome, message);
    }
    const { CopyJobs = [] } = await backup.send(new ListCopyJobsCommand({ ByCreatedAfter, ByState: 'RUNNING' }));
    for (const { CopyJobId } of some(CopyJobs, 2)) await end(CopyJobId, oneOf(['FAILED', 'FAILED', 'COMPLETED']));
  };

  const changes: readonly ((id: string) => Promise<unknown>)[] = [
    (id) => unselect(id),
    async (id) => {
      await unselect(id);
      await select(id);
    },
    select,
    async (BackupPlanId) =>
      backup.send(new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: plan(`plan-${next()}`) })),
    () =>
      backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { [oneOf(types)]: random() < 0.3 } })),
    add,
    async (BackupPlanId) => {
      await unselect(BackupPlanId);
      await backup.send(new DeleteBackupPlanCommand({ BackupPlanId }));
    },
  ];

  if (random() < 0.85) for (const id of await planIds()) await changes.at(-1)?.(id);
  for (let count = 1 + below(2); count >= 0; count -= 1) await add();
  const pass = async (ms: number) => {
    at += ms;
    if (random() < 0.7) await force();
    const ids = await planIds();
    if (random() < 0.6 && ids.length > 0) await oneOf(changes)(oneOf(ids)).catch(refused);
  };
  while (at < endAt - 3 * day)
    await pass(Math.min(endAt - 2 * day - at, (1 + below(96)) * 0.5 * hour * (1 + below(4))));
  return { emulator, now: () => at, pass };
}

const types = ['EBS', 'RDS', 'EFS', 'DynamoDB', 'S3', 'FSx', 'Aurora'] as const;

/** A request that AWS refuses, such as a second equal plan, changes nothing. */
function refused(error: unknown): void {
  if (!(error instanceof Error) || !/Exception$/.test(error.name)) throw error;
}
