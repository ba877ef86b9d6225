/**
 * What vaultop spends of each account-Region's rates. AWS grants more (Backup 50 calls/s in sum, LookupEvents 2/s,
 * CloudWatch 500/s), but shares it between every tool that works there: this is our share.
 * https://docs.aws.amazon.com/general/latest/gr/bk.html
 */
export const rateClasses = {
  backup: { perSecond: 2, burst: 6 },
  // No burst: two at once and a third within the second is more than AWS's 2/s when the first ones were slow to leave.
  lookup: { perSecond: 1, burst: 1 },
  cloudtrail: { perSecond: 1, burst: 1 },
  cloudwatch: { perSecond: 5, burst: 5 },
  sts: { perSecond: 5, burst: 5 },
  account: { perSecond: 1, burst: 2 },
  organizations: { perSecond: 1, burst: 2 },
  /** SQS gives hundreds a second; a burst of 10,000 events is 1,000 calls to receive and as many to delete. */
  sqs: { perSecond: 50, burst: 50 },
  /** It gives 3 a second of each operation. https://docs.aws.amazon.com/resource-explorer/latest/userguide/quotas.html */
  'resource-explorer-2': { perSecond: 1, burst: 2 },
  /** It gives 15 a second. https://docs.aws.amazon.com/tag-editor/latest/userguide/reference.html */
  tagging: { perSecond: 3, burst: 5 },
  ec2: { perSecond: 2, burst: 2 },
  rds: { perSecond: 2, burst: 2 },
  cloudformation: { perSecond: 2, burst: 4 },
  kms: { perSecond: 3, burst: 5 },
} as const;

/** Of who asks everything once and goes: a fifth of what AWS grants, for some seconds; of CloudTrail, whose 2/s is little, most. */
export const ratesOnce = {
  ...rateClasses,
  backup: { perSecond: 10, burst: 20 },
  lookup: { perSecond: 1.5, burst: 1 },
} as const;

export type RateClass = keyof typeof rateClasses;

/** An operation counts against its service's class unless it stands here. */
export const rateClassOfOperation: Readonly<Record<string, RateClass>> = {
  LookupEvents: 'lookup',
};

const each = (perSecond: number, names: string): [string, number][] =>
  names.split(' ').map((name) => [name, perSecond]);

/** Calls a second that AWS grants each operation for each account-Region. https://docs.aws.amazon.com/general/latest/gr/bk.html */
const backupRates: ReadonlyMap<string, number> = new Map([
  ...each(5, 'CreateBackupPlan CreateBackupSelection DeleteBackupPlan DeleteBackupSelection DeleteBackupVault'),
  ...each(5, 'DeleteBackupVaultAccessPolicy DeleteBackupVaultNotifications DescribeBackupVault'),
  ...each(5, 'ExportBackupPlanTemplate GetBackupPlanFromJSON GetBackupPlanFromTemplate PutBackupVaultNotifications'),
  ...each(5, 'StartBackupJob StartRestoreJob StopBackupJob TagResource UntagResource UpdateBackupPlan'),
  ...each(5, 'UpdateRecoveryPointLifecycle'),
  ...each(10, 'DeleteRecoveryPoint DescribeProtectedResource'),
  ...each(15, 'DescribeBackupJob DescribeRecoveryPoint DescribeRestoreJob GetBackupPlan GetBackupSelection'),
  ...each(15, 'GetBackupVaultAccessPolicy GetBackupVaultNotifications GetRecoveryPointRestoreMetadata'),
  ...each(15, 'GetSupportedResourceTypes'),
  ...each(20, 'ListBackupJobs ListBackupPlans ListBackupPlanTemplates ListBackupPlanVersions ListBackupSelections'),
  ...each(20, 'ListBackupVaults ListProtectedResources ListRecoveryPointsByBackupVault ListRecoveryPointsByResource'),
  ...each(20, 'ListRestoreJobs ListTags'),
]);
/** What the table leaves out is taken for the scarce ones. */
const unlistedRate = 5;

export const publishedRate = (service: string, operation: string): number | undefined =>
  service === 'backup' ? (backupRates.get(operation) ?? unlistedRate) : undefined;

/** Our part of an operation's own rate. */
export const operationShare = 0.5;

/** Stacks whose members are asked for one by one: the members of further ones are not known. */
export const mostStacks = 100;

/** Questions on the wire at once, per account-Region and class; the rest wait where the priority counts. */
export const maxInFlight = 4;
/** … and over everything: a small machine reads no more answers at once, and the most urgent shall not wait behind them. */
export const maxOverall = 64;
/** Connections over everything, below the 1,024 files that a login shell may open. */
export const maxSockets = 256;

/** A throttled budget is halved, at most once in this time: one storm of refusals is one sign. */
export const throttleRestMs = 1_000;
/** It never falls below this part of its rate … */
export const leastShare = 1 / 16;
/** … and climbs back from nothing to full in this time. */
export const recoveryMs = 300_000;

/** 0 is served first. */
export const priorities = { visible: 0, overview: 1, background: 2 } as const;

/** An operation that an endpoint does not offer is asked for again after this time. */
export const capabilityRestMs = 900_000;

/** One million recovery points, the most that a vault holds, are 1,000 pages. */
export const maxPages = 2_000;

export const timeouts = {
  /** To the open socket. */
  connectMs: 3_000,
  /** To the first byte of the answer. */
  requestMs: 15_000,
  /** The whole call: credentials, request and the last byte of the answer. */
  callMs: 30_000,
} as const;

/** Bytes of an answer that are taken in, and of all that are under way together. AWS's longest pages have some 2 MB. */
export const answerLimits = { mostBytes: 64_000_000, mostOfAll: 192_000_000 } as const;

/**
 * A credential_process. The AWS CLI waits for ever, the SDK for Go a minute: a person who fetches a token, or signs in with
 * a browser and a phone, takes longer than that, and a program that hangs must not hang for ever.
 */
export const credentialProgram = {
  limitMs: 180_000,
  /** By then a person is told that it is waited for. */
  sayAfterMs: 3_000,
  /** One that nobody answered is not started again for this time: it may have a window, or a light, that calls people. */
  restMs: 600_000,
  /** Asked to end, it has this long. */
  goodbyeMs: 300,
} as const;

/** Credentials are asked for anew this long before they end. */
export const credentialMarginMs = 300_000;
