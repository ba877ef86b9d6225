// Three kinds of rows, small, with all that a store must tell apart.
import type { RowShape, StoredScope } from '../../src/store/row-shape.ts';

export interface RowScope {
  readonly accountId: string;
  readonly region: string;
  readonly connection: string;
}

export interface JobRow {
  readonly scope: RowScope;
  readonly id: string;
  readonly createdAt: number;
  readonly state: string;
  readonly name?: string;
  readonly resourceArn?: string;
  readonly message?: string;
  readonly percent?: number;
  readonly endedAt?: number;
}

/** With a time; what is over stays over. */
export const jobs: RowShape<JobRow> = {
  resource: 'jobs',
  key: ({ id }) => id,
  keyMember: 'id',
  at: ({ createdAt }) => createdAt,
  state: ({ state }) => state,
  isBusy: ({ state }) => state === 'RUNNING',
  endsForGood: true,
  startedAt: ({ createdAt }) => createdAt,
  endedAt: ({ endedAt }) => endedAt,
  beforeEnd: { state: 'RUNNING', row: ({ endedAt: _, ...job }) => ({ ...job, state: 'RUNNING' }) },
  subject: ({ resourceArn }) => resourceArn,
  shared: ['state', 'name', 'resourceArn'],
  sharedOnceOver: ['message'],
  volatile: ['percent'],
  searchTexts: ({ id, name = '', message = '', state }) => [id, name, message, state],
};

export interface PointRow {
  readonly scope: RowScope;
  readonly arn: string;
  readonly createdAt: number;
  readonly status: string;
  readonly vaultName: string;
  readonly size?: number;
  readonly type?: string;
  readonly restoredAt?: number;
}

/** With a time; some listings tell less, and one may be busy again. */
export const points: RowShape<PointRow> = {
  resource: 'points',
  key: ({ arn }) => arn,
  keyMember: 'arn',
  at: ({ createdAt }) => createdAt,
  state: ({ status }) => status,
  isBusy: ({ status }) => status === 'CREATING',
  shared: ['vaultName', 'type'],
  volatile: ['restoredAt'],
  searchTexts: ({ arn, vaultName, type = '' }) => [arn, vaultName, type],
  sortValues: { size: ({ size }) => (size === 0 ? undefined : size) },
};

export interface VaultRow {
  readonly scope: RowScope;
  readonly name: string;
  readonly lock?: string;
  readonly count?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Without a time and without shared members. */
export const vaults: RowShape<VaultRow> = {
  resource: 'vaults',
  key: ({ name }) => `vault/${name}`,
  at: () => 0,
  shared: [],
  volatile: ['count'],
  searchTexts: ({ name }) => [name],
};

export const shapes: readonly RowShape[] = [jobs, points, vaults];

/** The account's own identity, another one that sees the same account-Region, and another account. */
export const own: StoredScope = { identity: 'own', accountId: '111111111111', region: 'eu-west-1' };
export const other: StoredScope = { identity: 'management', accountId: '111111111111', region: 'eu-west-1' };
export const elsewhere: StoredScope = { identity: 'management', accountId: '222222222222', region: 'eu-west-1' };
export const scopes: readonly StoredScope[] = [own, other, elsewhere];

export const toScope = ({ identity, accountId, region }: StoredScope): RowScope => ({
  accountId,
  region,
  connection: identity,
});
export const toStored = ({ accountId, region, connection }: RowScope): StoredScope => ({
  identity: connection,
  accountId,
  region,
});
