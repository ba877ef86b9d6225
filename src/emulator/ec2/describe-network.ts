// DescribeAvailabilityZones, DescribeSubnets and DescribeSecurityGroups.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { networkOf } from './network.ts';

interface PagedRequest {
  MaxResults?: number;
}

/** All of an account-Region fit on the smallest page. */
function checkSize({ MaxResults: size }: PagedRequest): void {
  if (size !== undefined && (size < 5 || size > 1_000)) {
    throw new AwsError('InvalidParameterValue', `Value (${size}) for parameter maxResults is invalid.`);
  }
}

export const describeAvailabilityZones: RequestHandler = (_: object, { account, region }) => ({
  availabilityZoneInfo: {
    item: networkOf(account, region).zones.map((zoneName) => ({
      zoneName,
      zoneState: 'available',
      regionName: region,
      optInStatus: 'opt-in-not-required',
    })),
  },
});

export const describeSubnets: RequestHandler = (input: PagedRequest, { account, region }) => {
  checkSize(input);
  const { subnets, vpcId, isDefault } = networkOf(account, region);
  return {
    subnetSet: {
      item: subnets.map(({ id, zone, name }) => ({
        subnetId: id,
        vpcId,
        availabilityZone: zone,
        state: 'available',
        defaultForAz: isDefault,
        tagSet: { item: [{ key: 'Name', value: name }] },
      })),
    },
  };
};

export const describeSecurityGroups: RequestHandler = (input: PagedRequest, { account, region }) => {
  checkSize(input);
  const { groups, vpcId } = networkOf(account, region);
  return {
    securityGroupInfo: {
      item: groups.map(({ id, name }) => ({ groupId: id, groupName: name, vpcId, ownerId: account })),
    },
  };
};
