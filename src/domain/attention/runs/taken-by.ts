// The backups of a resource, by plan and rule.
import type { CreatedBy, Job } from '../../jobs/job.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { RemoteResource } from '../points/remote-resource.ts';

export interface Taken {
  /** Epoch ms of the oldest and the newest backup. */
  readonly first: number;
  readonly last: number;
}

/** Keyed by the ids of plans and rules. */
export interface TakenBy {
  readonly plans: ReadonlyMap<string, Taken>;
  readonly rules: ReadonlyMap<string, Taken>;
}

/** Lists of jobs end after 30 days: recovery points, and copies with longer retention, show earlier runs. */
export function takenBy(backups: readonly Job[], points: readonly RecoveryPoint[], remote?: RemoteResource): TakenBy {
  const plans = new Map<string, OpenTaken>();
  const rules = new Map<string, OpenTaken>();
  const put = (by: CreatedBy | undefined, at: number) => {
    if (!by) return;
    widen(plans, by.planId, at);
    if (by.ruleId) widen(rules, by.ruleId, at);
  };
  for (const { createdBy, createdAt } of backups) put(createdBy, createdAt);
  for (const point of points) if (point.createdBy && !isContinuous(point)) put(point.createdBy, point.createdAt);
  for (const { createdBy, continuous, at } of remote?.points ?? []) if (!continuous) put(createdBy, at);
  return { plans, rules };
}

type OpenTaken = { -readonly [Member in keyof Taken]: Taken[Member] };

function widen(all: Map<string, OpenTaken>, id: string, at: number): void {
  const known = all.get(id);
  if (!known) all.set(id, { first: at, last: at });
  else if (at > known.last) known.last = at;
  else if (at < known.first) known.first = at;
}
