// Published prices of stored backups in US dollars per GB-month, as far as a source was found: incomplete on purpose. A
// type or Region that is not listed has no price, and none is derived from others. The config file's section `prices`
// overrides these. https://aws.amazon.com/backup/pricing/ https://aws.amazon.com/ebs/pricing/
// https://aws.amazon.com/rds/pricing/

export interface Price {
  /** AWS Backup's name of the resource type. */
  readonly type: string;
  readonly regions: readonly string[];
  readonly tier: 'warm' | 'cold';
  /** For recovery points in logically air-gapped vaults, which have rates of their own. */
  readonly airGapped?: true;
  readonly dollarsPerGbMonth: number;
}

/** Of CloudWatch's GetMetricData, which has no free tier: $0.01 for 1,000 metrics. https://aws.amazon.com/cloudwatch/pricing/ */
export const dollarsPerMetric = 0.01 / 1_000;

/** The day on which the prices were collected: they change. */
export const pricesAsOf = '2026-11-28';

export const pricesSource = 'published price lists of AWS, collected by vaultop; your bill decides';

const northAmerica = ['us-east-1', 'us-east-2'];

export const prices: readonly Price[] = [
  { type: 'EBS', regions: [...northAmerica, 'ap-northeast-1'], tier: 'warm', dollarsPerGbMonth: 0.05 },
  { type: 'EBS', regions: northAmerica, tier: 'cold', dollarsPerGbMonth: 0.0125 },
  { type: 'EFS', regions: northAmerica, tier: 'warm', dollarsPerGbMonth: 0.05 },
  { type: 'EFS', regions: ['ap-northeast-1', 'ap-southeast-1'], tier: 'warm', dollarsPerGbMonth: 0.06 },
  { type: 'EFS', regions: northAmerica, tier: 'cold', dollarsPerGbMonth: 0.01 },
  { type: 'EFS', regions: ['ap-southeast-1'], tier: 'cold', dollarsPerGbMonth: 0.012 },
  { type: 'S3', regions: northAmerica, tier: 'warm', dollarsPerGbMonth: 0.05 },
  { type: 'DynamoDB', regions: northAmerica, tier: 'warm', dollarsPerGbMonth: 0.1 },
  { type: 'DynamoDB', regions: ['ap-northeast-1'], tier: 'warm', dollarsPerGbMonth: 0.114 },
  { type: 'RDS', regions: [...northAmerica, 'ap-northeast-1'], tier: 'warm', dollarsPerGbMonth: 0.095 },
  { type: 'Aurora', regions: ['us-east-2'], tier: 'warm', dollarsPerGbMonth: 0.021 },
  { type: 'Aurora', regions: ['ap-northeast-1'], tier: 'warm', dollarsPerGbMonth: 0.024 },
  { type: 'Aurora', regions: ['us-east-2'], tier: 'warm', airGapped: true, dollarsPerGbMonth: 0.0242 },
];
