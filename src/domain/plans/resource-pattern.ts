// Describes the ARNs and ARN patterns of a selection in words.
import { tableOf } from '../../lib/text/table.ts';
import { shortName } from '../arn.ts';
import { namesApart } from '../arn-names.ts';

/**
 * Names of resource kinds, by service and by the start of the ARN's resource part.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const kinds = tableOf<string>({
  'backup-gateway vm/': 'VMware virtual machines',
  'cloudformation stack/': 'CloudFormation stacks',
  'docdb-elastic cluster/': 'DocumentDB elastic clusters',
  'dsql cluster/': 'Aurora DSQL clusters',
  'dynamodb table/': 'DynamoDB tables',
  'ec2 instance/': 'EC2 instances',
  'ec2 volume/': 'EBS volumes',
  'eks cluster/': 'EKS clusters',
  'elasticfilesystem file-system/': 'EFS file systems',
  'fsx file-system/': 'FSx file systems',
  'fsx volume/': 'FSx volumes',
  // The ARN does not distinguish these, nor a Multi-AZ cluster of RDS.
  'rds cluster:': 'Aurora, DocumentDB, Neptune and RDS clusters',
  'rds db:': 'RDS databases',
  'redshift cluster:': 'Redshift clusters',
  'redshift-serverless namespace/': 'Redshift Serverless namespaces',
  's3 ': 'S3 buckets',
  'ssm-sap HANA/': 'SAP HANA databases',
  'storagegateway gateway/': 'Storage Gateway volumes',
  'timestream database/': 'Timestream databases',
});

const services = tableOf<string>({
  'backup-gateway': 'VMware',
  cloudformation: 'CloudFormation',
  dynamodb: 'DynamoDB',
  dsql: 'Aurora DSQL',
  ec2: 'EC2 and EBS',
  eks: 'EKS',
  elasticfilesystem: 'EFS',
  fsx: 'FSx',
  rds: 'RDS, Aurora, DocumentDB and Neptune',
  redshift: 'Redshift',
  'redshift-serverless': 'Redshift Serverless',
  'ssm-sap': 'SAP HANA',
  storagegateway: 'Storage Gateway',
  timestream: 'Timestream',
});

/**
 * Returns one text for each ARN, in the same order: 'everything', 'all EBS volumes in eu-west-1', 'S3 buckets logs-*',
 * 'orders'.
 */
export function resourceWords(arns: readonly string[]): string[] {
  return namesApart(arns.map((arn) => (arn.includes('*') ? { name: patternWords(arn), id: arn } : nameOf(arn))));
}

const nameOf = (arn: string) => ({ name: shortName(arn), id: arn });

function patternWords(pattern: string): string {
  if (/^\*+$/.test(pattern)) return 'everything';
  const [, service = '', rest = '*'] = /^arn:[^:]*:([^:]+):(.*)$/s.exec(pattern) ?? [];
  if (service === '') return pattern;
  const { region, account, resource } = partsOf(rest);
  const where = [isAny(region) ? '' : ` in ${region}`, isAny(account) ? '' : ` of account ${account}`].join('');
  if (service !== 's3' && /^\*+$/.test(resource))
    return services[service] ? `all of ${services[service]}${where}` : pattern;
  const [start, name] = startOf(service, resource);
  const kind = kinds[`${service} ${start}`];
  if (kind === undefined) return pattern;
  return /^\*+$/.test(name) ? `all ${kind}${where}` : `${kind} ${name}${where}`;
}

interface Parts {
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** 'arn:aws:ec2:*' ends early: the `*` stands for all remaining parts. */
function partsOf(rest: string): Parts {
  const [region = '', account, ...resource] = rest.split(':');
  if (account === undefined || resource.length === 0) return { region: '*', account: '*', resource: '*' };
  return { region, account, resource: resource.join(':') };
}

const isAny = (text: string): boolean => text === '' || /^\*+$/.test(text);

/** 'volume/' and '*' of 'volume/*'; buckets have no kind in front of the name. */
function startOf(service: string, resource: string): readonly [start: string, name: string] {
  const cut = service === 's3' ? 0 : resource.search(/[:/]/) + 1;
  return [resource.slice(0, cut), resource.slice(cut)];
}
