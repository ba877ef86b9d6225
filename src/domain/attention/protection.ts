// How well each resource is protected: one row each, good or bad.
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';
import { runRecords } from './expected-runs.ts';
import { newestPoint } from './newest-point.ts';
import { promiseFor } from './objective.ts';
import { type CopyState, placeOfVault, promisedCopies } from './promised-copies.ts';
import { lastProof } from './restore-findings.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';

export interface Protection {
  readonly scope: Scope;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** Epoch ms of the newest data it can be restored to. */
  readonly newestAt?: number;
  readonly continuous: boolean;
  /** Ms; absent: nobody promised anything. */
  readonly promisedMs?: number;
  readonly promiseSource?: 'configured' | 'derived';
  readonly plans: readonly string[];
  readonly copies: readonly CopyProtection[];
  /** Epoch ms of the last restore that worked. */
  readonly provenAt?: number;
}

export interface CopyProtection {
  readonly vaultArn: string;
  /** 'dr in eu-west-1'. */
  readonly place: string;
  readonly state: CopyState;
  /** Epoch ms of the data that arrived. */
  readonly dataAt?: number;
  readonly lagMs?: number;
}

export function protectionOf(
  resource: ResourceCase,
  view: ScopeView,
  book: ScheduleBook,
  { objectives }: Pick<AttentionSettings, 'objectives'>,
  now: number,
): Protection {
  const records = runRecords(view, resource, book, now, new Set());
  const newest = newestPoint(view, resource);
  const promise = promiseFor(view, resource, records, objectives, book, now);
  const proof = lastProof(resource.restores);
  const { scope } = view.facts;
  return {
    scope,
    arn: resource.arn,
    name: resource.name,
    type: resource.type,
    continuous: newest?.continuous ?? false,
    plans: [...new Set(records.map(({ rule }) => rule.planName))],
    copies: promisedCopies(view, resource, now).map(({ vaultArn, state, arrivedDataAt, lagMs }) => ({
      ...{ vaultArn, state, place: placeOfVault(vaultArn, scope) },
      ...(arrivedDataAt === undefined ? {} : { dataAt: arrivedDataAt }),
      ...(lagMs === undefined ? {} : { lagMs }),
    })),
    ...(newest ? { newestAt: newest.at } : {}),
    ...(promise ? { promisedMs: promise.everyMs, promiseSource: promise.source } : {}),
    ...(proof ? { provenAt: proof.at } : {}),
  };
}

/** Good within its promise, a warning past it, bad past twice as long. */
export function ageTone({ newestAt, continuous, promisedMs, promiseSource }: Protection, now: number): Tone {
  if (newestAt === undefined) return 'bad';
  if (continuous) return 'good';
  if (promisedMs === undefined) return 'muted';
  const allowed = promiseSource === 'configured' ? promisedMs : promisedMs + Math.max(3_600_000, promisedMs / 8);
  if (now - newestAt <= allowed) return 'good';
  return now - newestAt > 2 * promisedMs ? 'bad' : 'warn';
}
