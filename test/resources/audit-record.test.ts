import { expect, test } from 'vitest';
import { readRecord } from '../../src/resources/audits/audit-record.ts';
import samples from './audit-samples.json' with { type: 'json' };

const volume = 'arn:aws:ec2:eu-west-1:210987654321:volume/vol-0a1b2c3d4e5f60718';
const snapshot = 'arn:aws:ec2:eu-west-1::snapshot/snap-0b1c2d3e4f5061728';
const plan = expect.stringMatching(/^orgs\//);

/** CloudTrail's records in AWS's published forms: what people called, and what the service did by itself. */
const readings: Readonly<Record<keyof typeof samples, object>> = {
  StartBackupJob: {
    actor: 'root',
    byService: false,
    risk: 'none',
    touched: { vaultName: 'Default', resourceArn: volume },
  },
  StartRestoreJob: { actor: 'root', risk: 'high', target: snapshot, touched: { recoveryPointArn: snapshot } },
  DeleteRecoveryPoint: {
    actor: 'root',
    risk: 'critical',
    touched: { vaultName: 'Default', recoveryPointArn: snapshot },
  },
  BackupJobCompleted: {
    actor: 'AWS Backup',
    byService: true,
    risk: 'none',
    touched: { vaultName: 'BackupVault', resourceArn: volume, recoveryPointArn: snapshot },
  },
  CreateOrganizationalBackupPlan: { byService: true, risk: 'none', touched: { planId: plan } },
  DeleteOrganizationalBackupPlan: { byService: true, risk: 'high', touched: { planId: plan } },
  InvalidOrganizationBackupPlan: { byService: true, risk: 'high', target: expect.stringMatching(/^[0-9a-f-]{36}$/) },
};

test.each(Object.entries(readings))('%s', (name, expected) => {
  const record = samples[name as keyof typeof samples];
  const read = readRecord(record, { name: record.eventName, accountId: '210987654321', username: undefined });
  expect(record.eventName).toBe(name);
  expect(read).toMatchObject(expected);
});

test('a call on several resources names the first and how many more', () => {
  const touchedBy = (...resourceARNList: string[]) =>
    readRecord(
      { requestParameters: { resourceARNList, tags: { env: 'prod' } } },
      { name: 'TagResources', accountId: '210987654321', username: 'ada' },
    );
  expect(touchedBy(volume)).toMatchObject({ risk: 'medium', target: volume, touched: { resourceArn: volume } });
  expect(touchedBy(volume, snapshot, volume)).toMatchObject({ target: `${volume} and 2 more`, touched: {} });
});
