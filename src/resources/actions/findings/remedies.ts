// The action that removes the cause of a finding, filled in: by the kind of the finding.
import type { FindingKind } from '../../../domain/attention/findings/finding-kind.ts';
import type { LineRow } from '../../../domain/attention/findings/line-row.ts';
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import type { ResourceId } from '../../resource-id.ts';

/** An action of another list. */
export interface Remedy {
  readonly resource: ResourceId;
  readonly action: string;
  /** Where its row comes from: `evidence` is the single row that the finding names. */
  readonly on: 'resource' | 'evidence';
}

const backUp: Remedy = { resource: 'coverage', action: 'start', on: 'resource' };
const addToPlan: Remedy = { resource: 'coverage', action: 'add-to-plan', on: 'resource' };
const exclude: Remedy = { resource: 'coverage', action: 'exclude', on: 'resource' };
const stopJob: Remedy = { resource: 'backup-jobs', action: 'stop', on: 'evidence' };
const copyAgain: Remedy = { resource: 'copy-jobs', action: 'again', on: 'evidence' };
const assign: Remedy = { resource: 'plans', action: 'assign', on: 'evidence' };
const lock: Remedy = { resource: 'vaults', action: 'lock', on: 'evidence' };
const unlock: Remedy = { resource: 'vaults', action: 'unlock', on: 'evidence' };

const remedies: Readonly<Partial<Record<FindingKind, readonly Remedy[]>>> = {
  'plan-missed': [backUp],
  unprotected: [backUp],
  'not-covered': [addToPlan, backUp, exclude],
  'last-copy-expires': [backUp, addToPlan],
  'point-age': [backUp],
  'continuous-stopped': [backUp],
  'failed-run': [backUp],
  'missed-run': [backUp],
  'late-run': [backUp],
  issues: [backUp],
  'copy-failed': [copyAgain],
  'selects-nothing': [assign],
  'stuck-job': [stopJob],
  'long-job': [stopJob],
  'lock-countdown': [unlock, lock],
};

/** A group has no resource and no row of its own: its members have. */
export const remediesOf = ({ kind, group, resourceArn, evidence }: LineRow): readonly Remedy[] =>
  group
    ? []
    : (remedies[kind] ?? []).filter(({ on, resource }) =>
        on === 'resource' ? resourceArn !== undefined : evidence.list === resource,
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
