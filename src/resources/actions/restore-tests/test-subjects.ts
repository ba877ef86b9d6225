import type { Job } from '../../../domain/jobs/job.ts';
import type { RestoreTestingPlan, RestoreTestingSelection } from '../../../domain/plans/restore-testing.ts';
import { formatDateTime } from '../../../lib/text/format.ts';

export const testPlanSubject = ({ name, schedule, lastRunAt }: RestoreTestingPlan): string =>
  [
    `restore testing plan ${name}`,
    schedule,
    lastRunAt === undefined ? 'never run' : `last run ${formatDateTime(lastRunAt)}`,
  ].join(', ');

export const testSelectionSubject = ({ name, planName, resourceType }: RestoreTestingSelection): string =>
  `restore testing selection ${name} of ${resourceType}, of plan ${planName}`;

export const testJobSubject = ({ resourceType, resourceName, createdAt, vaultName }: Job): string =>
  `restore test of ${resourceType} ${resourceName}, started ${formatDateTime(createdAt)}, from vault ${vaultName}`;
