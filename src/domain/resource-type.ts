// What AWS Backup can do with each kind of resource.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html
import type { RegionSettings } from './region-settings.ts';

const continuousTypes: ReadonlySet<string> = new Set(['RDS', 'Aurora', 'S3', 'SAP HANA on Amazon EC2']);

/** A continuous rule keeps one point of these up to date; of the others it makes snapshots. */
export const canBeContinuous = (type: string): boolean => continuousTypes.has(type);

const crossesNoRegion: ReadonlySet<string> = new Set(['Redshift', 'Redshift Serverless']);

/**
 * Why no copy of it can ever reach another Region; undefined when one can, or when nothing is known against it. Of FSx
 * only ONTAP cannot, and of RDS only Multi-AZ clusters, which their ARN tells.
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

/** Types whose ARNs have the form of another type's: naming one does not say which. */
const sharesClusterArn: ReadonlySet<string> = new Set(['Aurora', 'Neptune', 'DocumentDB']);

/** A resource of these is left out while its type is opted out, though a selection names it. */
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

/** Made by a restore test and gone soon: plans pass over it. */
export const isRestoreTestResource = (arn: string, name = ''): boolean =>
  arn.includes('awsbackup-restore-test') || name.includes('awsbackup-restore-test');
