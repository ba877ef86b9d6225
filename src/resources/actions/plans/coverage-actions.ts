// Actions on a resource that no plan covers: a backup now, and a selection that names it by ARN.
import type { CoverageRow, ResourceCoverage } from '../../../domain/coverage/coverage-row.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import { type Action, type ActionOn, type AnyContext, textOf } from '../../action.ts';
import { tokenIn } from '../../retry.ts';
import { roleField, textField } from '../fields.ts';
import { type Backupable, backingUp, backupFields, backupRequests } from '../jobs/backup-fields.ts';
import { testRestoresOfCovered } from '../restore-tests/test-restores.ts';
import { coverageSubject } from '../subjects.ts';
import { undoable } from '../undo.ts';
import { exclude } from './exclude-action.ts';
import { checkSelectionName } from './selection-actions.ts';
import { tagResource } from './tag-resource.ts';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
const longestName = 50;

const arnIn = (row: CoverageRow): string => (row.kind === 'resource' ? row.arn : '');

const toBackupable = (row: CoverageRow): Backupable => ({ scope: row.scope, arn: arnIn(row), type: row.type });

const notAResource = 'this row is not a resource';

export const backUpUncovered: Action<CoverageRow, 'StartBackupJob'> = {
  ...backingUp,
  id: 'start',
  title: 'start a backup',
  subject: coverageSubject,
  pending: 'starting',
  key: 'b',
  many: true,
  knows: ['vaults', 'backup-jobs'],
  disabled: (row) => (row.kind === 'resource' ? undefined : notAResource),
  fields: backupFields(toBackupable),
  touches: ['backup-jobs'],
  requests: (context) => backupRequests(toBackupable(context.row), context),
};

const plansHere = ({ known, scope }: AnyContext): readonly Plan[] =>
  (known('plans', scope) as readonly Plan[]).filter(
    (plan) =>
      plan.scope.region === scope.region && plan.scope.accountId === scope.accountId && plan.deletedAt === undefined,
  );

/** Plans of policies of an organization, and EFS's own plan, are changed elsewhere. */
const isForeign = (planId: string): boolean => planId.startsWith('orgs/') || planId.startsWith('aws/');

function checkPlan(text: string, context: AnyContext): string | undefined {
  if (text.startsWith('orgs/')) return 'It comes from a policy of the organization: change it there.';
  if (text.startsWith('aws/')) return 'AWS created this plan for EFS: choose another plan.';
  const plans = plansHere(context);
  if (plans.length === 0 || plans.some(({ id }) => id === text)) return undefined;
  return `There is no plan ${text} in ${context.scope.region}.`;
}

const nameFor = ({ row }: AnyContext): string =>
  ((row as ResourceCoverage | undefined)?.name ?? '').replace(/[^a-zA-Z0-9._-]+/g, '-').slice(0, longestName);

/**
 * A resource assignment of its own, by the ARN of the resource: AWS cannot change an assignment, and a tag would also decide
 * about access, cost and other plans.
 */
export const addToPlan: Action<CoverageRow, 'CreateBackupSelection'> = {
  id: 'add-to-plan',
  title: 'add to a plan',
  subject: coverageSubject,
  pending: 'adding',
  outcome: 'is added to the plan',
  many: true,
  together: true,
  undo: undoable('delete the resource assignment'),
  route(context) {
    const id = textOf(context.values, 'plan');
    const plan = plansHere(context).find((one) => one.id === id);
    return [`resource assignment ${textOf(context.values, 'name')} of plan ${plan?.name ?? id}`];
  },
  knows: ['plans', 'backup-jobs'],
  disabled(row) {
    if (row.kind !== 'resource') return notAResource;
    return row.state === 'member-of-cluster' ? 'AWS Backup backs up its cluster: add the cluster' : undefined;
  },
  fields: [
    {
      id: 'plan',
      label: 'Plan',
      kind: 'pick',
      options: (context) =>
        plansHere(context)
          .filter(({ id }) => !isForeign(id))
          .map(({ id, name }) => ({ value: id, label: name })),
      check: checkPlan,
    },
    textField('name', 'Assignment', { initial: nameFor, check: checkSelectionName }),
    roleField(),
  ],
  warnings: () => ['Every rule of the plan backs up the resource from its next scheduled run on.'],
  touches: ['selections'],
  retries: { CreateBackupSelection: tokenIn('CreatorRequestId') },
  requests: ({ row, rows = [row], values, token }) => [
    {
      service: 'backup',
      operation: 'CreateBackupSelection',
      input: {
        BackupPlanId: textOf(values, 'plan'),
        BackupSelection: {
          SelectionName: textOf(values, 'name'),
          IamRoleArn: textOf(values, 'role'),
          Resources: rows.map(arnIn),
        },
        CreatorRequestId: token,
      },
    },
  ],
};

export const coverageActions: readonly ActionOn<CoverageRow>[] = [
  backUpUncovered,
  addToPlan,
  tagResource,
  testRestoresOfCovered,
  exclude,
];
