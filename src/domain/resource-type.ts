// What AWS Backup supports for each resource type.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
import type { RegionSettings } from './region-settings.ts';

const continuousTypes: ReadonlySet<string> = new Set(['RDS', 'Aurora', 'S3', 'SAP HANA on Amazon EC2']);

/** For these types a continuous rule keeps one recovery point up to date; for other types it makes snapshots. */
export const canBeContinuous = (type: string): boolean => continuousTypes.has(type);

const crossesNoRegion: ReadonlySet<string> = new Set(['Redshift', 'Redshift Serverless']);

/**
 * The reason why no copy of the resource can reach another Region; undefined if one can, or if no restriction is known.
 * Of FSx only ONTAP cannot be copied, and of RDS only Multi-AZ clusters, which the ARN shows.
 */
export function cannotCrossRegions(
  type: string,
  resourceArn: string,
  settings: Pick<RegionSettings, 'fullManagement'> | undefined,
): string | undefined {
  if (crossesNoRegion.has(type)) return `${type} cannot be copied to another Region`;
  if (type === 'RDS' && /:cluster:/.test(resourceArn))
    return 'RDS Multi-AZ clusters cannot be copied to another Region';
  if (type === 'DynamoDB' && settings?.fullManagement.DynamoDB === false) {
    return 'DynamoDB is copied to another Region only with its advanced features on';
  }
  return undefined;
}

/** Types whose ARNs have the form of another type's ARN: an ARN does not tell which type it is. */
const sharesClusterArn: ReadonlySet<string> = new Set(['Aurora', 'Neptune', 'DocumentDB']);

/** A resource of these types is skipped while its type is opted out, although a selection names it. */
const alwaysOptIn = (type: string, arn: string): boolean =>
  sharesClusterArn.has(type) ||
  (type === 'RDS' && arn.includes(':cluster:')) ||
  (type === 'FSx' && arn.includes(':file-system/'));

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
export function isOptedOut(
  { type, arn }: { readonly type: string; readonly arn: string },
  byArn: boolean,
  settings: Pick<RegionSettings, 'optIn'> | undefined,
): boolean {
  return settings?.optIn[type] === false && (!byArn || alwaysOptIn(type, arn));
}

/** A resource that a restore test made and that is deleted soon: plans skip it. */
export const isRestoreTestResource = (arn: string, name = ''): boolean =>
  arn.includes('awsbackup-restore-test') || name.includes('awsbackup-restore-test');
