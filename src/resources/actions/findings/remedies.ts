// The action that removes the cause of a finding, filled in: by the kind of the finding.
import type { FindingKind } from '../../../domain/attention/findings/finding-kind.ts';
import type { LineRow } from '../../../domain/attention/findings/line-row.ts';
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import type { ResourceId } from '../../resource-id.ts';

/** An action of another list. */
export interface Remedy {
  readonly resource: ResourceId;
  readonly action: string;
  /**
   * Where its rows come from: `evidence` is the single row that the finding names, `type` the setting of its resource type,
   * `uncovered` all resources that it is about.
   */
  readonly on: 'resource' | 'evidence' | 'type' | 'uncovered';
}

const backUp: Remedy = { resource: 'coverage', action: 'start', on: 'resource' };
const addToPlan: Remedy = { resource: 'coverage', action: 'add-to-plan', on: 'resource' };
const exclude: Remedy = { resource: 'coverage', action: 'exclude', on: 'resource' };
const stopJob: Remedy = { resource: 'backup-jobs', action: 'stop', on: 'evidence' };
const copyAgain: Remedy = { resource: 'copy-jobs', action: 'again', on: 'evidence' };
const assign: Remedy = { resource: 'plans', action: 'assign', on: 'evidence' };
const lock: Remedy = { resource: 'vaults', action: 'lock', on: 'evidence' };
const unlock: Remedy = { resource: 'vaults', action: 'unlock', on: 'evidence' };
const editPlan: Remedy = { resource: 'plans', action: 'edit', on: 'evidence' };
const optIn: Remedy = { resource: 'region-settings', action: 'opt-in', on: 'type' };
const testRestores: Remedy = { resource: 'coverage', action: 'test-restores', on: 'resource' };
const editTests: Remedy = { resource: 'restore-testing-plans', action: 'edit', on: 'evidence' };
const addToTests: Remedy = { resource: 'restore-testing-plans', action: 'add-selection', on: 'evidence' };
const closeAccess: Remedy = { resource: 'access-points', action: 'delete', on: 'evidence' };

const remedies = {
  unprotected: [backUp],
  'not-covered': [addToPlan, backUp, exclude].map((remedy) => ({ ...remedy, on: 'uncovered' as const })),
  'last-copy-expires': [backUp, addToPlan],
  'point-age': [backUp],
  'continuous-stopped': [backUp],
  'failed-run': [backUp],
  'missed-run': [backUp],
  'late-run': [backUp],
  issues: [backUp],
  'copy-failed': [copyAgain],
  'copy-missing': [copyAgain, backUp],
  'copy-late': [copyAgain, backUp],
  'copy-cannot-cross': [editPlan],
  'retention-outside-lock': [editPlan],
  'opted-out': [optIn],
  'restore-test-failed': [testRestores],
  'restore-test-missed': [addToTests, editTests],
  'restore-unproven': [testRestores],
  'access-point-stands': [closeAccess],
  'selects-nothing': [assign],
  'stuck-job': [stopJob],
  'long-job': [stopJob],
  'lock-countdown': [unlock, lock],
} as const satisfies Partial<Record<FindingKind, readonly Remedy[]>>;

/** Why no action of AWS Backup removes the cause of the other kinds: what a person has to look at. */
const reasons: Readonly<Record<Exclude<FindingKind, keyof typeof remedies>, string>> = {
  'plan-missed': 'correct the roles in IAM, then start the missing backups from the resources',
  malware: 'remove the malware from the resource, then back it up again',
  'scan-issues': 'the scan job lists what could not be scanned',
  audit: 'no action restores what was deleted or changed',
  'denied-attempts': 'AWS refused the call; ask the caller for the reason',
  'key-gone': 'enable the key in KMS: AWS Backup has no action for keys',
  'restore-failed': 'start the restore again from the recovery point',
  'expired-points': 'delete recovery points in their list, which enter opens',
  'kept-forever': 'change the lifecycle in the list of recovery points, which enter opens',
};

/** undefined: there is a remedy for this kind. */
export const reasonWithoutRemedy = (kind: FindingKind): string | undefined =>
  Object.hasOwn(reasons, kind) ? reasons[kind as keyof typeof reasons] : undefined;

export const remediesOfKind = (kind: FindingKind): readonly Remedy[] =>
  Object.hasOwn(remedies, kind) ? remedies[kind as keyof typeof remedies] : [];

/** A group has no resource and no row of its own: its members have. */
export const remediesOf = ({ kind, group, resourceArn, evidence }: LineRow): readonly Remedy[] =>
  group
    ? []
    : remediesOfKind(kind).filter(({ on, resource }) =>
        on === 'evidence' || on === 'uncovered'
          ? evidence.list === resource
          : on === 'type' || resourceArn !== undefined,
      );

/** The resource as a row of the list of coverage: no inventory has to be read for it. */
export function resourceRowOf({ scope, subject, resourceArn = '', resourceType = '' }: LineRow): CoverageRow {
  return {
    kind: 'resource',
    scope,
    arn: resourceArn,
    name: subject,
    type: resourceType,
    state: 'not-known',
    why: { kind: 'selection' },
    selections: [],
  };
}
