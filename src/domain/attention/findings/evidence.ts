// Where the rows lie that a finding follows from.
import type { Scope } from '../../scope.ts';

/** Ids of the lists in src/resources that evidence can lie in. */
export type EvidenceList =
  | 'backup-jobs'
  | 'copy-jobs'
  | 'restore-jobs'
  | 'recovery-points'
  | 'protected-resources'
  | 'plans'
  | 'vaults'
  | 'audits'
  | 'scan-jobs'
  | 'restore-testing-plans';

export interface Evidence {
  readonly list: EvidenceList;
  /** What narrows that list. */
  readonly params: Readonly<Record<string, string>>;
  readonly scope: Scope;
}
