// DescribeInstances: the estate's instances, with the volumes that are attached to them.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
import { nameInArn } from '../estate/arn.ts';
import type { ResourceSpec } from '../estate/spec.ts';
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { decodeToken, encodeToken } from '../wire/paging.ts';

interface DescribeInstancesRequest {
  MaxResults?: number;
  NextToken?: string;
  InstanceId?: string[];
}

const largestPage = 1_000;

export const describeInstances: RequestHandler = (input: DescribeInstancesRequest, { estate, region, account }) => {
  const { MaxResults: size = largestPage, NextToken, InstanceId: ids } = input;
  if (size < 5 || size > largestPage) {
    throw new AwsError('InvalidParameterValue', `Value (${size}) for parameter maxResults is invalid.`);
  }
  if (ids !== undefined && input.MaxResults !== undefined) {
    throw new AwsError('InvalidParameterCombination', 'MaxResults cannot be given with instance ids.');
  }
  const resources = estate.resources(region);
  const all = resources.filter(({ type, arn }) => type === 'EC2' && (ids?.includes(nameInArn(arn)) ?? true));
  const missing = ids?.find((id) => !all.some(({ arn }) => nameInArn(arn) === id));
  if (missing !== undefined) {
    throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${missing}' does not exist`);
  }
  const start = NextToken ? Number(decodeToken(NextToken)) : 0;
  const page = all.slice(start, start + size);
  const end = start + page.length;
  return {
    reservationSet: { item: page.map((instance) => toReservation(instance, resources, account)) },
    nextToken: end < all.length ? encodeToken(String(end)) : undefined,
  };
};

function toReservation({ arn, windows }: ResourceSpec, resources: readonly ResourceSpec[], ownerId: string) {
  const attached = resources.filter(({ attachedTo }) => attachedTo === arn);
  const instance = {
    instanceId: nameInArn(arn),
    instanceState: { code: 16, name: 'running' },
    ...(windows && { platform: 'windows' }),
    blockDeviceMapping: {
      item: attached.map((volume, index) => ({
        deviceName: `/dev/sd${'fghijklmnop'[index] ?? 'z'}`,
        ebs: { volumeId: nameInArn(volume.arn), status: 'attached', deleteOnTermination: false },
      })),
    },
  };
  return { reservationId: `r-${nameInArn(arn).slice(2)}`, ownerId, instancesSet: { item: [instance] } };
}
