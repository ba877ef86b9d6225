// The restores that callers' restore testing plans start: at each slot one for each resource that has a point.
import type { BoundedCache } from './bounded-cache.ts';
import { createDice, seedOf } from './dice.ts';
import { type RestoreFate, restoreFate, restoreRunMinutes } from './follow-fates.ts';
import type { Overlay } from './overlay.ts';
import { pointAsBackup, type RecoveryPoint } from './recovery-point.ts';
import { type RestoreTestEra, type RestoreTestSelection, restoreTestEras } from './restore-testing.ts';
import { matchesArn } from './selection-match.ts';
import { type ScheduleCaches, scheduleOf } from './series.ts';
import type { VaultSpec } from './spec.ts';
import type { VaultPoints } from './vault-points.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** A restore is created this soon after its slot. */
const longestDelayMs = 600_000;

export interface RestoreTestRunsOptions {
  account: string;
  overlay: Overlay;
  vaults(region: string): VaultSpec[];
  points: VaultPoints;
  caches: ScheduleCaches & { restores: BoundedCache<RestoreFate[]> };
}

/** Those of the slots from shortly before `from` up to, not including, `to`. */
export type RestoreTestRuns = (region: string, from: number, to: number) => RestoreFate[];

export function createRestoreTestRuns({ account, overlay, vaults, points, caches }: RestoreTestRunsOptions) {
  const pointsAt = (region: string, { plan }: RestoreTestEra, slotAt: number): RecoveryPoint[] => {
    const { includes, excludes, types, windowDays } = plan.points;
    const isNamed = (list: readonly string[], arn: string) => list.some((pattern) => matchesArn(pattern, arn));
    const inVault = (vault: string, since: number) => points.between(region, vault, since, slotAt, slotAt);
    return vaults(region)
      .filter(({ arn }) => isNamed(includes, arn) && !isNamed(excludes, arn))
      .flatMap(({ name }) => [
        ...(types.includes('SNAPSHOT') ? inVault(name, slotAt - windowDays * dayMs).filter(isSnapshot) : []),
        // A continuous point bears an old date however new its data are.
        ...(types.includes('CONTINUOUS') ? inVault(name, 0).filter(isContinuous) : []),
      ])
      .filter(isRestorable);
  };

  const runOf = (region: string, era: RestoreTestEra, slotAt: number): RestoreFate[] => {
    const all = pointsAt(region, era, slotAt);
    return era.plan.selections.flatMap((selection) =>
      [...Map.groupBy(all.filter(isSelectedBy(selection)), ({ backup }) => backup.resource.arn)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([arn, candidates]) => testedFate(era, selection, choose(era, arn, candidates, slotAt), slotAt)),
    );
  };

  const runs: RestoreTestRuns = (region, from, to) =>
    restoreTestEras(overlay, region).flatMap((era) => {
      const { schedule } = scheduleOf(caches, era.plan);
      const slots = schedule.between(Math.max(from - longestDelayMs, era.from), Math.min(to, era.until ?? to));
      return slots.flatMap((slotAt) =>
        caches.restores.get(`${account} ${region} ${era.key} ${slotAt}`, () => runOf(region, era, slotAt)),
      );
    });
  return runs;
}

const isContinuous = ({ backup, copy }: RecoveryPoint) => backup.continuous && copy === undefined;
const isSnapshot = (point: RecoveryPoint) => !isContinuous(point);
const isRestorable = ({ status, storageClass }: RecoveryPoint) =>
  (status === 'COMPLETED' || status === 'AVAILABLE') && storageClass === 'WARM';

const isSelectedBy =
  ({ type, arns, equals, notEquals }: RestoreTestSelection) =>
  ({ backup: { resource } }: RecoveryPoint): boolean =>
    resource.type === type &&
    (arns === undefined || arns.some((pattern) => pattern === '*' || pattern === resource.arn)) &&
    equals.every(({ key, value }) => resource.tags[key] === value) &&
    !notEquals.some(({ key, value }) => resource.tags[key] === value);

function choose({ plan }: RestoreTestEra, arn: string, candidates: RecoveryPoint[], slotAt: number): RecoveryPoint {
  const sorted = candidates.toSorted((a, b) => a.completedAt - b.completedAt || (a.arn < b.arn ? -1 : 1));
  if (plan.points.algorithm === 'LATEST_WITHIN_WINDOW') return sorted.at(-1) as RecoveryPoint;
  return createDice(seedOf('random point', plan.arn, arn, slotAt)).pick(sorted);
}

const deletionFailure = 'The restored resource could not be deleted: it was changed after the restore.';

function testedFate(
  { plan }: RestoreTestEra,
  selection: RestoreTestSelection,
  point: RecoveryPoint,
  slotAt: number,
): RestoreFate {
  const { name, arn, cron, timezone } = plan;
  const test = { name, arn, cron, timezone, resources: [], runMinutes: restoreRunMinutes };
  const fate = restoreFate(test, slotAt, pointAsBackup(point, selection.roleArn));
  const { validationHours = 0, overrides } = selection;
  const dice = createDice(seedOf('clean up', fate.id));
  const validatedAt = fate.endsAt + validationHours * hourMs;
  return {
    ...fate,
    overrides,
    validatedBy: validationHours > 0 ? 'caller' : 'nobody',
    validatedAt,
    deletedAt: validatedAt + dice.whole(5 * 60_000, 40 * 60_000),
    ...(dice.chance(0.02) && { deletionFailure }),
  };
}
