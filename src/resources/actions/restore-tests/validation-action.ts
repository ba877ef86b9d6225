import { shortName } from '../../../domain/arn.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { type Action, textOf } from '../../action.ts';
import { given, textField } from '../fields.ts';
import { irreversible } from '../undo.ts';
import { testJobSubject } from './test-subjects.ts';

/** The reason why AWS would not take a result. */
function notValidating({ restoreTestingPlanArn, validationStatus, state }: Job): string | undefined {
  if (restoreTestingPlanArn === undefined) return 'no restore testing plan started it';
  if (validationStatus === 'VALIDATING') return undefined;
  if (validationStatus !== undefined) return `its validation is over: ${validationStatus}`;
  return state === 'COMPLETED' ? 'its selection has 0 validation hours' : `it is ${state}: nothing to validate`;
}

/** AWS: a result is taken once; then what was restored is deleted. */
export const setValidation: Action<Job, 'PutRestoreValidationResult'> = {
  id: 'validate',
  title: 'set the validation result',
  subject: testJobSubject,
  pending: 'validating',
  outcome: 'has the validation result that was sent',
  key: 'e',
  many: true,
  undo: irreversible('AWS accepts one result, and then deletes the restored resource'),
  confirmName: ({ row }) => row.resourceName || shortName(row.recoveryPointArn ?? '') || row.id,
  disabled: notValidating,
  fields: [
    {
      id: 'result',
      label: 'Result',
      kind: 'choice',
      options: () => [
        { value: 'SUCCESSFUL', label: 'SUCCESSFUL: the restored resource is usable' },
        { value: 'FAILED', label: 'FAILED: it is not' },
      ],
    },
    textField('message', 'Message', { optional: true, hint: 'the reason; AWS shows it with the job' }),
  ],
  warnings: ({ row }) => [
    `AWS then deletes ${row.createdResourceArn === undefined ? 'the restored resource' : shortName(row.createdResourceArn)}.`,
  ],
  retries: {
    PutRestoreValidationResult: {
      kind: 'read-back',
      removes: false,
      async wasDone(request, { RestoreJobId, ValidationStatus }) {
        const job = await request.call('backup', 'DescribeRestoreJob', { RestoreJobId });
        return job.ValidationStatus === ValidationStatus;
      },
    },
  },
  requests: ({ row, values }) => [
    {
      service: 'backup',
      operation: 'PutRestoreValidationResult',
      input: {
        RestoreJobId: row.id,
        ValidationStatus: textOf(values, 'result'),
        ...given('ValidationStatusMessage', textOf(values, 'message')),
      },
    },
  ],
};
