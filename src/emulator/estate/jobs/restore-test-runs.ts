// Restore jobs of callers' restore testing plans: at each slot one job for each resource that has a recovery point.
import type { BoundedCache } from '../bounded-cache.ts';
import type { EstateOverlay } from '../overlays/estate-overlay.ts';
import { type EstatePoint, pointAsBackup } from '../points/estate-point.ts';
import type { VaultPoints } from '../points/vault-points.ts';
import { createRandom, seedOf } from '../random.ts';
import { matchesArn } from '../selection-match.ts';
import { type ScheduleCaches, scheduleOf } from '../series.ts';
import type { VaultSpec } from '../spec.ts';
import { type RestoreTestPlan, type RestoreTestSelection, restoreTestPeriods, tagPrefix } from './restore-testing.ts';
import { restoreRunMinutes, type SimulatedRestore, simulateRestore } from './simulated-restore.ts';
import { withinConcurrency } from './test-concurrency.ts';
import { missingOverride } from './test-overrides.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** The longest time between a slot and the creation of its restore job. */
const longestDelayMs = 600_000;

export interface RestoreTestRunsOptions {
  account: string;
  overlay: EstateOverlay;
  vaults(region: string): VaultSpec[];
  points: VaultPoints;
  caches: ScheduleCaches & { restores: BoundedCache<SimulatedRestore[]> };
}

/** Restore jobs of the slots from shortly before `from` to `to` (exclusive). */
export type RestoreTestRuns = (region: string, from: number, to: number) => SimulatedRestore[];

interface TestRun {
  plan: RestoreTestPlan;
  slotAt: number;
}

export function createRestoreTestRuns({ account, overlay, vaults, points, caches }: RestoreTestRunsOptions) {
  const pointsOf = (region: string, { plan, slotAt }: TestRun): EstatePoint[] => {
    const { includes, excludes, types, windowDays } = plan.points;
    const isNamed = (list: readonly string[], arn: string) => list.some((pattern) => matchesArn(pattern, arn));
    const inVault = (vault: string, since: number) => points.between({ region, vault, now: slotAt }, since, slotAt);
    return vaults(region)
      .filter(({ arn }) => isNamed(includes, arn) && !isNamed(excludes, arn))
      .flatMap(({ name }) => [
        ...(types.includes('SNAPSHOT') ? inVault(name, slotAt - windowDays * dayMs).filter(isSnapshot) : []),
        // A continuous point has an old creation date, however recent its data is.
        ...(types.includes('CONTINUOUS') ? inVault(name, 0).filter(isContinuous) : []),
      ])
      .filter(isRestorable);
  };

  const jobsOf = (region: string, run: TestRun): SimulatedRestore[] => {
    const { plan, slotAt } = run;
    const all = pointsOf(region, run);
    const jobs = plan.selections.flatMap((selection) =>
      [...Map.groupBy(all.filter(isSelectedBy(selection)), ({ backup }) => backup.resource.arn)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([arn, candidates]) => failedFor(simulateTestRestore(run, selection, choose(run, arn, candidates)))),
    );
    return withinConcurrency(jobs, slotAt + plan.startWindowHours * hourMs);
  };

  const runs: RestoreTestRuns = (region, from, to) =>
    restoreTestPeriods(overlay, region).flatMap((period) => {
      const { schedule } = scheduleOf(caches, period.plan);
      const slots = schedule.between(Math.max(from - longestDelayMs, period.from), Math.min(to, period.until ?? to));
      return slots.flatMap((slotAt) =>
        caches.restores.get(`${account} ${region} ${period.key} ${slotAt}`, () =>
          jobsOf(region, { plan: period.plan, slotAt }),
        ),
      );
    });
  return runs;
}

const isContinuous = ({ backup, copy }: EstatePoint) => backup.continuous && copy === undefined;
const isSnapshot = (point: EstatePoint) => !isContinuous(point);
const isRestorable = ({ status, storageClass }: EstatePoint) =>
  (status === 'COMPLETED' || status === 'AVAILABLE') && storageClass === 'WARM';

const isSelectedBy =
  ({ type, arns, equals, notEquals }: RestoreTestSelection) =>
  ({ backup: { resource } }: EstatePoint): boolean =>
    resource.type === type &&
    (arns === undefined || arns.some((pattern) => pattern === '*' || pattern === resource.arn)) &&
    equals.every(({ key, value }) => resource.tags[tagOf(key)] === value) &&
    !notEquals.some(({ key, value }) => resource.tags[tagOf(key)] === value);

const tagOf = (key: string): string => (key.startsWith(tagPrefix) ? key.slice(tagPrefix.length) : key);

function choose({ plan, slotAt }: TestRun, arn: string, candidates: EstatePoint[]): EstatePoint {
  const sorted = candidates.toSorted((a, b) => a.completedAt - b.completedAt || (a.arn < b.arn ? -1 : 1));
  if (plan.points.algorithm === 'LATEST_WITHIN_WINDOW') return sorted.at(-1) as EstatePoint;
  return createRandom(seedOf('random point', plan.arn, arn, slotAt)).pick(sorted);
}

/** AWS has no text for a missing key. */
function failedFor(job: SimulatedRestore): SimulatedRestore {
  const missing = missingOverride(job.backup.resource, job.overrides);
  if (!missing) return job;
  const { deletionFailure: _, ...rest } = job;
  const message = `Invalid restore metadata: missing ${missing}.`;
  return { ...rest, outcome: 'FAILED', reason: { message, category: 'InvalidParameters' } };
}

const deletionFailure = 'The restored resource could not be deleted: it was changed after the restore.';

function simulateTestRestore(
  { plan, slotAt }: TestRun,
  selection: RestoreTestSelection,
  point: EstatePoint,
): SimulatedRestore {
  const { name, arn, cron, timezone } = plan;
  const test = { name, arn, cron, timezone, resources: [], runMinutes: restoreRunMinutes };
  const job = simulateRestore(test, slotAt, pointAsBackup(point, selection.roleArn));
  const { validationHours = 0, overrides } = selection;
  const random = createRandom(seedOf('clean up', job.id));
  const validatedAt = job.endsAt + validationHours * hourMs;
  return {
    ...job,
    overrides,
    validatedBy: validationHours > 0 ? 'caller' : 'nobody',
    validatedAt,
    deletedAt: validatedAt + random.whole(5 * 60_000, 40 * 60_000),
    ...(random.chance(0.02) && { deletionFailure }),
  };
}
