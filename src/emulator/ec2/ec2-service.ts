import { tableOf } from '../../lib/text/table.ts';
import { regions } from '../account/account-service.ts';
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import { createQueryService } from '../protocols/query-service.ts';
import type { EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { flag, listOf, number, struct, text } from '../wire/own-schema.ts';
import { describeAvailabilityZones, describeSecurityGroups, describeSubnets } from './describe-network.ts';
import { describeInstances } from './instances.ts';
import { describeSnapshots } from './snapshots.ts';

interface Input {
  AllRegions?: boolean;
  RegionName?: string[];
  Filter?: { Name?: string; Value?: string[] }[];
}

const optInStatus = { ENABLED_BY_DEFAULT: 'opt-in-not-required', DISABLED: 'not-opted-in' } as Record<string, string>;

const describeRegions: RequestHandler = ({ AllRegions, RegionName: names = [], Filter = [] }: Input) => {
  const all = regions.map(({ RegionName, RegionOptStatus }) => ({
    regionName: RegionName,
    regionEndpoint: `ec2.${RegionName}.amazonaws.com`,
    optInStatus: optInStatus[RegionOptStatus] ?? 'opted-in',
  }));
  const unknown = names.find((name) => !all.some(({ regionName }) => regionName === name));
  if (unknown !== undefined) throw new AwsError('InvalidParameterValue', `Invalid region provided: ${unknown}`);
  const fields = tableOf<keyof (typeof all)[number]>({
    'region-name': 'regionName',
    endpoint: 'regionEndpoint',
    'opt-in-status': 'optInStatus',
  });
  const item = all.filter((region) => {
    if (!AllRegions && region.optInStatus === 'not-opted-in') return false;
    if (names.length > 0 && !names.includes(region.regionName)) return false;
    return Filter.every(({ Name = '', Value = [] }) => {
      const field = fields[Name];
      if (field === undefined) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
      return Value.includes(region[field]);
    });
  });
  return { regionInfo: { item } };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const codes: Readonly<Record<string, string | undefined>> = {
  AccessDeniedException: 'UnauthorizedOperation',
  ThrottlingException: 'RequestLimitExceeded',
};

export const createEc2Service = (): EmulatedService =>
  createQueryService({
    name: 'ec2',
    xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    input: struct({
      AllRegions: flag,
      RegionName: listOf(text),
      MaxResults: number,
      NextToken: text,
      InstanceId: listOf(text),
      Owner: listOf(text),
      Filter: listOf(struct({ Name: text, Value: listOf(text) })),
    }),
    handlers: {
      DescribeRegions: describeRegions,
      DescribeInstances: describeInstances,
      DescribeSnapshots: describeSnapshots,
      DescribeAvailabilityZones: describeAvailabilityZones,
      DescribeSubnets: describeSubnets,
      DescribeSecurityGroups: describeSecurityGroups,
    },
    isEc2: true,
    codeOf: ({ name }) => codes[name] ?? name,
  });
