// The operations that a management account or a delegated administrator may ask for other accounts.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html

const lists: ReadonlySet<string> = new Set(['ListBackupJobs', 'ListCopyJobs', 'ListRestoreJobs', 'ListScanJobs']);
const summaries: ReadonlySet<string> = new Set([
  'ListBackupJobSummaries',
  'ListCopyJobSummaries',
  'ListRestoreJobSummaries',
  'ListScanJobSummaries',
]);

/** What to add to the operation's input to hear of an account, or of all ('*'); undefined: it tells of one's own only. */
export function accountInput(operation: string, account: string): object | undefined {
  if (lists.has(operation)) return { ByAccountId: account };
  if (summaries.has(operation)) return { AccountId: account === '*' ? 'AGGREGATE_ALL' : account };
  return undefined;
}
