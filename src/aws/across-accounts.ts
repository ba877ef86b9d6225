// The operations that a management account or a delegated administrator may call for other accounts.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html

const lists: ReadonlySet<string> = new Set(['ListBackupJobs', 'ListCopyJobs', 'ListRestoreJobs', 'ListScanJobs']);
const summaries: ReadonlySet<string> = new Set([
  'ListBackupJobSummaries',
  'ListCopyJobSummaries',
  'ListRestoreJobSummaries',
  'ListScanJobSummaries',
]);

/**
 * The input member that selects an account, or all accounts ('*'); undefined: the operation covers the caller's own
 * account only.
 */
export function accountInput(operation: string, account: string): object | undefined {
  if (lists.has(operation)) return { ByAccountId: account };
  if (summaries.has(operation)) return { AccountId: account === '*' ? 'AGGREGATE_ALL' : account };
  return undefined;
}
