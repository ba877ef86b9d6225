// The rows from which a finding follows.
import type { Scope } from '../../scope.ts';

/** Ids of the lists in src/resources that can contain evidence. */
export type EvidenceList =
  | 'backup-jobs'
  | 'copy-jobs'
  | 'restore-jobs'
  | 'recovery-points'
  | 'access-points'
  | 'protected-resources'
  | 'coverage'
  | 'keys'
  | 'plans'
  | 'vaults'
  | 'audits'
  | 'scan-jobs'
  | 'restore-testing-plans';

export interface Evidence {
  readonly list: EvidenceList;
  /** The parameters that narrow the list. */
  readonly params: Readonly<Record<string, string>>;
  readonly scope: Scope;
}
