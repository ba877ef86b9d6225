// The lists whose versions are changes. Lists of calls, sums and forecasts are not: an event is no thing that changes,
// and what is evaluated from other lists changes with them.
import { shortName } from '../../domain/arn.ts';
import { type LineRow, lineOf } from '../../domain/attention/findings/line-row.ts';
import type { ComparedRow } from '../../domain/changes/member-changes.ts';
import { memberChanges, membersOfDiff } from '../../domain/changes/member-changes.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { endOf, isActive } from '../../domain/jobs/job-state.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import { planDiff } from '../../domain/plans/plan-diff.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import { ruleDocument } from '../../domain/plans/rule-document.ts';
import type { Selection } from '../../domain/plans/selection.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { lifecycleEnd } from '../audits/touched.ts';
import type { ResourceId } from '../resource-id.ts';
import type { ChangedList } from './changed-list.ts';

interface Named {
  readonly name: string;
  readonly createdAt?: number;
}

const madeAt = ({ createdAt }: { readonly createdAt?: number }): number | undefined => createdAt;

const only =
  (member: string) =>
  (before: ComparedRow, after: ComparedRow): ReturnType<typeof memberChanges> =>
    memberChanges(
      { ...before, row: { [member]: before.row[member] } },
      { ...after, row: { [member]: after.row[member] } },
      new Set(),
    );

/** A job changes by its state alone: its figures grow, and its members are told one after the other. */
const jobs = (member: 'backupJobId' | 'copyJobId' | 'restoreJobId', started: string): ChangedList<Job> => ({
  name: ({ resourceName, id }) => resourceName || id,
  madeAt: ({ createdAt }) => createdAt,
  changedAt: (job) => (isActive(job) ? undefined : endOf(job)),
  compare: only('state'),
  newText: jobText,
  target: ({ id }) => ({ [member]: id }),
  causes: { new: [started], changed: member === 'backupJobId' ? ['StopBackupJob'] : [] },
  params: ({ id }) => ({ id }),
});

const jobText = ({ state, message }: Pick<Job, 'state' | 'message'>): string =>
  [`new: ${state}`, message].filter(Boolean).join(': ');

/** A thing whose events name it by its name alone. */
const named = (words: string): ChangedList<Named> => ({
  name: ({ name }) => name,
  madeAt,
  target: ({ name }) => ({ target: name }),
  causes: { new: [`Create${words}`], changed: [`Update${words}`], gone: [`Delete${words}`] },
  params: ({ name }) => ({ name }),
});

function withoutParams({ params: _, ...list }: ChangedList<Named>): ChangedList<Named> {
  return list;
}

const settings = <Row>(name: (row: Row) => string, event: string): ChangedList<Row> => ({
  name,
  target: () => ({}),
  causes: { new: [event], changed: [event], gone: [event] },
});

const vaults: ChangedList<Vault> = {
  name: ({ name }) => name,
  madeAt,
  target: ({ name }) => ({ vaultName: name }),
  causes: {
    new: ['CreateBackupVault', 'CreateLogicallyAirGappedBackupVault', 'CreateRestoreAccessBackupVault'],
    changed: ['PutBackupVaultLockConfiguration', 'DeleteBackupVaultLockConfiguration'],
    gone: ['DeleteBackupVault', 'RevokeRestoreAccessBackupVault'],
  },
  params: ({ name }) => ({ name }),
};

const points: ChangedList<RecoveryPoint> = {
  name: ({ resourceName, arn }) => [resourceName, shortName(arn)].filter(Boolean).join(' '),
  // A copy has the creation date of its source, and a continuous point that of its first day.
  madeAt: ({ createdAt, completedAt = createdAt }) => Math.max(createdAt, completedAt),
  ignored: ['sizeBytes', 'resourceName', 'completedAt', 'encrypted', 'createdBy', 'isParent', 'statusMessage'],
  newText: ({ vaultName, deleteAt }) =>
    `created in ${vaultName}${deleteAt === undefined ? '' : `, kept until ${formatDateTime(deleteAt)}`}`,
  goneText({ vaultName, deleteAt, lifecycleUnknown }, at) {
    const lived = deleteAt !== undefined && deleteAt <= at ? ', at the end of its lifecycle' : '';
    const early = deleteAt === undefined ? ', had no "delete after"' : `, before ${formatDateTime(deleteAt)}`;
    return `deleted from ${vaultName}${lived || (lifecycleUnknown ? '' : early)}`;
  },
  target: ({ arn }) => ({ recoveryPointArn: arn }),
  causes: {
    changed: ['UpdateRecoveryPointLifecycle', 'UpdateRecoveryPointIndexSettings', 'DisassociateRecoveryPoint'],
    gone: ['DeleteRecoveryPoint', 'DisassociateRecoveryPoint', 'DisassociateRecoveryPointFromParent', lifecycleEnd],
  },
  params: ({ vaultName, arn }) => ({ vaultName, arn }),
};

const plans: ChangedList<Plan> = {
  name: ({ name }) => name,
  madeAt,
  target: ({ id }) => ({ planId: id }),
  causes: { new: ['CreateBackupPlan'], changed: ['UpdateBackupPlan'], gone: ['DeleteBackupPlan'] },
  params: ({ id }) => ({ id }),
};

const planRules: ChangedList<PlanRule> = {
  name: ({ planName, name }) => `${planName} / ${name}`,
  // A new version of the plan changes every rule's version, and none of those that mean the same.
  compare: (before, after) => membersOfDiff(planDiff({ Rules: [documentOf(before)] }, { Rules: [documentOf(after)] })),
  target: ({ planId }) => ({ planId }),
  causes: {
    new: ['UpdateBackupPlan', 'CreateBackupPlan'],
    changed: ['UpdateBackupPlan'],
    gone: ['UpdateBackupPlan', 'DeleteBackupPlan'],
  },
};

const documentOf = ({ row }: ComparedRow): object => ruleDocument(row as unknown as PlanRule);

const selections: ChangedList<Selection> = {
  name: ({ planName, planId, name }) => `${planName ?? planId} / ${name}`,
  madeAt,
  ignored: ['planName'],
  target: ({ planId }) => ({ planId }),
  causes: { new: ['CreateBackupSelection'], gone: ['DeleteBackupSelection', 'DeleteBackupPlan'] },
};

/** Without the subject in front, which is the name of the change. */
function findingText(row: LineRow, at: number): string {
  const { text } = lineOf(row, at);
  const subject = `${row.label ?? row.subject}: `;
  return text.startsWith(subject) ? text.slice(subject.length) : text;
}

const findings: ChangedList<LineRow> = {
  name: ({ subject }) => subject,
  seenWith: 'backup-jobs',
  compare: only('severity'),
  newText: (row, at) => `${row.severity}: ${findingText(row, at)}`,
  goneText: (row, at) => `over: ${findingText(row, at)}`,
};

export const changedLists: Readonly<Partial<Record<ResourceId, ChangedList>>> = {
  'backup-jobs': jobs('backupJobId', 'StartBackupJob'),
  'copy-jobs': jobs('copyJobId', 'StartCopyJob'),
  'restore-jobs': jobs('restoreJobId', 'StartRestoreJob'),
  'scan-jobs': {
    name: ({ resourceName, id }) => resourceName || id,
    madeAt,
    changedAt: ({ completedAt }) => completedAt,
    compare: only('state'),
    newText: jobText,
    params: ({ id }) => ({ id }),
  },
  vaults,
  'recovery-points': points,
  'access-points': {
    ...named('BackupAccessPoint'),
    causes: { new: ['CreateBackupAccessPoint'], gone: ['DeleteBackupAccessPoint'] },
  },
  plans,
  'plan-rules': planRules,
  selections,
  'restore-testing-plans': named('RestoreTestingPlan'),
  'restore-testing-selections': withoutParams(named('RestoreTestingSelection')),
  'legal-holds': {
    name: ({ title }) => title,
    madeAt,
    target: ({ id }) => ({ target: id }),
    causes: { changed: ['CancelLegalHold'] },
    params: ({ id }) => ({ id }),
  },
  'report-plans': named('ReportPlan'),
  frameworks: named('Framework'),
  tiering: named('TieringConfiguration'),
  notifications: {
    name: ({ vaultName }) => vaultName,
    ignored: ['topic', 'subscriptions'],
    target: ({ vaultName }) => ({ vaultName }),
    causes: {
      new: ['PutBackupVaultNotifications'],
      changed: ['PutBackupVaultNotifications', 'DeleteBackupVaultNotifications'],
      gone: ['DeleteBackupVaultNotifications'],
    },
  },
  'region-settings': settings(({ type }: { readonly type: string }) => type, 'UpdateRegionSettings'),
  'global-settings': settings(({ name }: Named) => name, 'UpdateGlobalSettings'),
  findings,
};

export const changedListIds = Object.keys(changedLists) as readonly ResourceId[];
