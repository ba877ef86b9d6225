/**
 * The part of each account-Region's rates that vaultop uses. AWS grants more (Backup 50 calls/s in sum, LookupEvents
 * 2/s, CloudWatch 500/s), but shares it between all tools of the account.
 * https://docs.aws.amazon.com/general/latest/gr/bk.html
 */
export const rateClasses = {
  backup: { perSecond: 2, burst: 6 },
  // No burst: two calls at once and a third within the second exceed AWS's 2/s if the first ones were delayed.
  lookup: { perSecond: 1, burst: 1 },
  cloudtrail: { perSecond: 1, burst: 1 },
  cloudwatch: { perSecond: 5, burst: 5 },
  sts: { perSecond: 5, burst: 5 },
  account: { perSecond: 1, burst: 2 },
  organizations: { perSecond: 1, burst: 2 },
  /** SQS allows hundreds a second; a burst of 10,000 events is 1,000 calls to receive and as many to delete. */
  sqs: { perSecond: 50, burst: 50 },
  /**
   * AWS allows 3 a second for each operation.
   * https://docs.aws.amazon.com/resource-explorer/latest/userguide/quotas.html
   */
  'resource-explorer-2': { perSecond: 2, burst: 2 },
  /** AWS allows 15 a second. https://docs.aws.amazon.com/tag-editor/latest/userguide/reference.html */
  tagging: { perSecond: 3, burst: 5 },
  ec2: { perSecond: 2, burst: 2 },
  rds: { perSecond: 2, burst: 2 },
  cloudformation: { perSecond: 2, burst: 4 },
  kms: { perSecond: 3, burst: 5 },
  /** AWS allows 2,500 of the calls about tables a second. */
  dynamodb: { perSecond: 5, burst: 5 },
  /** AWS allows 30 reading calls a second. https://docs.aws.amazon.com/general/latest/gr/sns.html */
  sns: { perSecond: 5, burst: 10 },
} as const;

/**
 * For commands that request everything once and end: a fifth of AWS's rates for some seconds; most of CloudTrail's 2/s,
 * because it is low.
 */
export const ratesOnce = {
  ...rateClasses,
  backup: { perSecond: 10, burst: 20 },
  lookup: { perSecond: 1.5, burst: 1 },
} as const;

export type RateClass = keyof typeof rateClasses;

/** An operation counts against its service's class unless it is listed here. */
export const rateClassOfOperation: Readonly<Record<string, RateClass>> = {
  LookupEvents: 'lookup',
};

const each = (perSecond: number, names: string): [string, number][] =>
  names.split(' ').map((name) => [name, perSecond]);

/**
 * AWS's rates in calls per second, for each operation and account-Region.
 * https://docs.aws.amazon.com/general/latest/gr/bk.html
 */
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
/** The rate of operations that the table lacks: that of the slowest ones. */
const unlistedRate = 5;

export const publishedRate = (service: string, operation: string): number | undefined =>
  service === 'backup' ? (backupRates.get(operation) ?? unlistedRate) : undefined;

/** The part of an operation's own rate that vaultop uses. */
export const operationShare = 0.5;

/** The maximum number of stacks whose members are requested: the members of further ones are unknown. */
export const mostStacks = 100;

/** Questions on the wire at once, per account-Region and class; the rest wait where the priority counts. */
export const maxInFlight = 4;
/**
 * … and over all of them: a small machine cannot parse more responses at once, and the most urgent must not wait for
 * them.
 */
export const maxOverall = 64;
/** Connections over all, below the limit of 1,024 files of a login shell. */
export const maxSockets = 256;

/** A throttled budget is halved at most once in this time: several refusals at once count as one. */
export const throttleRestMs = 1_000;
/** A budget never falls below this part of its rate … */
export const leastShare = 1 / 16;
/** … and recovers from zero to its full rate in this time. */
export const recoveryMs = 300_000;

/** 0 is served first. */
export const priorities = { visible: 0, overview: 1, background: 2 } as const;

/** An operation that an endpoint does not support is called again after this time. */
export const capabilityRestMs = 900_000;

/** One million recovery points, the maximum of a vault, are 1,000 pages. */
export const maxPages = 2_000;

export const timeouts = {
  /** To the open socket. */
  connectMs: 3_000,
  /** To the first byte of the response. */
  requestMs: 15_000,
  /** The whole call: credentials, request and the last byte of the response. */
  callMs: 30_000,
} as const;

/** Maximum bytes of a response, and of all responses in progress together. AWS's longest pages have about 2 MB. */
export const responseLimits = { mostBytes: 64_000_000, mostOfAll: 192_000_000 } as const;

/**
 * A credential_process. The AWS CLI waits without a limit, the SDK for Go a minute: a person who fetches a token, or
 * signs in with a browser and a phone, takes longer than that, and a program that hangs must not block forever.
 */
export const credentialProgram = {
  limitMs: 180_000,
  /** After this time the person is notified that the program waits. */
  sayAfterMs: 3_000,
  /**
   * A program without an answer is not started again for this time: it may have a window, or a light, that calls
   * people.
   */
  restMs: 600_000,
  /** The time that a program has after it was asked to end. */
  exitMs: 300,
} as const;

/** Credentials are renewed this long before they expire. */
export const credentialMarginMs = 300_000;
