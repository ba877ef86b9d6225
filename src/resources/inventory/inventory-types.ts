// The resource types that AWS Backup protects, by their names in ARNs, inventories and CloudFormation.
// https://docs.aws.amazon.com/resource-explorer/latest/userguide/supported-resource-types.html
import { parseArn } from '../../domain/arn.ts';
import { tableOf } from '../../lib/text/table.ts';

interface TypeOfArn {
  /** Service and kind in the ARN: the filter of the tagging API, and Resource Explorer's type. */
  readonly filter: string;
  /** AWS Backup's names. Several: the ARN does not distinguish them. */
  readonly types: readonly string[];
  /** The resource part of an ARN, if the kind alone does not decide. */
  readonly resource?: RegExp;
  /** Resource Explorer lacks the type. A text names it, if other resources of the type are included. */
  readonly isUnexplored?: true | string;
}

const typesOfArns: readonly TypeOfArn[] = [
  { filter: 'ec2:instance', types: ['EC2'] },
  { filter: 'ec2:volume', types: ['EBS'] },
  { filter: 's3:bucket', types: ['S3'] },
  { filter: 'rds:db', types: ['RDS'] },
  { filter: 'rds:cluster', types: ['Aurora', 'DocumentDB', 'Neptune', 'RDS'] },
  { filter: 'dynamodb:table', types: ['DynamoDB'] },
  { filter: 'elasticfilesystem:file-system', types: ['EFS'] },
  { filter: 'fsx:file-system', types: ['FSx'] },
  { filter: 'fsx:volume', types: ['FSx'], isUnexplored: 'FSx for ONTAP' },
  // The gateway itself is not backed up.
  { filter: 'storagegateway:gateway', types: ['Storage Gateway'], resource: /\/volume\//, isUnexplored: true },
  { filter: 'redshift:cluster', types: ['Redshift'] },
  { filter: 'redshift-serverless:namespace', types: ['Redshift Serverless'], isUnexplored: true },
  { filter: 'cloudformation:stack', types: ['CloudFormation'] },
  { filter: 'eks:cluster', types: ['EKS'] },
  { filter: 'timestream:database', types: ['Timestream'], isUnexplored: true },
  { filter: 'dsql:cluster', types: ['DSQL'], isUnexplored: true },
  { filter: 'backup-gateway:vm', types: ['VirtualMachine'], isUnexplored: true },
  { filter: 'ssm-sap:HANA', types: ['SAP HANA on Amazon EC2'], isUnexplored: true },
];

export const taggingFilters: readonly string[] = typesOfArns.map(({ filter }) =>
  filter === 'ssm-sap:HANA' ? 'ssm-sap' : filter,
);

/** Resource Explorer's names of the types that it may contain. */
export const explorerTypes: readonly string[] = typesOfArns
  .filter(({ isUnexplored }) => !isUnexplored)
  .map(({ filter }) => filter);

/** AWS Backup's names of the types that Resource Explorer lacks, if it contains these. */
export function typesMissingBeside(listed: readonly string[]): string[] {
  const isListed = ({ filter, isUnexplored }: TypeOfArn) => !isUnexplored && listed.includes(filter);
  const missing = typesOfArns
    .filter((entry) => !isListed(entry))
    .flatMap(({ types, isUnexplored }) => (typeof isUnexplored === 'string' ? isUnexplored : types));
  return [...new Set(missing)].sort();
}

const byFilter = tableOf(Object.fromEntries(typesOfArns.map((entry) => [entry.filter, entry])));

/** undefined: AWS Backup does not protect such resources. */
export function typesOfArn(arn: string): readonly string[] | undefined {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const kind = service === 's3' ? 'bucket' : resource.split(/[:/]/)[0];
  const entry = byFilter[`${service}:${kind}`];
  return entry !== undefined && (entry.resource?.test(resource) ?? true) ? entry.types : undefined;
}

const typeOfEngine = tableOf({ docdb: 'DocumentDB', neptune: 'Neptune', mysql: 'RDS', postgres: 'RDS' });

/**
 * AWS Backup's name for the type of a cluster.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export const typeOfCluster = (engine: string): string | undefined =>
  engine.startsWith('aurora') ? 'Aurora' : typeOfEngine[engine];
