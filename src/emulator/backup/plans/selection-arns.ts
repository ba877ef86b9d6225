// Checks the ARNs and patterns of a resource assignment.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
import { invalidParameter, limitExceeded } from '../../wire/aws-error.ts';

const mostArns = 500;
const mostPatterns = 30;

/** Services with resources that AWS Backup protects. */
const services: ReadonlySet<string> = new Set([
  'backup-gateway',
  'cloudformation',
  'dsql',
  'dynamodb',
  'ec2',
  'eks',
  'elasticfilesystem',
  'fsx',
  'rds',
  'redshift',
  'redshift-serverless',
  's3',
  'ssm-sap',
  'storagegateway',
  'timestream',
]);
const ec2Resource = /^(instance|volume)\/|^\*$|^(instance|volume)?\*$/;

export function checkArns(arns: string[]): void {
  for (const arn of arns) {
    const flaw = arn === '*' ? undefined : flawOf(arn);
    if (flaw !== undefined) throw invalidParameter(`${flaw}: ${arn}.`);
  }
  const patterns = arns.filter((arn) => arn.includes('*'));
  if (patterns.length > mostPatterns) throw limitExceeded(`At most ${mostPatterns} ARNs can hold wildcards.`);
  if (arns.length > mostArns) throw limitExceeded(`A backup selection can name at most ${mostArns} ARNs.`);
}

/** A wildcard can replace the Region, the account, or the end of the ARN. */
function flawOf(arn: string): string | undefined {
  const [prefix, partition = '', service = '', ...rest] = arn.split(':');
  if (prefix !== 'arn' || !/^aws[a-z-]*$/.test(partition) || /\s/.test(arn)) return 'Invalid ARN';
  if (!services.has(service)) return 'Unsupported resource type';
  // `arn:aws:ec2:*` matches the whole service.
  if (rest.length < 3) return rest.at(-1) === '*' ? undefined : 'Invalid ARN';
  const resource = rest.slice(2).join(':');
  if (resource === '' || resource.slice(0, -1).includes('*')) return 'Invalid ARN';
  return service === 'ec2' && !ec2Resource.test(resource) ? 'Unsupported resource type' : undefined;
}
