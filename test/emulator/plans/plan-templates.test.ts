import {
  CreateBackupPlanCommand,
  ExportBackupPlanTemplateCommand,
  GetBackupPlanFromJSONCommand,
  GetBackupPlanFromTemplateCommand,
  ListBackupPlansCommand,
  ListBackupPlanTemplatesCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';

test('a template becomes a plan once it has a name and vaults', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupPlanTemplatesList = [] } = await backup.send(new ListBackupPlanTemplatesCommand({}));
  expect(BackupPlanTemplatesList.map(({ BackupPlanTemplateName }) => BackupPlanTemplateName)).toEqual([
    'Daily-35day-Retention',
    'Daily-Monthly-1yr-Retention',
    'Daily-Weekly-Monthly-5yr-Retention',
    'Daily-Weekly-Monthly-7yr-Retention',
  ]);
  for (const { BackupPlanTemplateId } of BackupPlanTemplatesList) {
    const template = await backup.send(new GetBackupPlanFromTemplateCommand({ BackupPlanTemplateId }));
    const { Rules = [], BackupPlanName } = template.BackupPlanDocument ?? {};
    // The model requires these members.
    expect(BackupPlanName).toBe(
      BackupPlanTemplatesList.find((one) => one.BackupPlanTemplateId === BackupPlanTemplateId)?.BackupPlanTemplateName,
    );
    expect(Rules.every((rule) => rule.RuleName && rule.TargetBackupVaultName)).toBe(true);
    const named = Rules.map(({ RuleId, ...rule }) => ({ ...rule, TargetBackupVaultName: 'prod' }));
    const BackupPlan = { BackupPlanName: `from-${BackupPlanTemplateId}`, Rules: named };
    await backup.send(new CreateBackupPlanCommand({ BackupPlan }));
  }
});

test('no template of that id', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const requested = backup.send(new GetBackupPlanFromTemplateCommand({ BackupPlanTemplateId: 'none' }));
  await expect(requested).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('what is exported can be read again', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  // The rule of AWS's automatic plan has a name that callers cannot use.
  const ordinary = BackupPlansList.filter(({ BackupPlanId }) => !BackupPlanId?.startsWith('aws/'));
  for (const { BackupPlanId, BackupPlanName } of ordinary) {
    const { BackupPlanTemplateJson } = await backup.send(new ExportBackupPlanTemplateCommand({ BackupPlanId }));
    const { BackupPlan } = await backup.send(new GetBackupPlanFromJSONCommand({ BackupPlanTemplateJson }));
    expect(BackupPlan).toMatchObject({ BackupPlanName });
  }
});

test.each([
  ['no JSON', '{', 'InvalidParameterValueException'],
  ['no object', '7', 'InvalidParameterValueException'],
  ['nothing', '', 'MissingParameterValueException'],
  ['no rules', '{"BackupPlanName":"a","Rules":[]}', 'InvalidParameterValueException'],
])('refuses a plan of %s', async (_, BackupPlanTemplateJson, name) => {
  const { backup } = clientsOf(await emulatorAt());
  const requested = backup.send(new GetBackupPlanFromJSONCommand({ BackupPlanTemplateJson }));
  await expect(requested).rejects.toMatchObject({ name });
});
