// Reads the page of an AWS resource from the store: rows of several lists about the resource, in all scopes.
import { everywhere } from '../../app/state/list-requests.ts';
import type { ListRequest } from '../../app/state/poll-request.ts';
import { shortName } from '../../domain/arn.ts';
import type { Protection } from '../../domain/attention/lists/protection.ts';
import type { ResourcePage, ResourcePageLists } from '../../domain/resource-page.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { costOverRegions } from '../../domain/vaults/storage-cost.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import { derivedRequests } from '../lists/derived-requests.ts';
import { listQueryOf } from '../lists/list-query-of.ts';
import type { FindOptions } from './find-rows.ts';

/** Static tables are short; the page is mostly opened for its recovery points. */
const mostRows = 6;
const mostPoints = 20;

interface Part {
  readonly list: ResourceId;
  /** Rows whose members have these values. */
  readonly equals?: Readonly<Record<string, string>>;
  /** Rows that contain this word. */
  readonly word?: string;
  readonly most?: number;
}

interface PartRows {
  readonly rows: readonly AnyRow[];
  readonly hasMore: boolean;
}

const none: PartRows = { rows: [], hasMore: false };

/** undefined: the store has nothing about the resource. */
export async function readPage(arn: string, options: FindOptions): Promise<ResourcePage | undefined> {
  const read = (part: Part) => readPart(part, options);
  const about = (list: ResourceId) => read({ list, equals: { resourceArn: arn } });
  const own = (list: ResourceId) => read({ list, equals: { arn } });
  const [protections, resource, lanes, inventory] = [
    await own('protection'),
    await own('protected-resources'),
    await own('timeline'),
    await own('inventory'),
  ];
  const protection = protections.rows[0] as Protection | undefined;
  const plans = protection?.plans ?? [];
  const parts: Readonly<Record<keyof ResourcePageLists, PartRows>> = {
    findings: await about('findings'),
    rules: await readOfPlans('plan-rules', plans, options),
    selections: await readOfPlans('selections', plans, options),
    points: await read({ list: 'recovery-points', equals: { resourceArn: arn }, most: mostPoints }),
    backupJobs: await about('backup-jobs'),
    copyJobs: await about('copy-jobs'),
    restoreJobs: await about('restore-jobs'),
    audits: await read({ list: 'audits', word: shortName(arn) }),
  };
  const { now, prices } = options.data;
  const cost = costOverRegions(parts.points.rows as readonly RecoveryPoint[], {
    now,
    own: prices,
    vaultTypeOf: () => undefined,
  });
  const first = protection ?? resource.rows[0] ?? inventory.rows[0];
  const named = [...parts.backupJobs.rows, ...parts.points.rows, ...parts.copyJobs.rows][0];
  if (!first && !named) return undefined;
  const lists = Object.entries(parts) as [keyof ResourcePageLists, PartRows][];
  return {
    scope: (first ?? named).scope,
    arn,
    name: first?.name ?? named.resourceName,
    type: first?.type ?? named?.resourceType ?? '',
    ...pick(resource.rows[0]),
    ...(protection ? { protection } : {}),
    ...(cost ? { cost } : {}),
    ...(lanes.rows[0] ? { lane: lanes.rows[0] } : {}),
    ...(Object.fromEntries(lists.map(([list, { rows }]) => [list, rows])) as unknown as ResourcePageLists),
    more: lists.flatMap(([list, { hasMore }]) => (hasMore ? [list] : [])),
  };
}

const pick = (row: AnyRow | undefined) =>
  row ? { lastBackupAt: row.lastBackupAt, lastVaultName: row.lastVaultName } : {};

async function readOfPlans(list: ResourceId, plans: readonly string[], options: FindOptions): Promise<PartRows> {
  const found: PartRows[] = [];
  for (const planName of plans) found.push(await readPart({ list, equals: { planName } }, options));
  const rows = found.flatMap((one) => one.rows);
  return { rows: rows.slice(0, mostRows), hasMore: rows.length > mostRows || found.some(({ hasMore }) => hasMore) };
}

async function readPart(
  { list, equals = {}, word = '', most = mostRows }: Part,
  options: FindOptions,
): Promise<PartRows> {
  const { data, sight, placesOf, signal } = options;
  const resource = resources[list];
  const own: readonly ListRequest[] = everywhere(list, data);
  const places = placesOf(resource.derivedFrom ? derivedRequests(own, data) : own);
  if (!resource.stored || !places || own.length === 0 || signal.aborted) return none;
  const wanted = {
    resource,
    stored: resource.stored,
    params: {},
    filter: word,
    sort: resource.sort,
    ...data,
    isSettled: () => true,
  };
  const query = listQueryOf(wanted, { scopes: places.groups(sight.reader.scopeIds()) });
  // All rows in the store, including those that the list no longer shows.
  const { sinceAt: _, ...whole } = { ...query, columns: {}, equals: { ...query.equals, ...equals } };
  const answer = await sight.queries.ids(whole, { signal });
  const ids = [...(answer?.ids ?? [])];
  const rows = sight.reader.rows(ids.slice(0, most)).flatMap((one) => {
    return one ? [{ ...one.row, scope: places.scopeOf(one.scope) }] : [];
  });
  return { rows, hasMore: ids.length > most };
}
