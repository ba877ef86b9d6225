// Compares every event of AWS Backup with AWS's published samples, member by member and type by type:
// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-backup.html
import {
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  DeleteBackupPlanCommand,
  DeleteBackupVaultCommand,
  DeleteRecoveryPointCommand,
  PutBackupVaultLockConfigurationCommand,
  StartRestoreJobCommand,
  StartScanJobCommand,
  UpdateBackupPlanCommand,
  UpdateRecoveryPointIndexSettingsCommand,
  UpdateRegionSettingsCommand,
} from '@aws-sdk/client-backup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { clientsOf, noon } from '../clients.ts';
import { feedOf } from '../event-feed.ts';
import { pointsOf, refTo } from '../points-of.ts';

interface Told {
  readonly 'detail-type': string;
  readonly resources: string[];
  readonly detail: Record<string, unknown>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const IamRoleArn = 'arn:aws:iam::123456789012:role/backup';

let emulator: Emulator;
const told: Told[] = [];

beforeAll(async () => {
  let now = noon;
  emulator = await startEmulator({ clock: { now: () => now } });
  const { backup } = clientsOf(emulator);
  const { events } = await feedOf(emulator, { source: ['aws.backup'] });
  const listen = async (laterMs = 0) => {
    now += laterMs;
    told.push(...(await events()));
  };
  await listen();
  const vault = { BackupVaultName: 'made' };
  await backup.send(new CreateBackupVaultCommand(vault));
  await listen();
  await backup.send(new PutBackupVaultLockConfigurationCommand({ ...vault, MinRetentionDays: 7 }));
  await listen();
  await backup.send(new DeleteBackupVaultCommand(vault));
  const rule = { RuleName: 'nightly', TargetBackupVaultName: 'prod' };
  const plan = (days: number) => ({
    BackupPlanName: 'made',
    Rules: [{ ...rule, Lifecycle: { DeleteAfterDays: days } }],
  });
  const { BackupPlanId } = await backup.send(new CreateBackupPlanCommand({ BackupPlan: plan(7) }));
  await listen();
  await backup.send(new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: plan(8) }));
  await listen();
  await backup.send(new DeleteBackupPlanCommand({ BackupPlanId }));
  await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { Timestream: true } }));
  await listen();

  const points = await pointsOf(backup, 'prod', { ByResourceType: 'EBS' });
  const [point, other] = points.filter(({ Status }) => Status === 'COMPLETED');
  const RecoveryPointArn = point?.RecoveryPointArn;
  const index = { ...refTo(point), IamRoleArn };
  await backup.send(new UpdateRecoveryPointIndexSettingsCommand({ ...index, Index: 'ENABLED' }));
  await backup.send(new DeleteRecoveryPointCommand(refTo(other)));
  const scan = { BackupVaultName: 'prod', RecoveryPointArn, IamRoleArn, ScannerRoleArn: IamRoleArn };
  const scans = [];
  for (const outcome of ['FAILED', 'CANCELED']) {
    const started = await backup.send(
      new StartScanJobCommand({ ...scan, MalwareScanner: 'GUARDDUTY', ScanMode: 'FULL_SCAN' }),
    );
    scans.push({ job: started.ScanJobId, outcome });
  }
  const Metadata = { availabilityZone: 'us-east-1a' };
  const { RestoreJobId } = await backup.send(new StartRestoreJobCommand({ RecoveryPointArn, Metadata, IamRoleArn }));
  await listen(5 * minuteMs);
  for (const happening of [...scans, { job: RestoreJobId, outcome: 'FAILED' }]) {
    await fetch(`${emulator.url}/_vaultop/happen`, { method: 'POST', body: JSON.stringify(happening) });
  }
  await listen(5 * minuteMs);
  await backup.send(new UpdateRecoveryPointIndexSettingsCommand({ ...index, Index: 'DISABLED' }));
  await listen(30 * hourMs);
});

afterAll(() => emulator.close());

const job = 'backupJobId backupVaultArn backupVaultName bytesTransferred creationDate iamRoleArn percentDone:number';
const ofJob = `${job} resourceArn resourceType startBy state`;
const copy = 'creationDate destinationBackupVaultArn sourceBackupVaultArn state';
const ofCopy = `${copy} backupSizeInBytes:number copyJobId iamRoleArn resourceArn resourceType`;
const ofRestore = 'backupSizeInBytes creationDate iamRoleArn percentDone:number resourceType restoreJobId status';
const index = 'accountId backupCreationTime backupVaultArn iamRoleArn indexCreationTime indexStatus indexStatusMessage';
const ofIndex = `${index} isIndexingContinuous:boolean recoveryPointArn resourceType sourceResourceArn`;
const scan = 'accountId backupVaultArn backupVaultName creationDate iamRoleArn malwareScanner recoveryPointArn';
const ofScan = `${scan} resourceArn resourceType scanId scanJobId scannerRoleArn state`;
const ofEndedScan = `${ofScan} completionDate statusMessage`;
const point = 'backupVaultArn backupVaultName calculatedLifeCycle:object completionDate creationDate iamRoleArn';
const ofPoint = `${point} isEncrypted lifecycle:object resourceArn resourceType status storageClass`;

/**
 * Members without a type are text. Members after `?` are missing in some samples: jobs without a plan have no plan
 * members.
 */
const published: readonly (readonly [type: string, state: string, members: string, resources: 0 | 1])[] = [
  ['Backup Job', 'CREATED', 'backupJobId creationDate state', 0],
  ['Backup Job', 'PENDING', `${ofJob} statusMessage ?createdBy:object`, 0],
  ['Backup Job', 'RUNNING', `${ofJob} backupSizeInBytes expectedCompletionDate ?createdBy:object`, 0],
  ['Backup Job', 'COMPLETED', `${ofJob} backupSizeInBytes completionDate retryCount:number ?createdBy:object`, 1],
  ['Backup Job', 'FAILED', `${ofJob} retryCount:number statusMessage ?createdBy:object`, 0],
  ['Backup Job', 'EXPIRED', `${ofJob} completionDate statusMessage ?createdBy:object`, 0],
  ['Backup Job', 'ABORTED', `${ofJob} completionDate statusMessage ?createdBy:object`, 0],
  ['Copy Job', 'CREATED', copy, 1],
  ['Copy Job', 'RUNNING', `${ofCopy} destinationRecoveryPointArn:object ?createdBy:object`, 1],
  ['Copy Job', 'COMPLETED', `${ofCopy} completionDate destinationRecoveryPointArn ?createdBy:object`, 1],
  [
    ...(['Copy Job', 'FAILED'] as const),
    `${ofCopy} completionDate destinationRecoveryPointArn:object statusMessage ?createdBy:object`,
    1,
  ],
  ['Restore Job', 'CREATED', 'creationDate restoreJobId state', 1],
  ['Restore Job', 'PENDING', ofRestore, 1],
  ['Restore Job', 'RUNNING', ofRestore, 1],
  ['Restore Job', 'FAILED', `${ofRestore} statusMessage`, 1],
  [
    ...(['Restore Job', 'COMPLETED'] as const),
    `${ofRestore} backupVaultArn completionDate createdResourceArn recoveryPointArn sourceResourceArn`,
    1,
  ],
  ['Recovery Point', 'COMPLETED', `${ofPoint} ?createdBy:object`, 1],
  ['Recovery Point', 'DELETING', `${ofPoint} ?createdBy:object`, 1],
  ['Recovery Point Index', 'ACTIVE', `${ofIndex} indexCompletionTime`, 1],
  ['Recovery Point Index', 'DELETED', `${ofIndex} indexDeletionTime`, 1],
  ['Backup Plan', 'CREATED', 'backupPlanId creationDate state versionId', 1],
  ['Backup Plan', 'MODIFIED', 'backupPlanId modifiedAt state versionId', 1],
  ['Backup Plan', 'DELETED', 'backupPlanId deletionDate state versionId', 1],
  ['Backup Vault', 'CREATED', 'backupVaultName state', 1],
  ['Backup Vault', 'MODIFIED', 'backupVaultName isLocked state', 1],
  ['Backup Vault', 'DELETED', 'backupVaultName state', 1],
  ['Region Setting', 'MODIFIED', 'ResourceTypeOptInPreference:object modifiedAt state', 0],
  ['Scan Job', 'CREATED', `${ofScan} ?createdBy:object ?scanBaseRecoveryPointArn`, 1],
  ['Scan Job', 'RUNNING', `${ofScan} ?createdBy:object ?scanBaseRecoveryPointArn`, 1],
  ['Scan Job', 'COMPLETED', `${ofEndedScan} scanResult:object ?createdBy:object ?scanBaseRecoveryPointArn`, 1],
  [
    ...(['Scan Job', 'COMPLETED_WITH_ISSUES'] as const),
    `${ofEndedScan} scanResult:object ?createdBy:object ?scanBaseRecoveryPointArn`,
    1,
  ],
  ['Scan Job', 'FAILED', `${ofEndedScan} ?createdBy:object ?scanBaseRecoveryPointArn`, 1],
  ['Scan Job', 'CANCELED', `${ofEndedScan} ?createdBy:object ?scanBaseRecoveryPointArn`, 1],
];

const stateOf = ({ detail }: Told) => detail.state ?? detail.status ?? detail.indexStatus;
const ofType = (type: string, state: string) =>
  told.filter((event) => event['detail-type'] === `${type} State Change` && stateOf(event) === state);
const withType = (member: string) => (member.includes(':') ? member : `${member}:string`);

test.each(published)('%s %s', (type, state, members, resources) => {
  const [event] = ofType(type, state);
  const requested = members.split(' ');
  const optional = requested.filter((member) => member.startsWith('?')).map((member) => withType(member.slice(1)));
  const required = requested.filter((member) => !member.startsWith('?')).map(withType);
  const actual = Object.entries(event?.detail ?? {}).map(([name, value]) => `${name}:${typeof value}`);
  expect(actual.filter((member) => !optional.includes(member)).sort()).toEqual(required.sort());
  expect(event?.resources).toHaveLength(resources);
});

test('what people do comes as CloudTrail has it, readings left out', () => {
  const deeds = told.filter((event) => event['detail-type'] === 'AWS API Call via CloudTrail');
  const names = new Set(deeds.map(({ detail }) => detail.eventName));
  expect([...names]).toEqual(expect.arrayContaining(['CreateBackupVault', 'DeleteRecoveryPoint', 'StartScanJob']));
  expect([...names].filter((name) => /^(List|Get|Describe)/.test(String(name)))).toEqual([]);
  expect(deeds[0]?.detail).toMatchObject({ eventSource: 'backup.amazonaws.com', eventType: 'AwsApiCall' });
});

test('there is nothing that AWS does not publish', () => {
  const known = new Set(published.map(([type, state]) => `${type} State Change ${state}`));
  known.add('Recovery Point State Change AVAILABLE').add('Recovery Point State Change EXPIRED');
  known.add('Backup Job State Change ABORTING').add('Backup Job State Change PARTIAL');
  const jobs = told.filter((event) => event['detail-type'] !== 'AWS API Call via CloudTrail');
  const strange = new Set(jobs.map((event) => `${event['detail-type']} ${stateOf(event)}`));
  expect([...strange].filter((one) => !known.has(one))).toEqual([]);
});

test.each([
  ['Backup Job', 'backupJobId', ['CREATED', 'PENDING', 'RUNNING', 'COMPLETED']],
  // The first event of a copy job has no job id.
  ['Copy Job', 'copyJobId', ['RUNNING', 'COMPLETED']],
  ['Restore Job', 'restoreJobId', ['CREATED', 'PENDING', 'RUNNING', 'COMPLETED']],
  ['Scan Job', 'scanJobId', ['CREATED', 'RUNNING', 'COMPLETED']],
])('each state that a %s passes reaches the queue, in order', (type, id, states) => {
  const ofKind = told.filter((event) => event['detail-type'] === `${type} State Change`);
  const jobs = Map.groupBy(ofKind, ({ detail }) => detail[id]);
  const isWhole = (events: Told[]) => events.some((event) => stateOf(event) === 'COMPLETED');
  const begun = ({ detail }: Told) => String(detail.creationDate) > new Date(noon).toISOString();
  const passed = [...jobs].filter(([job, events]) => job && isWhole(events) && events.every(begun));
  expect(passed.length).toBeGreaterThan(0);
  for (const [, events] of passed) expect(events.map(stateOf)).toEqual(states);
});
