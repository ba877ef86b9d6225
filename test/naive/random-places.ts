// Random account-Regions with resources, their backups, copies into each other's vaults and scans; some lists refused.
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { Objective } from '../../src/domain/attention/settings.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { ScanJob } from '../../src/domain/jobs/scan-job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { ProtectedResource } from '../../src/domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import { seededRandom } from '../support/matrix.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
export const now = Date.UTC(2026, 0, 15, 12);
/** The time of the requests for all lists. */
export const askedAt = now - minute;

const accounts = ['111122223333', '444455556666', '777788889999'] as const;
const regions = ['eu-west-1', 'us-east-1'] as const;
const vaultNames = ['main', 'dr', 'gap'] as const;

/** AWS's responses about one account-Region. */
export interface Place {
  readonly scope: Scope;
  readonly vaults: Vault[];
  readonly resources: ProtectedResource[];
  readonly jobs: Job[];
  readonly copies: Job[];
  readonly points: RecoveryPoint[];
  readonly scans: ScanJob[];
  readonly refused: ReadonlySet<string>;
}

export interface RandomPlaces {
  /** The watched ones. */
  readonly watched: readonly Place[];
  readonly objectives: readonly Objective[];
}

interface Dice {
  random(): number;
  isTrue(chance: number): boolean;
  below(count: number): number;
  oneOf<T>(values: readonly T[]): T;
}

function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  return {
    random,
    below,
    isTrue: (chance) => random() < chance,
    oneOf: (values) => values[below(values.length)] as (typeof values)[number],
  };
}

export function randomPlaces(seed: number): RandomPlaces {
  const dice = diceOf(seed);
  const places = accounts.flatMap((accountId) =>
    regions.map((region) => emptyPlace({ accountId, region, connection: '' }, dice)),
  );
  for (let index = 0; index < 8; index += 1) addResource(index, places, dice);
  const watched = places.filter((_, index) => index < 2 || dice.isTrue(0.7));
  return { watched, objectives: Array.from({ length: 1 + dice.below(5) }, () => objective(dice)) };
}

const lists = ['jobs', 'copies', 'points', 'vaults', 'scans'];

function emptyPlace(scope: Scope, dice: Dice): Place {
  const vaults = vaultNames.map((name) => ({
    scope,
    name,
    arn: vaultArn(scope, name),
    pointCount: 10,
    type: name === 'gap' ? 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' : 'BACKUP_VAULT',
    locked: name === 'dr' && dice.isTrue(0.5),
  }));
  const refused = new Set(lists.filter(() => dice.isTrue(0.06)));
  return { scope, vaults, refused, resources: [], jobs: [], copies: [], points: [], scans: [] };
}

const vaultArn = ({ region, accountId }: Scope, name: string): string =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;

interface Resource {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly home: Place;
}

const aboutOf = ({ arn, name, type }: Resource) => ({ resourceArn: arn, resourceName: name, resourceType: type });

function addResource(index: number, places: readonly Place[], dice: Dice): void {
  const home = dice.oneOf(places);
  const isBucket = dice.isTrue(0.3);
  const name = `${isBucket ? 'bucket' : 'db'}-${index}`;
  const { region, accountId } = home.scope;
  const arn = isBucket ? `arn:aws:s3:::${name}` : `arn:aws:rds:${region}:${accountId}:db:${name}`;
  const resource: Resource = { arn, name, type: isBucket ? 'S3' : 'RDS', home };
  if (dice.isTrue(0.8)) home.resources.push({ scope: home.scope, arn, name, type: resource.type });
  const targets = [...new Set(Array.from({ length: dice.below(3) }, () => dice.oneOf(places)))];
  const vaultOf = new Map(targets.map((place) => [place, dice.oneOf(vaultNames)]));
  const since = dice.below(5) * dice.below(2);
  const nights = dice.below(12);
  for (let night = since; night < since + nights; night += 1) {
    if (dice.isTrue(0.25)) continue;
    const source = backUp(resource, now - 7 * hour - night * day + index * minute, dice);
    if (!source) continue;
    for (const [place, vault] of vaultOf) if (dice.isTrue(0.7)) copyTo(place, vault, { source, resource }, dice);
  }
  if (dice.isTrue(0.2)) backUp(resource, now - 20 * minute, dice);
  if (dice.isTrue(0.15)) follow(resource, dice);
}

const id = (dice: Dice): string => Math.floor(dice.random() * 2 ** 40).toString(16);

/** A job of its home, and the point that it made; undefined: it failed. */
function backUp(resource: Resource, at: number, dice: Dice): RecoveryPoint | undefined {
  const { home } = resource;
  const vaultName = dice.isTrue(0.8) ? 'main' : 'gap';
  const isDone = dice.isTrue(0.9);
  const arn = `arn:aws:backup:${home.scope.region}:${home.scope.accountId}:recovery-point:${id(dice)}`;
  const where = { scope: home.scope, vaultName, vaultArn: vaultArn(home.scope, vaultName), ...aboutOf(resource) };
  const completedAt = at + 18 * minute;
  home.jobs.push({
    ...where,
    kind: 'backup',
    id: id(dice),
    createdAt: at,
    completedAt,
    isParent: false,
    ...(isDone ? { state: 'COMPLETED', recoveryPointArn: arn } : { state: 'FAILED' }),
  });
  if (!isDone) return undefined;
  const point = { ...where, arn, createdAt: at, completedAt, status: 'COMPLETED', encrypted: true, isParent: false };
  // What has just been made the list may not have yet; of earlier ones some were deleted.
  if (dice.isTrue(completedAt > askedAt - 5 * minute ? 0.5 : 0.85)) addPoint(home, point, dice);
  return point;
}

const statuses = ['PARTIAL', 'EXPIRED', 'DELETING', 'CREATING'];

function addPoint(place: Place, point: RecoveryPoint, dice: Dice): void {
  place.points.push(dice.isTrue(0.8) ? point : { ...point, status: dice.oneOf(statuses) });
  if (dice.isTrue(0.2)) scan(place, point, dice);
}

function scan(place: Place, { arn, vaultName, ...point }: RecoveryPoint, dice: Dice): void {
  const { resourceArn, resourceName, resourceType, createdAt } = point;
  for (let count = 1 + dice.below(2); count > 0; count -= 1) {
    const completedAt = createdAt + dice.below(5 * 60) * minute;
    const result = dice.oneOf(['THREATS_FOUND', 'NO_THREATS_FOUND', undefined]);
    place.scans.push({
      scope: place.scope,
      id: id(dice),
      resourceArn,
      resourceName,
      resourceType,
      vaultName,
      recoveryPointArn: arn,
      createdAt,
      completedAt,
      state: result ? 'COMPLETED' : 'FAILED',
      ...(result ? { result } : {}),
    });
  }
}

interface Copied {
  readonly source: RecoveryPoint;
  readonly resource: Resource;
}

/** Copy jobs are in the account-Region of the source; a copy has its source's date. */
function copyTo(place: Place, vaultName: string, { source, resource }: Copied, dice: Dice): void {
  const { home } = resource;
  const to = vaultArn(place.scope, vaultName);
  const arn = `arn:aws:backup:${place.scope.region}:${place.scope.accountId}:recovery-point:copy-${id(dice)}`;
  const state = dice.oneOf(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'FAILED', 'RUNNING']);
  const isJustDone = source.createdAt > now - day && dice.isTrue(0.5);
  const completedAt = isJustDone ? now - 3 * minute : source.createdAt + 90 * minute;
  home.copies.push({
    kind: 'copy',
    id: id(dice),
    scope: home.scope,
    state,
    ...aboutOf(resource),
    vaultName,
    vaultArn: to,
    recoveryPointArn: source.arn,
    createdAt: source.createdAt + hour,
    isParent: false,
    ...(state === 'RUNNING' ? {} : { completedAt }),
    ...(state === 'COMPLETED' ? { copiedPointArn: arn } : {}),
  });
  if (state !== 'COMPLETED' || dice.isTrue(isJustDone ? 0.5 : 0.15)) return;
  const sourceVaultArn = source.vaultArn ?? '';
  addPoint(place, { ...source, scope: place.scope, arn, vaultName, vaultArn: to, sourceVaultArn }, dice);
}

/** A continuous point: created long ago, and current while its status says so. */
function follow(resource: Resource, dice: Dice): void {
  const { home } = resource;
  const { scope } = home;
  const arn = `arn:aws:backup:${scope.region}:${scope.accountId}:recovery-point:continuous:${id(dice)}`;
  home.points.push({
    scope,
    arn,
    vaultName: 'main',
    vaultArn: vaultArn(scope, 'main'),
    ...aboutOf(resource),
    createdAt: now - 60 * day - 13 * minute,
    encrypted: true,
    isParent: false,
    status: dice.oneOf(['AVAILABLE', 'AVAILABLE', 'STOPPED']),
  });
}

const everyDays = [0.5, 1, 1, 2, 4, 7, 40];

function objective(dice: Dice): Objective {
  const account = dice.oneOf(accounts);
  const region = dice.oneOf(regions);
  const words = ['other-region', 'other-account', 'air-gapped', 'locked', 'dr', 'm*n', region, account];
  const location = dice.oneOf([
    undefined,
    undefined,
    ...words,
    vaultArn({ accountId: account, region, connection: '' }, 'dr'),
  ]);
  const about = dice.oneOf([{}, {}, { type: 'rds' }, { type: 'S3' }, { name: 'db-*' }, { name: 'bucket-1' }]);
  return { everyMs: dice.oneOf(everyDays) * day, ...about, ...(location === undefined ? {} : { in: location }) };
}

/** As the program has them. */
export function factsOfPlace({ scope, refused, ...lists }: Place): ScopeFacts {
  const response = <Row>(name: string, rows: readonly Row[]) => (refused.has(name) ? undefined : { rows, at: askedAt });
  const facts = {
    backupJobs: response('jobs', lists.jobs),
    copyJobs: response('copies', lists.copies),
    points: response('points', lists.points),
    vaults: response('vaults', lists.vaults),
    scanJobs: response('scans', lists.scans),
    resources: response('resources', lists.resources),
    rules: response('rules', []),
    selections: response('selections', []),
  };
  const known = Object.entries(facts).filter(([, list]) => list !== undefined);
  return { scope, ...(Object.fromEntries(known) as Omit<ScopeFacts, 'scope'>) };
}
