// What needs attention as the last evaluation left it in the store. No call is made, and nothing is evaluated.
import { lineRowsOfAll } from '../../domain/attention/findings/finding-groups.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { Severity } from '../../domain/attention/findings/severity.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import { rowShapeOf } from '../../engine/store/row-shapes.ts';
import { toScope } from '../../engine/stored-scope.ts';
import { dayMs } from '../../lib/duration.ts';
import { resources } from '../../resources/index.ts';
import { createStoreReader, type StoreReader } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import type { Database } from '../../store/sqlite.ts';

export interface StatusQuery {
  /** Ids; empty: all. */
  readonly accounts: readonly string[];
  /** Empty: all. */
  readonly regions: readonly string[];
}

export interface StatusPlace {
  readonly accountId: string;
  readonly region: string;
  /** Epoch ms of the oldest response that the findings rest on; undefined: a list has no response. */
  readonly asOf: number | undefined;
}

export interface StoredStatus {
  /** Lines of the attention list by severity. */
  readonly counts: Readonly<Record<Severity | 'muted', number>>;
  /** Those that were evaluated; empty: nothing is known. */
  readonly places: readonly StatusPlace[];
}

interface Evaluated {
  readonly scope: StoredScope;
  /** Epoch ms. */
  readonly evaluatedAt: number;
  readonly asOf: number | undefined;
}

export function readStatus(database: Database, query: StatusQuery, now: number): StoredStatus {
  const shapes = [rowShapeOf(resources.attention, () => now)];
  const reader = createStoreReader({ database, shapes, toScope });
  const evaluated = present(evaluatedPlaces(reader, query));
  const versions = reader.openVersions({ resource: 'attention', scopes: evaluated.map(({ scope }) => scope) });
  const rows = reader.rows(versions.map(({ id }) => id)).flatMap((one) => (one ? [one.row as unknown as LineRow] : []));
  const counts = { critical: 0, warning: 0, notice: 0, muted: 0 };
  for (const { muted, severity } of lineRowsOfAll(rows)) counts[muted ? 'muted' : severity] += 1;
  const places = evaluated.map(({ scope: { accountId, region }, asOf }) => ({ accountId, region, asOf }));
  return { counts, places };
}

/** Of each account-Region that several identities see, the one that was evaluated last. */
function evaluatedPlaces(reader: StoreReader, { accounts, regions }: StatusQuery): Evaluated[] {
  const newest = new Map<string, Evaluated>();
  for (const scope of reader.scopes()) {
    if (accounts.length > 0 && !accounts.includes(scope.accountId)) continue;
    if (regions.length > 0 && !regions.includes(scope.region)) continue;
    const { requestedAt: evaluatedAt, wholeAt: asOf } = reader.requestState('attention', scope, '[]') ?? {};
    if (evaluatedAt === undefined) continue;
    const key = placeKey(scope as unknown as Scope);
    const other = newest.get(key);
    if (!other || other.evaluatedAt < evaluatedAt) newest.set(key, { scope, evaluatedAt, asOf });
  }
  return [...newest.values()];
}

/** What nobody has looked at for a day, while other places were, is watched no longer. */
function present(places: readonly Evaluated[]): Evaluated[] {
  const last = Math.max(...places.map(({ evaluatedAt }) => evaluatedAt));
  return places.filter(({ evaluatedAt }) => evaluatedAt >= last - dayMs);
}
