// Token buckets with AWS's published rates, per account and Region.

export interface Throttled {
  account: string;
  region: string;
  service: string;
  operation: string;
}

export interface Throttle {
  /** Takes a token for the call; false if there is none. */
  admits(call: Throttled): boolean;
}

const perSecond = (rate: number, names: string) =>
  Object.fromEntries(names.split(' ').map((name) => [name, rate] as const));

/** https://docs.aws.amazon.com/general/latest/gr/bk.html */
const backupRates: Readonly<Record<string, number>> = {
  ...perSecond(5, 'CreateBackupPlan CreateBackupSelection DeleteBackupPlan DeleteBackupSelection DeleteBackupVault'),
  ...perSecond(5, 'DeleteBackupVaultAccessPolicy DeleteBackupVaultNotifications DescribeBackupVault'),
  ...perSecond(5, 'ExportBackupPlanTemplate GetBackupPlanFromJSON GetBackupPlanFromTemplate'),
  ...perSecond(5, 'PutBackupVaultNotifications StartBackupJob StartRestoreJob StopBackupJob TagResource'),
  ...perSecond(5, 'UntagResource UpdateBackupPlan UpdateRecoveryPointLifecycle'),
  ...perSecond(10, 'DeleteRecoveryPoint DescribeProtectedResource'),
  ...perSecond(15, 'DescribeBackupJob DescribeRecoveryPoint DescribeRestoreJob GetBackupPlan GetBackupSelection'),
  ...perSecond(15, 'GetBackupVaultAccessPolicy GetBackupVaultNotifications GetRecoveryPointRestoreMetadata'),
  ...perSecond(15, 'GetSupportedResourceTypes'),
  ...perSecond(20, 'ListBackupJobs ListBackupPlans ListBackupPlanTemplates ListBackupPlanVersions'),
  ...perSecond(20, 'ListBackupSelections ListBackupVaults ListProtectedResources ListRecoveryPointsByBackupVault'),
  ...perSecond(20, 'ListRecoveryPointsByResource ListRestoreJobs ListTags'),
};
/** The rate of operations that AWS does not publish: the lowest published rate. */
const unlistedBackupRate = 5;

const otherRates: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
  cloudtrail: { LookupEvents: 2 },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  cloudwatch: { GetMetricData: 500, GetMetricStatistics: 400, ListMetrics: 25 },
};
/** The rate of all calls of a service together. */
const sums: Readonly<Record<string, number>> = { backup: 50 };

/** Calls per second; undefined without a published limit. */
export const rateOf = (service: string, operation: string): number | undefined =>
  service === 'backup' ? (backupRates[operation] ?? unlistedBackupRate) : otherRates[service]?.[operation];

interface Bucket {
  tokens: number;
  at: number;
}

export function createThrottle(clock: { now(): number }): Throttle {
  const buckets = new Map<string, Bucket>();

  /** A full bucket holds the tokens of one second. */
  const filled = (key: string, rate: number): Bucket => {
    const now = clock.now();
    const { tokens, at } = buckets.get(key) ?? { tokens: rate, at: now };
    const bucket = { tokens: Math.min(rate, tokens + (Math.max(0, now - at) * rate) / 1000), at: now };
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    admits({ account, region, service, operation }) {
      const needed = [
        { key: `${account} ${region} ${service} ${operation}`, rate: rateOf(service, operation) },
        { key: `${account} ${region} ${service}`, rate: sums[service] },
      ].flatMap(({ key, rate }) => (rate === undefined ? [] : [filled(key, rate)]));
      if (needed.some(({ tokens }) => tokens < 1)) return false;
      for (const bucket of needed) bucket.tokens -= 1;
      return true;
    },
  };
}
