// Snapshots that a resource's own service made, without AWS Backup: requested when the page of the resource opens.
import type { Ec2Snapshot } from '../../aws/declared/ec2.ts';
import type { DbSnapshot } from '../../aws/declared/rds.ts';
import { shortName } from '../../domain/arn.ts';
import type { ResourcePage } from '../../domain/resource-page.ts';
import { ageColumn } from '../common-columns.ts';
import { isRefused, joinDocument, type Refused } from '../document.ts';
import { defined, epochOf, wordsOf } from '../reading.ts';
import type { DetailSection, RequestContext } from '../resource.ts';
import { fieldsSection, tableColumn, tableSection } from '../sections.ts';

export interface OwnSnapshot {
  readonly id: string;
  /** Epoch ms. */
  readonly at?: number;
  readonly state?: string;
  /** 'automated' or 'manual' for RDS, the description for EBS. */
  readonly kind?: string;
}

/** Absent members of `ResourcePage`: the type has no such request. */
export interface OwnSnapshots {
  readonly service: string;
  readonly snapshots: readonly OwnSnapshot[] | Refused;
}

type Asked = Pick<ResourcePage, 'arn' | 'type' | 'scope'>;

/** undefined: vaultop does not know how to ask the service of this type. */
export async function describeOwnSnapshots(request: RequestContext, asked: Asked): Promise<OwnSnapshots | undefined> {
  const list = listers[asked.type];
  if (!list) return undefined;
  const { service, snapshots } = list(request, asked);
  const { response } = await joinDocument({ resource: Promise.resolve({}), response: snapshots });
  return { service, snapshots: isRefused(response) ? response : ((response ?? []) as OwnSnapshot[]) };
}

interface Lister {
  readonly service: string;
  readonly snapshots: Promise<readonly OwnSnapshot[]>;
}

type List = (request: RequestContext, asked: Asked) => Lister;

const ofVolume: List = (request, asked) => ({ service: 'EBS', snapshots: snapshotsOfVolume(request, asked) });
const ofInstance: List = (request, asked) => ({ service: 'RDS', snapshots: snapshotsOfInstance(request, asked) });
const ofCluster: List = (request, asked) => ({ service: 'RDS', snapshots: snapshotsOfCluster(request, asked) });

const listers: Readonly<Record<string, List>> = {
  EBS: ofVolume,
  RDS: ofInstance,
  Aurora: ofCluster,
  DocumentDB: ofCluster,
  Neptune: ofCluster,
};

/** AWS Backup tags the snapshots that it makes with the resource. */
const backupTag = 'aws:backup:source-resource';

async function snapshotsOfVolume(request: RequestContext, { arn, scope }: Asked): Promise<OwnSnapshot[]> {
  const Filters = [{ Name: 'volume-id', Values: [shortName(arn)] }];
  const { call } = request.callsWith({ scope });
  const { Snapshots = [] } = await call('ec2', 'DescribeSnapshots', { Filters, OwnerIds: ['self'] });
  const isOwn = ({ Tags = [] }: Ec2Snapshot) => !Tags.some(({ Key }) => Key === backupTag);
  return newestFirst(
    Snapshots.filter(isOwn).map(({ SnapshotId, StartTime, State, Description }) =>
      defined({
        id: wordsOf(SnapshotId) ?? '',
        at: epochOf(StartTime),
        state: wordsOf(State),
        kind: wordsOf(Description),
      }),
    ),
  );
}

async function snapshotsOfInstance(request: RequestContext, { arn, scope }: Asked): Promise<OwnSnapshot[]> {
  const DBInstanceIdentifier = shortName(arn);
  const { call } = request.callsWith({ scope });
  const { DBSnapshots = [] } = await call('rds', 'DescribeDBSnapshots', { DBInstanceIdentifier });
  return toOwn(DBSnapshots);
}

async function snapshotsOfCluster(request: RequestContext, { arn, scope }: Asked): Promise<OwnSnapshot[]> {
  const DBClusterIdentifier = shortName(arn);
  const { call } = request.callsWith({ scope });
  const { DBClusterSnapshots = [] } = await call('rds', 'DescribeDBClusterSnapshots', { DBClusterIdentifier });
  return toOwn(DBClusterSnapshots);
}

const toOwn = (found: readonly DbSnapshot[]): OwnSnapshot[] =>
  newestFirst(
    found
      .filter(({ SnapshotType }) => SnapshotType !== 'awsbackup')
      .map((one) =>
        defined({
          id: wordsOf(one.DBSnapshotIdentifier ?? one.DBClusterSnapshotIdentifier) ?? '',
          at: epochOf(one.SnapshotCreateTime),
          state: wordsOf(one.Status),
          kind: wordsOf(one.SnapshotType),
        }),
      ),
  );

const newestFirst = (found: readonly OwnSnapshot[]): OwnSnapshot[] =>
  found.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0));

const mostShown = 10;

const columns = [
  tableColumn('SNAPSHOT', 'grow', ({ id }: OwnSnapshot) => id),
  ageColumn(({ at }: OwnSnapshot) => at, { keep: 100 }),
  tableColumn('STATE', 10, ({ state }: OwnSnapshot) => state),
  tableColumn('KIND', 'grow', ({ kind }: OwnSnapshot) => kind),
];

export function ownSnapshotsSection({ service, snapshots }: OwnSnapshots): DetailSection {
  const title = `Snapshots made by ${service} itself`;
  if (isRefused(snapshots)) return fieldsSection(title, [['Not known', snapshots.refused, 'warn']]);
  const more = snapshots.length > mostShown ? ` (the newest ${mostShown} of ${snapshots.length})` : '';
  return tableSection(`${title}${more}`, { columns, rows: snapshots.slice(0, mostShown), empty: 'None.' });
}
