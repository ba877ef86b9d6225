// The sources of a vault's recovery points: rules, and jobs that callers started.
import { vaultArn } from '../arn.ts';
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { EstateOverlay } from '../overlays/estate-overlay.ts';
import type { Lifecycle } from '../spec.ts';
import type { RuleSeries, Timeline } from '../timeline.ts';
import type { Arrivals } from './arrivals.ts';

const dayMs = 86_400_000;

/** A rule that creates points in a vault, directly or by copies. */
export interface Inflow {
  /** The timeline of the rule: of another account for its copies into the vault. */
  timeline: Timeline;
  series: RuleSeries;
  lifecycle: Lifecycle;
  isCopy: boolean;
}

export interface PointSources {
  inflows(region: string, vault: string): Inflow[];
  /** Backup jobs that callers started. */
  started(region: string, vault: string): SimulatedBackup[];
  /** Completed copy jobs that callers started into the vault. */
  manualCopies(region: string, vault: string): SimulatedCopy[];
  /** The oldest creation time of points whose retention callers extended, by a lifecycle or a legal hold. */
  oldestKept(region: string, vault: string): number;
  /** The ARNs of all resources that can have points in the vault. */
  resources(region: string, vault: string): Set<string>;
}

export interface PointSourceOptions {
  timeline: Timeline;
  overlay: EstateOverlay;
  arrivals: Arrivals;
}

export function createPointSources({ timeline, overlay, arrivals }: PointSourceOptions): PointSources {
  const copiesInto = (arn: string, source: Timeline): Inflow[] =>
    source.series.flatMap((series) =>
      series.rule.copies
        .filter((copy) => copy.vaultArn === arn)
        .map(({ lifecycle }) => ({ timeline: source, series, lifecycle, isCopy: true })),
    );

  const inflows = (region: string, vault: string): Inflow[] => [
    ...timeline
      .seriesIn(region)
      .filter(({ rule }) => rule.vault === vault)
      .map((series) => ({ timeline, series, lifecycle: series.rule.lifecycle, isCopy: false })),
    ...arrivals.timelines().flatMap((source) => copiesInto(vaultArn(region, arrivals.account, vault), source)),
  ];

  const started = (region: string, vault: string) =>
    overlay
      .startedIn(region)
      .map(overlay.apply)
      .filter((job) => job.vault === vault);

  return {
    inflows,
    started,
    manualCopies: (region, vault) =>
      arrivals.started(region).filter(({ to, outcome }) => to.vault === vault && outcome === 'COMPLETED'),
    oldestKept: (region, vault) => overlay.vaultOverlay.points.oldestKept(region, vault) - dayMs,
    resources: (region, vault) =>
      new Set([
        ...inflows(region, vault).flatMap(({ series }) =>
          series.origins.flatMap(({ resource }) => [resource.arn, ...(resource.members ?? []).map(({ arn }) => arn)]),
        ),
        ...started(region, vault).map(({ resource }) => resource.arn),
      ]),
  };
}
