// An estate at a moment: what there is, computed from seed, time and what callers have changed.
import { leavesPoint } from './backup-fate.ts';
import { createOverlay, type Overlay } from './overlay.ts';
import { pointOfBackup, pointOfCopy, type RecoveryPoint, stuckForMs } from './recovery-point.ts';
import { createSmallEstate } from './small-estate.ts';
import type { Lifecycle, PlanSpec, RegionSpec, ResourceSpec, VaultSpec } from './spec.ts';
import { createTimeline, type Series, type Timeline } from './timeline.ts';

const dayMs = 86_400_000;
/** How far back points are looked for when nothing ever deletes them. */
const foreverDays = 400;

export interface Estate {
  account: string;
  accountName: string;
  /** Regions that hold anything. */
  regions: string[];
  timeline: Timeline;
  overlay: Overlay;
  vaults(region: string): VaultSpec[];
  plans(region: string): PlanSpec[];
  resources(region: string): ResourceSpec[];
  /** Recovery points in a vault at `now`, newest first. */
  points(region: string, vault: string, now: number): RecoveryPoint[];
  seed: string;
}

export interface EstateOptions {
  seed: string;
  account: string;
  now: number;
}

export function createEstate({ seed, account, now }: EstateOptions): Estate {
  const spec = createSmallEstate({ seed, account, originAt: Math.floor(now / dayMs) * dayMs });
  const overlay = createOverlay();
  const timeline = createTimeline(spec, seed, overlay, now);
  const nothing: RegionSpec = { region: '', vaults: [], resources: [], plans: [], restoreTests: [] };
  const regionOf = (region: string) => spec.regions.find((candidate) => candidate.region === region) ?? nothing;

  return {
    seed,
    account,
    accountName: spec.accountName,
    regions: spec.regions.map(({ region }) => region),
    timeline,
    overlay,
    vaults: (region) => overlay.vaultsIn(region, regionOf(region).vaults),
    plans: (region) => overlay.planSide.plansIn(region, regionOf(region).plans),
    resources: (region) => regionOf(region).resources.flatMap((resource) => [resource, ...(resource.members ?? [])]),
    points: (region, vault, at) => pointsIn(timeline, overlay, region, vault, at),
  };
}

function pointsIn(timeline: Timeline, overlay: Overlay, region: string, vault: string, now: number): RecoveryPoint[] {
  const since = ({ deleteAfterDays }: Lifecycle) => now - ((deleteAfterDays ?? foreverDays) + 2) * dayMs - stuckForMs;
  const own = timeline.series
    .filter((series) => series.region === region && series.rule.vault === vault)
    .flatMap((series) => timeline.ofSeries(series, since(series.rule.lifecycle), now))
    .concat(
      overlay
        .startedIn(region)
        .map(overlay.apply)
        .filter((fate) => fate.vault === vault),
    )
    .filter(leavesPoint)
    .flatMap((backup) => pointOfBackup(backup, now) ?? []);
  const copied = timeline.series
    .flatMap((series) => copyReach(series, region, vault).map((lifecycle) => ({ series, from: since(lifecycle) })))
    .flatMap(({ series, from }) => timeline.ofSeries(series, from, now))
    .flatMap(timeline.copiesOf)
    .filter(({ to, outcome }) => outcome === 'COMPLETED' && to.region === region && to.vault === vault)
    .flatMap((copy) => pointOfCopy(copy, now) ?? []);
  return newestOfEach([...own, ...copied]).sort((a, b) => b.createdAt - a.createdAt || (a.arn < b.arn ? -1 : 1));
}

const copyReach = ({ rule }: Series, region: string, vault: string): Lifecycle[] =>
  rule.copies.filter((copy) => copy.region === region && copy.vault === vault).map(({ lifecycle }) => lifecycle);

/** Continuous points are updated in place: many jobs, one point. */
function newestOfEach(points: RecoveryPoint[]): RecoveryPoint[] {
  const byArn = new Map<string, RecoveryPoint>();
  for (const point of points) {
    const known = byArn.get(point.arn);
    if (known === undefined || known.completedAt < point.completedAt) byArn.set(point.arn, point);
  }
  return [...byArn.values()];
}
