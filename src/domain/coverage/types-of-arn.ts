// AWS Backup's resource types that an ARN may have.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
import { tableOf } from '../../lib/text/table.ts';
import { parseArn } from '../arn.ts';

/** By service and by the start of the resource part, up to its first `/` or `:`. */
const typesByStart = tableOf<readonly string[]>({
  'backup-gateway vm/': ['VirtualMachine'],
  'cloudformation stack/': ['CloudFormation'],
  'dsql cluster/': ['DSQL'],
  'dynamodb table/': ['DynamoDB'],
  'ec2 instance/': ['EC2'],
  'ec2 volume/': ['EBS'],
  'eks cluster/': ['EKS'],
  'elasticfilesystem file-system/': ['EFS'],
  'fsx file-system/': ['FSx'],
  'fsx volume/': ['FSx'],
  'rds cluster:': ['Aurora', 'DocumentDB', 'Neptune', 'RDS'],
  'rds db:': ['RDS'],
  'redshift cluster:': ['Redshift'],
  'redshift-serverless namespace/': ['Redshift Serverless'],
  'ssm-sap HANA/': ['SAP HANA on Amazon EC2'],
  'storagegateway gateway/': ['Storage Gateway'],
  'timestream database/': ['Timestream'],
});

const bucketTypes: readonly string[] = ['S3'];
const noTypes: readonly string[] = [];

/** Several: the ARN does not distinguish them. None: the type is not known here. */
export function typesOfArn(arn: string): readonly string[] {
  const start = startOfArn(arn);
  return start === 's3 ' ? bucketTypes : (typesByStart[start] ?? noTypes);
}

/** 'ec2 volume/', or 's3 ' for a bucket, whose ARN has no kind before its name. '' if the text is not an ARN. */
export function startOfArn(arn: string): string {
  const { service, resource = '' } = parseArn(arn) ?? {};
  if (service === undefined) return '';
  return service === 's3' ? 's3 ' : `${service} ${resource.slice(0, resource.search(/[:/]/) + 1)}`;
}
