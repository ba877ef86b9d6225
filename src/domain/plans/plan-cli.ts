// A backup plan as commands of the AWS CLI with its JSON: the plan, then its resource assignments.
import { formatCliLine } from '../cli-line.ts';
import type { PlanToExport } from './plan-translation.ts';

/** A script for a POSIX shell, which stops where a command fails. */
export function toCliScript({ region, plan, selections }: PlanToExport): string {
  const create = formatCliLine(
    { service: 'backup', operation: 'CreateBackupPlan', input: { BackupPlan: plan } },
    { region },
  );
  const assign = selections.map((selection) => {
    const call = { service: 'backup', operation: 'CreateBackupSelection', input: { BackupSelection: selection } };
    return `${formatCliLine(call, { region })} --backup-plan-id "$plan_id"`;
  });
  return `${['set -eu', `plan_id=$(${create} --query BackupPlanId --output text)`, ...assign].join('\n')}\n`;
}
