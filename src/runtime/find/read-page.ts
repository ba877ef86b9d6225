// Reads the page of an AWS resource from the store: rows of several lists about the resource, in all scopes.
import { everywhere } from '../../app/state/lists/list-requests.ts';
import { shortName } from '../../domain/arn.ts';
import type { Protection } from '../../domain/attention/lists/protection.ts';
import { cellOf } from '../../domain/attention/lists/timeline.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { LastRuns, ResourcePage, ResourcePageLists } from '../../domain/resource-page.ts';
import { isKeyGone, type KmsKey } from '../../domain/vaults/kms-key.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { costOverRegions } from '../../domain/vaults/storage-cost.ts';
import { paramsText } from '../../engine/polls/stored-responses.ts';
import { resourceLists } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { watchedAt } from '../../store/read/coverage.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import { findRows } from './find-rows.ts';
import { type FindOptions, type ListSearch, type SearchedRows, searchList } from './search-list.ts';

/** Static tables are short; the page is mostly opened for its recovery points. */
const mostRows = 6;
const mostPoints = 20;
/** Of a daily plan a month. */
const mostRuns = 30;

/** undefined: the store has nothing about the resource. */
export async function readPage(arn: string, options: FindOptions): Promise<ResourcePage | undefined> {
  // Including rows in the store that the lists no longer show.
  const read = (search: Omit<ListSearch, 'most'> & { readonly most?: number }) =>
    searchList({ isWhole: true, most: mostRows, ...search }, options);
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
  const runs = await read({ list: 'backup-jobs', equals: { resourceArn: arn }, most: mostRuns });
  const parts: Readonly<Record<keyof ResourcePageLists, SearchedRows>> = {
    findings: await about('findings'),
    rules: await readOfPlans('plan-rules', plans, options),
    selections: await readOfPlans('selections', plans, options),
    points: await read({ list: 'recovery-points', equals: { resourceArn: arn }, most: mostPoints }),
    backupJobs: cut(runs),
    copyJobs: await about('copy-jobs'),
    restoreJobs: await about('restore-jobs'),
    audits: await read({ list: 'audits', words: shortName(arn) }),
  };
  const { now, prices } = options.data;
  const points = parts.points.rows as readonly RecoveryPoint[];
  const cost = costOverRegions(points, {
    now,
    own: prices,
    vaultTypeOf: () => undefined,
  });
  const present = protection ?? resource.rows[0] ?? inventory.rows[0];
  const gone = present ? undefined : await goneResource(arn, options);
  const first = present ?? gone?.row;
  const named = [...parts.backupJobs.rows, ...parts.points.rows, ...parts.copyJobs.rows][0];
  if (!first && !named) return undefined;
  const lists = Object.entries(parts) as [keyof ResourcePageLists, SearchedRows][];
  return {
    scope: (first ?? named).scope,
    arn,
    name: first?.name ?? named.resourceName,
    type: first?.type ?? named?.resourceType ?? '',
    ...pick(resource.rows[0]),
    ...(protection ? { protection } : {}),
    ...lastRunsOf(runs.rows as readonly Job[]),
    goneKeys: await readGoneKeys(points, options),
    ...(cost ? { cost } : {}),
    ...(lanes.rows[0] ? { lane: lanes.rows[0] } : {}),
    ...(Object.fromEntries(lists.map(([list, { rows }]) => [list, rows])) as unknown as ResourcePageLists),
    ...(gone?.goneAt === undefined ? {} : { goneAt: gone.goneAt }),
    ...unknownThen(options),
    more: lists.flatMap(([list, { hasMore }]) => (hasMore ? [list] : [])),
  };
}

/** The plans of a resource are known of the present alone, and findings where they were evaluated then. */
function unknownThen({ sight, data, placesOf }: FindOptions): Pick<ResourcePage, 'unknownThen'> {
  const { past, reader } = sight;
  if (!past) return {};
  const requested = placesOf(everywhere('attention', data))?.requested ?? [];
  const isEvaluated =
    requested.length > 0 &&
    requested.every(
      (scope) => watchedAt(reader.watchedTimes('attention', scope, paramsText({})), past.time) !== undefined,
    );
  return { unknownThen: isEvaluated ? ['rules', 'selections'] : ['rules', 'selections', 'findings'] };
}

const cut = ({ rows, hasMore }: SearchedRows): SearchedRows => ({
  rows: rows.slice(0, mostRows),
  hasMore: hasMore || rows.length > mostRows,
});

/** `jobs`: newest first. */
function lastRunsOf(jobs: readonly Job[]): { readonly lastRuns?: LastRuns } {
  const [newest, oldest] = [jobs[0], jobs.at(-1)];
  if (!newest || !oldest) return {};
  return { lastRuns: { cells: jobs.map(cellOf).reverse(), from: oldest.createdAt, to: newest.createdAt } };
}

/** Keys are listed only where coverage is judged. */
async function readGoneKeys(points: readonly RecoveryPoint[], options: FindOptions): Promise<readonly KmsKey[]> {
  const keys: KmsKey[] = [];
  for (const arn of new Set(points.flatMap(({ keyArn }) => keyArn ?? []))) {
    const { rows } = await searchList({ list: 'keys', equals: { arn }, most: 1 }, options);
    keys.push(...(rows as readonly KmsKey[]).filter(isKeyGone));
  }
  return keys;
}

/** The resource as AWS returned it last. */
async function goneResource(arn: string, options: FindOptions): Promise<FoundRow | undefined> {
  for await (const { rows } of findRows(arn, options, [...resourceLists])) {
    const gone = rows.find(({ id, goneAt }) => id === arn && goneAt !== undefined);
    if (gone) return gone;
  }
  return undefined;
}

const pick = (row: AnyRow | undefined) =>
  row ? { lastBackupAt: row.lastBackupAt, lastVaultName: row.lastVaultName } : {};

async function readOfPlans(list: ResourceId, plans: readonly string[], options: FindOptions): Promise<SearchedRows> {
  const found: SearchedRows[] = [];
  for (const planName of plans)
    found.push(await searchList({ list, equals: { planName }, isWhole: true, most: mostRows }, options));
  const rows = found.flatMap((one) => one.rows);
  return { rows: rows.slice(0, mostRows), hasMore: rows.length > mostRows || found.some(({ hasMore }) => hasMore) };
}
