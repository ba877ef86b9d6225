// The SDK's own enums: a new value of a new SDK must get a meaning here before this compiles.
import {
  BackupJobState,
  CopyJobState,
  RecoveryPointStatus,
  RestoreJobStatus,
  RestoreValidationStatus,
  ScanState,
  VaultState,
  VaultType,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { stateTone } from '../../src/domain/jobs/job-state.ts';
import { pointTone } from '../../src/domain/vaults/point-status.ts';
import { resources } from '../../src/resources/index.ts';
import { askAnswering, noon, rowsOf } from './embedded-aws.ts';

/** Values that only summaries of many jobs have. */
const sums = ['AGGREGATE_ALL', 'ANY'];

test('every state has a tone', () => {
  const states = [BackupJobState, CopyJobState, RestoreJobStatus, RestoreValidationStatus, ScanState].flatMap(
    (words): string[] => Object.values(words),
  );
  const toneless = states.filter((state) => stateTone(state) === 'plain');
  expect([...new Set(toneless)].filter((state) => !sums.includes(state))).toEqual([]);
  expect(Object.values(RecoveryPointStatus).filter((status) => pointTone(status) === 'plain')).toEqual([]);
});

const responses = {
  'backup-jobs': (word: string) => ({ ListBackupJobs: { BackupJobs: [{ BackupJobId: 'j', State: word }] } }),
  'copy-jobs': (word: string) => ({ ListCopyJobs: { CopyJobs: [{ CopyJobId: 'j', State: word }] } }),
  'restore-jobs': (word: string) => ({ ListRestoreJobs: { RestoreJobs: [{ RestoreJobId: 'j', Status: word }] } }),
  vaults: (word: string) => ({
    ListBackupVaults: { BackupVaultList: [{ BackupVaultName: 'v', VaultType: word, VaultState: word }] },
  }),
} as const;

test.each(Object.entries(responses))('%s print a word that we do not know', async (id, response) => {
  const resource = resources[id as keyof typeof responses];
  const [row] = await rowsOf(resource, askAnswering(response('HIBERNATING')));
  const column = resource.columns.find((candidate) => candidate.id === 'state');
  expect(column?.text(row, noon)).toBe('HIBERNATING');
  expect(column?.tone?.(row, noon)).toBe('plain');
});

test('every kind and state of vault has its word', async () => {
  const column = (id: string) => resources.vaults.columns.find((candidate) => candidate.id === id);
  const words = await Promise.all(
    Object.values(VaultType).map(async (type) => {
      const [row] = await rowsOf(resources.vaults, askAnswering(responses.vaults(type)));
      return column('type')?.text(row, noon);
    }),
  );
  expect(new Set(words)).toEqual(new Set(['standard', 'air-gapped', 'access']));
  for (const state of Object.values(VaultState)) expect(column('state')?.tone?.({ state }, noon)).not.toBe('plain');
});
