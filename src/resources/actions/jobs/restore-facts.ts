// What the form of a restore asks AWS for before it opens: the metadata of the point, names that are taken, and lists
// whose entries are possible values. Without the right to list, the field takes free text.
import { shortName } from '../../../domain/arn.ts';
import type { Metadata } from '../../../domain/restore/metadata-keys.ts';
import type { Offering } from '../../../domain/restore/restore-type.ts';
import { restoreTypeOf } from '../../../domain/restore/restore-types.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { LoadOptions, Option } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { unansweredQuestion } from './restore-names.ts';

export interface RestoreFacts {
  /** The restore metadata of the recovery point. */
  readonly metadata: Metadata;
  /** ARNs of resources that earlier restores created. */
  readonly made: readonly string[];
  readonly offers: Readonly<Partial<Record<Offering, readonly Option[]>>>;
  /** Operations that AWS did not answer, such as 'ec2:DescribeSubnets'. */
  readonly refused: readonly string[];
  /** Epoch ms: names with a date keep the date while the form is open. */
  readonly openedAt: number;
}

interface Offer {
  /** As in a policy of IAM. */
  readonly right: string;
  list(request: RequestContext): Promise<readonly Option[]>;
}

/** The first page is enough to choose from; any other value can be typed. */
const firstPage = 200;
const firstAliases = 100;

const option = (value: string | undefined, ...parts: readonly (string | undefined)[]): Option[] => {
  const label = parts.filter((part) => part !== undefined && part !== '').join(', ');
  return value === undefined ? [] : [{ value, ...(label === '' ? {} : { label }) }];
};

const nameTag = (tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): string | undefined =>
  tags.find(({ Key }) => Key === 'Name')?.Value;

const offerings: Readonly<Record<Offering, Offer>> = {
  zones: {
    right: 'ec2:DescribeAvailabilityZones',
    async list(request) {
      const { AvailabilityZones = [] } = await request.call('ec2', 'DescribeAvailabilityZones', {});
      return AvailabilityZones.flatMap(({ ZoneName, State }) =>
        option(ZoneName, State === 'available' ? undefined : State),
      );
    },
  },
  subnets: {
    right: 'ec2:DescribeSubnets',
    async list(request) {
      const { Subnets = [] } = await request.call('ec2', 'DescribeSubnets', { MaxResults: firstPage });
      return Subnets.flatMap(({ SubnetId, AvailabilityZone, VpcId, Tags }) =>
        option(SubnetId, nameTag(Tags), AvailabilityZone, VpcId),
      );
    },
  },
  'security-groups': {
    right: 'ec2:DescribeSecurityGroups',
    async list(request) {
      const { SecurityGroups = [] } = await request.call('ec2', 'DescribeSecurityGroups', { MaxResults: firstPage });
      return SecurityGroups.flatMap(({ GroupId, GroupName, VpcId }) => option(GroupId, GroupName, VpcId));
    },
  },
  'db-subnet-groups': {
    right: 'rds:DescribeDBSubnetGroups',
    async list(request) {
      const { DBSubnetGroups = [] } = await request.call('rds', 'DescribeDBSubnetGroups', {});
      return DBSubnetGroups.flatMap(({ DBSubnetGroupName, VpcId }) => option(DBSubnetGroupName, VpcId));
    },
  },
  keys: {
    right: 'kms:ListAliases',
    async list(request) {
      const { Aliases = [] } = await request.call('kms', 'ListAliases', { Limit: firstAliases });
      const { region, accountId } = request.scope;
      return Aliases.flatMap(({ AliasName, TargetKeyId }) =>
        TargetKeyId ? option(`arn:aws:kms:${region}:${accountId}:key/${TargetKeyId}`, AliasName) : [],
      );
    },
  },
};

/** Of further points only what differs is read. */
export async function loadRestoreFacts(
  request: RequestContext,
  point: RecoveryPoint,
  { isFirst = true }: LoadOptions<RecoveryPoint> = {},
): Promise<RestoreFacts> {
  const input = { BackupVaultName: point.vaultName, RecoveryPointArn: point.arn };
  const { RestoreMetadata: metadata = {} } = await request.call('backup', 'GetRecoveryPointRestoreMetadata', input);
  if (!isFirst) return { metadata, made: [], offers: {}, refused: [], openedAt: request.now };
  const type = restoreTypeOf(point, metadata);
  const wanted = new Set(type?.keys.flatMap(({ offers }) => offers ?? []));
  const [made, unanswered = [], ...lists] = await Promise.all([
    madeBefore(request, point.resourceArn),
    unansweredQuestion(request, type?.type, shortName(point.resourceArn)),
    ...[...wanted].map(async (offering) => ({ offering, options: await listed(request, offering) })),
  ]);
  return {
    metadata,
    made,
    offers: Object.fromEntries(lists.flatMap(({ offering, options }) => (options ? [[offering, options]] : []))),
    refused: [unanswered, ...lists.map(({ offering, options }) => (options ? [] : offerings[offering].right))].flat(),
    openedAt: request.now,
  };
}

export const rightFor = (offering: Offering): string => offerings[offering].right;

async function listed(request: RequestContext, offering: Offering): Promise<readonly Option[] | undefined> {
  try {
    return await offerings[offering].list(request);
  } catch {
    return undefined;
  }
}

/** Names to avoid: without them a used name may be proposed, and AWS fails that job. */
async function madeBefore(request: RequestContext, ResourceArn: string): Promise<readonly string[]> {
  try {
    const { RestoreJobs = [] } = await request.call('backup', 'ListRestoreJobsByProtectedResource', { ResourceArn });
    return RestoreJobs.flatMap(({ CreatedResourceArn }) => CreatedResourceArn ?? []);
  } catch {
    return [];
  }
}
