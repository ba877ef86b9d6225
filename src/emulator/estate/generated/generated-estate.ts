// Generated estates: rules create the vaults, plans and resources of each account and Region, on first use.

import { createBuilder, type RegionBuilder } from '../estate-builder.ts';
import { createRandom, seedOf } from '../random.ts';
import {
  type AccountName,
  type EstateSpec,
  lazyRegions,
  type OrganizationSpec,
  type PlanSpec,
  type RegionSpec,
  type VaultSpec,
} from '../spec.ts';
import { type AccountWaves, asOrganizationPlan, wavesOf } from './planted-waves.ts';

export interface GeneratedOptions {
  seed: string;
  /** The management account. */
  account: string;
  /** Epoch ms from which the dates of vaults and plans are counted back. */
  originAt: number;
  /** Epoch ms of the start. */
  now: number;
}

export interface GeneratedShape {
  /** The number of accounts; the first one is the management account. */
  accounts: number;
  regions: readonly string[];
  /** A cell is one Region of one account, numbered account by account. */
  resourcesIn(cell: number): number;
  /** The cell whose daily backups have a vault of their own, with a long retention. */
  great?: { cell: number; vault: string; deleteAfterDays: number };
  /** The estate has the planted waves of planted-waves.ts, and the seed decides no outcomes. */
  hasWaves?: true;
}

const teams = ['shop', 'billing', 'orders', 'search', 'media', 'ledger', 'crm', 'lab', 'render', 'maps'] as const;
const stages = ['prod', 'stage', 'dev'] as const;

/** A type that occurs more often in the list is picked more often. */
const types = [
  'EC2',
  'EC2',
  'EC2',
  'EC2',
  'EBS',
  'EBS',
  'EBS',
  'RDS',
  'RDS',
  'S3',
  'S3',
  'DynamoDB',
  'DynamoDB',
  'EFS',
  'Aurora',
  'FSx',
  'Storage Gateway',
] as const;

export function createGeneratedOrganization(options: GeneratedOptions, shape: GeneratedShape): OrganizationSpec {
  const wavesAt = (index: number, account: string) =>
    shape.hasWaves ? wavesOf(index, account, options.now) : undefined;
  const accounts = Array.from({ length: shape.accounts }, (_, index) => {
    const account = index === 0 ? options.account : memberId(options.account, index);
    const { joinedAt } = wavesAt(index, account) ?? {};
    const name = index === 0 ? 'acme-management' : nameOfAccount(index);
    return { account, name, ...(joinedAt !== undefined && { joinedAt }) };
  });
  return {
    accounts,
    estateOf(account) {
      const index = accounts.findIndex((candidate) => candidate.account === account);
      const accountName = accounts[index]?.name ?? '';
      const waves = wavesAt(index, account);
      const partners = shape.hasWaves ? {} : partnersOf(index, accounts);
      return createAccount({ ...options, account }, { shape, index, accountName, waves, partners });
    },
  };
}

/** Accounts that copy into each other's vaults. */
interface Partners {
  copiesTo?: string;
  copiesFrom?: string;
}

/** In each ten accounts two have copies of their weekly backups in the next account. */
function partnersOf(index: number, accounts: readonly AccountName[]): Partners {
  const place = index % 10;
  const next = accounts[index + 1]?.account;
  const previous = accounts[index - 1]?.account;
  if ((place === 1 || place === 3) && next !== undefined) return { copiesTo: next };
  return (place === 2 || place === 4) && previous !== undefined ? { copiesFrom: previous } : {};
}

/** Twelve digits. The step and 10^12 are coprime, so all ids differ. */
const memberId = (management: string, index: number) =>
  String((BigInt(management) + 618_033_988_749n * BigInt(index)) % 1_000_000_000_000n).padStart(12, '0');

function nameOfAccount(index: number): string {
  const team = teams[index % teams.length];
  const round = Math.floor(index / teams.length);
  const generation = Math.floor(round / stages.length);
  return `acme-${team}-${stages[round % stages.length]}${generation > 0 ? `-${generation + 1}` : ''}`;
}

interface Account {
  shape: GeneratedShape;
  /** The account's index in the organization. */
  index: number;
  accountName: string;
  waves: AccountWaves | undefined;
  partners: Partners;
}

function createAccount(options: GeneratedOptions, account: Account): EstateSpec {
  const build = createBuilder(options);
  const { shape, index, accountName, waves, partners } = account;
  const { regions } = shape;
  return {
    account: options.account,
    accountName,
    ...(partners.copiesFrom !== undefined && { copiesFrom: [partners.copiesFrom] }),
    ...(waves && { plantedEvents: waves.plantedEvents, plant: waves.plant }),
    ...lazyRegions(
      regions.map((region, at) => ({
        region,
        make: () =>
          createCell({
            build: build.region(region),
            region,
            nextRegion: regions[(at + 1) % regions.length] ?? region,
            prefix: accountName.replace(/^acme-/, ''),
            seed: `${options.seed} ${options.account}`,
            cell: index * regions.length + at,
            shape,
            waves,
            partners,
          }),
      })),
    ),
  };
}

interface Cell {
  build: RegionBuilder;
  region: string;
  /** The destination of its weekly copies. */
  nextRegion: string;
  prefix: string;
  seed: string;
  cell: number;
  shape: GeneratedShape;
  waves: AccountWaves | undefined;
  partners: Partners;
}

function createCell(cell: Cell): RegionSpec {
  const { build, region, waves, partners } = cell;
  const great = cell.shape.great?.cell === cell.cell ? cell.shape.great : undefined;
  const joinedAt = waves?.joinedAt;
  const resources = joinedAt === undefined ? resourcesOf(cell) : [];
  const plans = plansOf(cell, great);
  return {
    region,
    resources,
    vaults: vaultsOf(build, great?.vault, partners),
    plans: joinedAt === undefined ? plans : plans.map((plan) => asOrganizationPlan(plan, joinedAt)),
    // An account without backups has nothing to test.
    restoreTests: joinedAt === undefined ? [build.restoreTest('restore_test', resources.slice(0, 1))] : [],
    ...(waves && { jobFaults: waves.jobFaults(region, resources) }),
  };
}

function plansOf({ build, region, nextRegion, waves, partners }: Cell, great: GeneratedShape['great']): PlanSpec[] {
  const dailyVault = great?.vault ?? 'primary';
  const deleteAfterDays = great?.deleteAfterDays ?? 35;
  const toNext = { region: nextRegion, vault: 'dr', lifecycle: { deleteAfterDays: 90 } };
  const { copiesTo: account } = partners;
  const toPartner = account === undefined ? [] : [{ region, account, vault: 'dr', lifecycle: { deleteAfterDays: 30 } }];
  const chosen = { tagged: { backup: 'daily' }, ...(waves?.role !== undefined && { role: waves.role }) };
  return [
    build.plan('daily', {
      ...chosen,
      rules: [build.rule('DailyAtFive', 'cron(0 5 ? * * *)', { vault: dailyVault, deleteAfterDays })],
    }),
    build.plan('weekly', {
      ...chosen,
      versions: 2,
      rules: [
        build.rule('WeeklyOnSunday', 'cron(0 14 ? * SUN *)', {
          vault: 'long-term',
          deleteAfterDays: 90,
          copies: [toNext, ...toPartner],
        }),
      ],
    }),
  ];
}

const vaultsOf = (build: RegionBuilder, great: string | undefined, { copiesFrom }: Partners): VaultSpec[] => [
  build.vault('primary', { ageDays: 700, tags: { env: 'prod' }, notifies: true }),
  build.vault('long-term', { ageDays: 650, lock: { minDays: 7, maxDays: 400 } }),
  build.vault('dr', {
    ageDays: 400,
    lock: { minDays: 7, maxDays: 400, lockedInDays: -390 },
    policed: true,
    acceptsFrom: copiesFrom === undefined ? [] : [copiesFrom],
  }),
  ...(great === undefined ? [] : [build.vault(great, { ageDays: 800, tags: { env: 'prod' } })]),
];

function resourcesOf({ build, region, prefix, seed, cell, shape }: Cell) {
  const random = createRandom(seedOf(seed, 'resources', region));
  const { regions } = shape;
  return Array.from({ length: shape.resourcesIn(cell) }, (_, index) => {
    const team = random.pick(teams);
    const type = random.pick(types);
    // AWS: no two buckets have the same name, in whichever Region.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    const number = type === 'S3' ? index * regions.length + (cell % regions.length) : index;
    const name = `${prefix}-${team}-${String(number + 1).padStart(3, '0')}`;
    return build.resource(type, name, {
      sizeGib: random.whole(4, 4000),
      tags: { backup: 'daily', team },
    });
  });
}
