import { timeOf } from '../../../domain/time-text.ts';
import type { LegalHold } from '../../../domain/vaults/legal-hold.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import { type Action, type ActionOn, numberOf, textOf } from '../../action.ts';
import { tokenIn } from '../../retry.ts';
import { checkResourceArn, words } from '../checks.ts';
import { given, tagsField, tagsOf, textField } from '../fields.ts';
import { holdSubject } from '../subjects.ts';
import { tagsAction } from '../tag-action.ts';
import { irreversible, undoable } from '../undo.ts';

/** Offered in the list of recovery points, and in the list of legal holds. */
export const createHold = <Row>(): Action<Row, 'CreateLegalHold'> => ({
  id: 'hold',
  title: 'create a legal hold',
  pending: 'holding',
  outcome: 'is being created',
  creates: { resource: 'legal-holds', title: 'Legal hold', member: 'LegalHoldId', param: 'id' },
  on: 'list',
  undo: undoable('cancel the hold'),
  knows: ['vaults'],
  fields: [
    textField('name', 'Title'),
    textField('description', 'Description'),
    {
      id: 'vaults',
      label: 'Vaults',
      kind: 'pick',
      optional: true,
      hint: 'names; empty, with no resources either: all vaults',
      options: ({ known, scope }) =>
        (known('vaults') as readonly Vault[])
          .filter((vault) => vault.scope.region === scope.region)
          .map(({ name }) => ({ value: name })),
    },
    textField('resources', 'Resources', {
      optional: true,
      hint: 'ARNs',
      check: (text, context) =>
        words(text)
          .map((arn) => checkResourceArn(arn, context))
          .find(Boolean),
    }),
    { id: 'from', label: 'Created from', kind: 'time' },
    {
      id: 'to',
      label: 'Created until',
      kind: 'time',
      initial: ({ now }) => formatDateTime(now),
      check(text, { values, now }) {
        const from = timeOf(textOf(values, 'from'), now);
        const to = timeOf(text, now);
        return from !== undefined && to !== undefined && to <= from ? 'The end must be after the begin.' : undefined;
      },
    },
    tagsField(),
  ],
  warnings: () => ['Nobody, and no lifecycle, can delete the held recovery points until the hold is cancelled.'],
  retries: { CreateLegalHold: tokenIn('IdempotencyToken') },
  requests: ({ values, token, now }) => [
    {
      service: 'backup',
      operation: 'CreateLegalHold',
      input: {
        Title: textOf(values, 'name'),
        Description: textOf(values, 'description'),
        IdempotencyToken: token,
        RecoveryPointSelection: {
          ...given('VaultNames', words(textOf(values, 'vaults'))),
          ...given('ResourceIdentifiers', words(textOf(values, 'resources'))),
          DateRange: {
            FromDate: dateOf(textOf(values, 'from'), now),
            ToDate: dateOf(textOf(values, 'to'), now),
          },
        },
        ...given('Tags', tagsOf(values)),
      },
    },
  ],
});

const dateOf = (text: string, now: number): Date => new Date(timeOf(text, now) ?? Number.NaN);

const cancelHold: Action<LegalHold, 'CancelLegalHold'> = {
  id: 'cancel',
  title: 'cancel the hold',
  subject: holdSubject,
  pending: 'cancelling',
  outcome: 'is being cancelled',
  key: 'D',
  undo: irreversible('a cancelled hold cannot be reactivated'),
  disabled: ({ status }) => (status === 'ACTIVE' ? undefined : `it is ${status}`),
  fields: [
    textField('reason', 'Reason'),
    { id: 'keep-record', label: 'Keep record, days', kind: 'number', least: 0, most: 36_500, optional: true },
  ],
  warnings: () => ['The held recovery points can then be deleted; those whose retention has ended are deleted.'],
  retries: {
    CancelLegalHold: {
      kind: 'read-back',
      removes: false,
      async wasDone(request, { LegalHoldId }) {
        const { Status } = await request.call('backup', 'GetLegalHold', { LegalHoldId });
        return Status === 'CANCELING' || Status === 'CANCELED';
      },
    },
  },
  requests: ({ row, values }) => [
    {
      service: 'backup',
      operation: 'CancelLegalHold',
      input: {
        LegalHoldId: row.id,
        CancelDescription: textOf(values, 'reason'),
        ...given('RetainRecordInDays', numberOf(values, 'keep-record')),
      },
    },
  ],
};

export const holdActions: readonly ActionOn<LegalHold>[] = [
  cancelHold,
  tagsAction(({ arn }) => arn, undefined, { subject: holdSubject }),
  { ...createHold<LegalHold>(), key: 'A' },
];
