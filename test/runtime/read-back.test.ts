// Each operation that is read back, on the embedded AWS: lost after it was done it is not sent again, lost before it is.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { sendRequest } from '../../src/engine/actions/send-request.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { retries } from '../support/retries.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const { signal } = new AbortController();
/** Waits take no time here. */
const clock = { now: systemClock.now, setTimeout: (task: () => void) => systemClock.setTimeout(task, 0) };
const readBack = Object.keys(retries).filter((operation) => retries[operation]?.kind === 'read-back');

let emulator: Emulator;
let aws: Aws;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12, 7), throttle: false });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const connections = [{ id: '', endpointUrl: emulator.url, credentials, write: true }];
  aws = createAws({ connections, clock: systemClock, rates: 'unlimited' });
});
afterAll(async () => {
  aws.close();
  await emulator.close();
});

type ListResponse = Record<string, never>;
const ask = (operation: string, input: object) =>
  aws.call(
    scope,
    { service: 'backup', operation: operation as never, input: input as never },
    { signal },
  ) as Promise<ListResponse>;

let serial = 0;
const next = (): number => {
  serial += 1;
  return serial;
};

async function newVault(): Promise<string> {
  const BackupVaultName = `vault-${next()}`;
  await ask('CreateBackupVault', { BackupVaultName });
  return BackupVaultName;
}

async function newPlan() {
  const Rules = [{ RuleName: 'r', TargetBackupVaultName: 'eu-prod', ScheduleExpression: 'cron(0 5 ? * * *)' }];
  const BackupPlan = { BackupPlanName: `plan-${next()}`, Rules };
  const { BackupPlanId } = await ask('CreateBackupPlan', { BackupPlan });
  return { BackupPlanId, BackupPlan };
}

/** Each time another one. */
async function pointWhere(isAsked: (point: ListResponse) => boolean): Promise<object> {
  const BackupVaultName = 'eu-prod';
  const { RecoveryPoints } = (await ask('ListRecoveryPointsByBackupVault', { BackupVaultName })) as unknown as {
    RecoveryPoints: ListResponse[];
  };
  const found = RecoveryPoints.find((point) => isAsked(point) && !used.has(String(point.RecoveryPointArn)));
  if (!found) throw new Error('There is no such point.');
  used.add(String(found.RecoveryPointArn));
  return { BackupVaultName, RecoveryPointArn: found.RecoveryPointArn };
}
const used = new Set<string>();

const advance = (advanceSeconds: number) =>
  fetch(`${emulator.url}/_vaultop/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds }) });

/** An air-gapped vault of its own, with an approval team if asked for. */
async function newAirGappedVault(hasTeam: boolean): Promise<{ BackupVaultName: string; BackupVaultArn: string }> {
  const BackupVaultName = `bunker-${next()}`;
  const days = { MinRetentionDays: 7, MaxRetentionDays: 30 };
  const { BackupVaultArn } = await ask('CreateLogicallyAirGappedBackupVault', { BackupVaultName, ...days });
  await advance(300);
  if (hasTeam) await ask('AssociateBackupVaultMpaApprovalTeam', { BackupVaultName, MpaApprovalTeamArn: team });
  return { BackupVaultName, BackupVaultArn: String(BackupVaultArn) };
}
const team = 'arn:aws:mpa:us-east-1:123456789012:approval-team/approvers';

async function newTestPlan(): Promise<string> {
  const RestoreTestingPlanName = `tests_${next()}`;
  const RecoveryPointSelection = {
    Algorithm: 'LATEST_WITHIN_WINDOW',
    IncludeVaults: ['*'],
    RecoveryPointTypes: ['SNAPSHOT'],
    SelectionWindowDays: 30,
  };
  const ScheduleExpression = 'cron(0 5 ? * * *)';
  const RestoreTestingPlan = { RestoreTestingPlanName, ScheduleExpression, RecoveryPointSelection };
  await ask('CreateRestoreTestingPlan', { RestoreTestingPlan });
  return RestoreTestingPlanName;
}

async function newAccessPoint(): Promise<{ Name: string; RecoveryPointArn: string }> {
  const point = await pointWhere(({ Status, ResourceType }) => Status === 'COMPLETED' && ResourceType === 'S3');
  return { Name: `a-look-${next()}`, RecoveryPointArn: String((point as ListResponse).RecoveryPointArn) };
}

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

/** What the operation is tried on: each time something of its own. */
const subjects: Readonly<Record<string, () => Promise<object>>> = {
  async UpdateBackupPlan() {
    const { BackupPlanId, BackupPlan } = await newPlan();
    const [rule] = BackupPlan.Rules;
    return { BackupPlanId, BackupPlan: { ...BackupPlan, Rules: [{ ...rule, StartWindowMinutes: 90 }] } };
  },
  async DeleteBackupPlan() {
    const { BackupPlanId } = await newPlan();
    return { BackupPlanId };
  },
  async DeleteBackupSelection() {
    const { BackupPlanId } = await newPlan();
    const BackupSelection = { SelectionName: 's', IamRoleArn: role, Resources: ['*'] };
    const { SelectionId } = await ask('CreateBackupSelection', { BackupPlanId, BackupSelection });
    return { BackupPlanId, SelectionId };
  },
  DeleteBackupVault: async () => ({ BackupVaultName: await newVault() }),
  async DeleteBackupVaultLockConfiguration() {
    const BackupVaultName = await newVault();
    await ask('PutBackupVaultLockConfiguration', { BackupVaultName, MinRetentionDays: 7 });
    return { BackupVaultName };
  },
  async DeleteBackupVaultAccessPolicy() {
    const BackupVaultName = await newVault();
    const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint', Resource: '*' }];
    await ask('PutBackupVaultAccessPolicy', {
      BackupVaultName,
      Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
    return { BackupVaultName };
  },
  async DeleteBackupVaultNotifications() {
    const BackupVaultName = await newVault();
    const SNSTopicArn = 'arn:aws:sns:eu-west-1:123456789012:backup-alerts';
    await ask('PutBackupVaultNotifications', { BackupVaultName, SNSTopicArn, BackupVaultEvents: ['COPY_JOB_FAILED'] });
    return { BackupVaultName };
  },
  async StopBackupJob() {
    const { Results } = (await ask('ListProtectedResources', {})) as unknown as { Results: { ResourceArn: string }[] };
    const ResourceArn = Results.find((one) => /eu-west-1:\d+:volume/.test(one.ResourceArn))?.ResourceArn;
    const input = { BackupVaultName: 'eu-prod', ResourceArn, IamRoleArn: role, IdempotencyToken: `t-${next()}` };
    const { BackupJobId } = await ask('StartBackupJob', input);
    return { BackupJobId };
  },
  async CancelLegalHold() {
    const DateRange = { FromDate: new Date(0), ToDate: new Date(1_000_000_000_000) };
    const RecoveryPointSelection = { DateRange };
    const Title = `hold-${next()}`;
    const { LegalHoldId } = await ask('CreateLegalHold', { Title, Description: 'd', RecoveryPointSelection });
    return { LegalHoldId, CancelDescription: 'over' };
  },
  DeleteRecoveryPoint: () => pointWhere(({ Status, ResourceType }) => Status === 'COMPLETED' && ResourceType === 'EBS'),
  DisassociateRecoveryPoint: () =>
    pointWhere(({ Status, ResourceType }) => Status === 'AVAILABLE' && /RDS|Aurora/.test(String(ResourceType))),
  DisassociateRecoveryPointFromParent: () =>
    pointWhere(({ ParentRecoveryPointArn }) => ParentRecoveryPointArn !== undefined),
  CreateBackupAccessPoint: newAccessPoint,
  async DeleteBackupAccessPoint() {
    const { BackupAccessPointArn, AccessPointArn } = await ask('CreateBackupAccessPoint', await newAccessPoint());
    await advance(300);
    return { AccessPointArn: AccessPointArn ?? BackupAccessPointArn };
  },
  DeleteRestoreTestingPlan: async () => ({ RestoreTestingPlanName: await newTestPlan() }),
  async DeleteRestoreTestingSelection() {
    const RestoreTestingPlanName = await newTestPlan();
    const RestoreTestingSelection = {
      RestoreTestingSelectionName: 'volumes',
      ProtectedResourceType: 'EBS',
      ProtectedResourceArns: ['*'],
      IamRoleArn: role,
    };
    await ask('CreateRestoreTestingSelection', { RestoreTestingPlanName, RestoreTestingSelection });
    return { RestoreTestingPlanName, RestoreTestingSelectionName: 'volumes' };
  },
  async PutRestoreValidationResult() {
    const isFree = (job: ListResponse) => job.ValidationStatus === 'VALIDATING' && !used.has(String(job.RestoreJobId));
    let RestoreJobId: string | undefined;
    for (let hours = 0; RestoreJobId === undefined && hours < 48; hours += 3) {
      const { RestoreJobs } = (await ask('ListRestoreJobs', {})) as unknown as { RestoreJobs: ListResponse[] };
      RestoreJobId = RestoreJobs.find(isFree)?.RestoreJobId;
      if (RestoreJobId === undefined) await advance(3 * 3_600);
    }
    if (!RestoreJobId) throw new Error('No restore test waits for its validation.');
    used.add(String(RestoreJobId));
    return { RestoreJobId, ValidationStatus: 'SUCCESSFUL' };
  },
  async AssociateBackupVaultMpaApprovalTeam() {
    const { BackupVaultName } = await newAirGappedVault(false);
    return { BackupVaultName, MpaApprovalTeamArn: team };
  },
  async DisassociateBackupVaultMpaApprovalTeam() {
    const { BackupVaultName } = await newAirGappedVault(true);
    return { BackupVaultName };
  },
  async RevokeRestoreAccessBackupVault() {
    const { BackupVaultName, BackupVaultArn } = await newAirGappedVault(true);
    const input = { SourceBackupVaultArn: BackupVaultArn, BackupVaultName: `recovery-${next()}` };
    const { RestoreAccessBackupVaultArn } = await ask('CreateRestoreAccessBackupVault', input);
    return { BackupVaultName, RestoreAccessBackupVaultArn };
  },
};

test('every operation that is read back is tried here', () => {
  expect(Object.keys(subjects).sort()).toEqual(readBack.toSorted());
});

/** The response is lost once: before AWS has done anything, or after. */
function losing(when: 'before' | 'after'): { aws: Aws; sent: string[] } {
  const sent: string[] = [];
  const lossy: Aws['call'] = async (...request) => {
    const [, { operation }] = request;
    const isLost = !/^(Get|List|Describe)/.test(operation) && !sent.includes(operation);
    sent.push(operation);
    const lost = new AwsProblemError({ kind: 'unreachable', message: 'reset', nextStep: 'wait', retryable: true });
    if (isLost && when === 'before') throw lost;
    const response = await aws.call(...request);
    if (isLost) throw lost;
    return response;
  };
  return { aws: { ...aws, call: lossy }, sent };
}

test.each(readBack.flatMap((operation) => [[operation, 'after', 1] as const, [operation, 'before', 2] as const]))(
  '%s, lost %s it was done, is sent %i times in all',
  async (operation, when, times) => {
    const input = (await subjects[operation]?.()) as ListResponse;
    const { aws: lossy, sent } = losing(when);
    const request = { service: 'backup' as const, operation, input };
    expect(await sendRequest({ aws: lossy, clock, scope, request, retry: retries[operation], signal })).toMatchObject({
      outcome: 'done',
    });
    expect(sent.filter((one) => one === operation)).toHaveLength(times);
  },
);
