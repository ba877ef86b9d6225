// DescribeSnapshots: the snapshots of a volume that the account itself made, not those of AWS Backup.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html
import { nameInArn } from '../estate/arn.ts';
import { ownSnapshots } from '../inventory/own-snapshots.ts';
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import { AwsError } from '../wire/aws-error.ts';

interface DescribeSnapshotsRequest {
  Filter?: { Name?: string; Value?: string[] }[];
  Owner?: string[];
}

export const describeSnapshots: RequestHandler = (
  input: DescribeSnapshotsRequest,
  { estate, region, account, now },
) => {
  const { Filter = [], Owner: owners = [] } = input;
  const unknown = Filter.find(({ Name }) => Name !== 'volume-id');
  if (unknown) throw new AwsError('InvalidParameterValue', `The filter '${unknown.Name}' is invalid`);
  const isOwn = owners.length === 0 || owners.includes('self') || owners.includes(account);
  const volumes = estate.resources(region).filter(({ type, arn }) => {
    return type === 'EBS' && isOwn && Filter.every(({ Value = [] }) => Value.includes(nameInArn(arn)));
  });
  const item = volumes.flatMap((volume) =>
    ownSnapshots(volume, now).map(({ digits, at, isManual }) => ({
      snapshotId: `snap-${digits}`,
      volumeId: nameInArn(volume.arn),
      status: 'completed',
      startTime: new Date(at).toISOString(),
      ownerId: account,
      description: isManual ? 'before the migration' : 'Created for policy: policy-0b7ac5f2 schedule: nightly',
    })),
  );
  return { snapshotSet: { item } };
};
