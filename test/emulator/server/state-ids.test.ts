// A restored state creates the same ids, whatever calls were refused and however the clock moved.
import {
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  CreateBackupVaultCommand,
  CreateLegalHoldCommand,
  CreateRestoreTestingPlanCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListRestoreTestingPlansCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/server.ts';
import type { EmulatorState } from '../../../src/emulator/state.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const rule = { RuleName: 'Daily', TargetBackupVaultName: 'made', ScheduleExpression: 'cron(0 5 ? * * *)' };

/** Each read of the clock returns a later millisecond. */
function runningEmulator(state?: EmulatorState): Promise<Emulator> {
  let at = noon;
  const now = () => {
    at += 1;
    return at;
  };
  return emulatorAt({ clock: { now }, state });
}

async function made(emulator: Emulator) {
  const { backup } = clientsOf(emulator);
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const selections = [];
  for (const { BackupPlanId } of BackupPlansList) {
    const { BackupSelectionsList = [] } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
    selections.push(...BackupSelectionsList.map(({ SelectionId, CreationDate }) => [SelectionId, CreationDate]));
  }
  const { RestoreTestingPlans = [] } = await backup.send(new ListRestoreTestingPlansCommand({}));
  return [
    BackupPlansList.map(({ BackupPlanId, VersionId }) => [BackupPlanId, VersionId]),
    selections,
    RestoreTestingPlans.map(({ RestoreTestingPlanArn }) => RestoreTestingPlanArn),
  ];
}

test('on a clock that runs, a selection of a new plan is there again', async () => {
  const first = await runningEmulator();
  const { backup } = clientsOf(first);
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  const BackupPlan = { BackupPlanName: 'mine', Rules: [rule] };
  const { BackupPlanId } = await backup.send(new CreateBackupPlanCommand({ BackupPlan }));
  const BackupSelection = { SelectionName: 'all', IamRoleArn, Resources: ['*'] };
  await backup.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
  const RestoreTestingPlan = {
    RestoreTestingPlanName: 'weekly',
    ScheduleExpression: 'cron(0 5 ? * MON *)',
    RecoveryPointSelection: {
      Algorithm: 'LATEST_WITHIN_WINDOW' as const,
      IncludeVaults: ['*'],
      RecoveryPointTypes: ['SNAPSHOT' as const],
    },
  };
  await backup.send(new CreateRestoreTestingPlanCommand({ RestoreTestingPlan }));
  const state = JSON.parse(JSON.stringify(first.state())) as EmulatorState;
  const second = await runningEmulator(state);
  const third = await runningEmulator(JSON.parse(JSON.stringify(second.state())));
  const expected = await made(first);
  expect(JSON.stringify(expected)).toContain(BackupPlanId);
  expect(await made(second)).toEqual(expected);
  expect(await made(third)).toEqual(expected);
});

test('ids follow the call, not the calls before it that the state has no longer', async () => {
  const first = await emulatorAt();
  const { backup } = clientsOf(first);
  await backup.send(new CreateLegalHoldCommand({ Title: 'audit', Description: 'audit' }));
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  await backup.send(new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'mine', Rules: [rule] } }));
  const state = JSON.parse(JSON.stringify(first.state())) as EmulatorState;
  const second = await emulatorAt({ state: { ...state, calls: state.calls.slice(1) } });
  expect(await made(second)).toEqual(await made(first));
});
