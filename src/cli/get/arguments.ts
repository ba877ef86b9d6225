// `get LIST`: the flags for the place, and those of the list itself.
import type { Sort } from '../../app/state/state.ts';
import { type CoverageGrouping, readCoverageGrouping } from '../../domain/coverage/coverage-groups.ts';
import type { Cadences } from '../../engine/polls/cadence-of.ts';
import { parseDuration } from '../../lib/duration.ts';
import { coverageGroupList } from '../../resources/derived/coverage-groups.ts';
import { resourceByName } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';
import type { AnyResource, Params } from '../../resources/resource.ts';
import { listIds } from '../../resources/resource-id.ts';
import { filterColumns } from '../../runtime/lists/list-query-of.ts';
import { isTimeBound } from '../../store/query/filter-language.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { flagsLast } from '../options/flags-last.ts';
import { checkParams, joinSort, readParams, readSort } from '../options/list-flags.ts';
import { checkedNumber, type Options, parseOptions, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readPast, type TypedPast } from '../options/past.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';
import { readColumns } from './columns.ts';
import { nearList } from './derived/near-list.ts';
import { checkFilter } from './matches.ts';

export const formats = ['table', 'wide', 'json', 'jsonl', 'csv'] as const;
export type GetFormat = (typeof formats)[number];

export interface GetArguments {
  readonly where: Where;
  readonly resource: AnyResource;
  readonly params: Params;
  readonly filter: string;
  /** Absent: in order of arrival, and for a table in the list's own order. */
  readonly sort?: Sort;
  readonly format: GetFormat;
  readonly headers: boolean;
  /** Ids of columns of a table, or members of the other formats; absent: the usual ones. */
  readonly columns?: readonly string[];
  readonly limit: number;
  /** The location of the store. */
  readonly store: StoreFlags;
  /** Maximum age of stored rows; absent: AWS is asked. */
  readonly maxAgeMs?: number;
  /** The past time whose rows are wanted; absent: the present. */
  readonly at?: TypedPast;
  /** Continues with changes. */
  readonly watch: boolean;
  /** URLs of the queues that update a watched list: only those of the flag, because a queue serves a single reader. */
  readonly eventQueues: readonly string[];
  /** The attention list as lines: findings of one cause as one row. */
  readonly isGrouped: boolean;
  /** Of coverage: the number of resources in each state per group, instead of the rows. */
  readonly totals?: CoverageGrouping;
  /** Prints the URLs of the rows' pages in AWS's console instead of the rows. */
  readonly printsUrls: boolean;
  /** With --since or --until: JSON is an object with the rows and the times that are not known. */
  readonly isRanged: boolean;
  /** The poll intervals, from the context. */
  readonly cadences?: Cadences | undefined;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  filter: { type: 'string', short: 'f', default: '' },
  sort: { type: 'string' },
  param: { type: 'string', multiple: true },
  columns: { type: 'string', multiple: true },
  'no-headers': { type: 'boolean', default: false },
  limit: { type: 'string' },
  'max-age': { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  at: { type: 'string' },
  watch: { type: 'boolean', short: 'w', default: false },
  grouped: { type: 'boolean', default: false },
  totals: { type: 'string' },
  'print-url': { type: 'boolean', default: false },
} as const satisfies Options;

export function readGetArguments(
  words: readonly string[],
  { chosen, bans, config }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>> = {},
): GetArguments {
  const [name = '', ...rest] = flagsLast(words, options);
  const resource = listNamed(name);
  const own = ownFlags(resource);
  const values = parseOptions(joinSort(rest), {
    ...options,
    ...optionsOf(own),
  });
  const filter = withRange(resource, values);
  checkFilter({ resource, filter });
  const where = readWhere(fillFlags(values, { chosen, bans }, process.env));
  const isFed = values['events-queue'] !== undefined;
  if (values.watch && resource.derivedFrom) {
    throw new UsageError(
      `--watch works only with lists that AWS returns; ${resource.id} is derived from several of them.`,
    );
  }
  if (values.grouped && resource.id !== 'attention') {
    throw new UsageError(`--grouped works only with attention: ${resource.plural} have no groups.`);
  }
  if (values['print-url'] && values.watch) throw new UsageError('--print-url cannot be used with --watch.');
  if (isFed && !values.watch) throw new UsageError('--events-queue requires --watch: it delivers changes.');
  const store = readStoreFlags(values);
  const format = readOutput(values, formats, 'table');
  const columns = values.columns && readColumns(values.columns, resource, { ...values, format });
  const maxAge = values['max-age'];
  const params = { ...readParams(resource, values.param), ...readOwnFlags(own, values) };
  checkParams(resource, params);
  return {
    where,
    resource,
    eventQueues: isFed ? where.eventQueues : [],
    params,
    filter,
    ...(values.sort === undefined
      ? {}
      : { sort: readSort(values.totals === undefined ? resource : coverageGroupList, values.sort) }),
    format,
    ...(columns ? { columns } : {}),
    headers: !values['no-headers'],
    watch: values.watch,
    isGrouped: values.grouped,
    isRanged: values.since !== undefined || values.until !== undefined,
    ...(values.totals === undefined ? {} : { totals: readTotals(values.totals, resource, values['print-url']) }),
    printsUrls: values['print-url'],
    store,
    ...(maxAge === undefined
      ? {}
      : {
          maxAgeMs: readMaxAge(maxAge, {
            resource,
            store,
            watch: values.watch,
          }),
        }),
    ...(values.at === undefined ? {} : { at: readAt(values.at, { ...values, resource, store }, config?.timezone) }),
    cadences: chosen?.context.cadence,
    limit:
      values.limit === undefined
        ? Number.POSITIVE_INFINITY
        : checkedNumber('--limit', values.limit, { least: 1, most: 1e9 }),
  };
}

interface RangeFlags {
  readonly filter: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly watch: boolean;
}

/** The flags say the same as the terms `since:` and `until:` of a filter. */
function withRange(resource: AnyResource, { filter, watch, ...range }: RangeFlags): string {
  const terms = (['since', 'until'] as const).flatMap((name) => {
    const value = range[name];
    if (value === undefined) return [];
    if (watch) throw new UsageError(`--${name} cannot be used with --watch, which shows only changes from now on.`);
    if (!filterColumns(resource)[name]?.bound)
      throw new UsageError(`--${name} works only with lists whose rows have a time; ${resource.plural} have none.`);
    if (!isTimeBound(value))
      throw new UsageError(`--${name} takes a span or a time, such as 24h or 2026-01-15T12:00Z, not "${value}".`);
    return [`${name}:"${value}"`];
  });
  return [...terms, filter].filter(Boolean).join(' ');
}

function readTotals(text: string, { id }: AnyResource, printsUrls: boolean): CoverageGrouping {
  if (id !== 'coverage') throw new UsageError(`--totals works only with coverage, not with ${id}.`);
  if (printsUrls) throw new UsageError('--totals cannot be used with --print-url.');
  const grouping = readCoverageGrouping(text);
  if (!grouping) throw new UsageError(`--totals takes type, account, region, state or tag:KEY, not "${text}".`);
  return grouping;
}

function readMaxAge(text: string, { resource, store, watch }: Pick<GetArguments, 'resource' | 'store' | 'watch'>) {
  const ms = parseDuration(text);
  if (ms === undefined) throw new UsageError(`--max-age takes a span of time such as 5m, not "${text}".`);
  if (watch) throw new UsageError('--max-age cannot be used with --watch, which asks AWS continuously.');
  if (resource.derivedFrom) {
    throw new UsageError(
      `--max-age works only with lists that AWS returns; ${resource.id} is derived from several of them.`,
    );
  }
  if (store.isTemporary) throw new UsageError('--max-age reads the store, so it cannot be used with --no-store.');
  return ms;
}

interface PastFlags extends Pick<GetArguments, 'resource' | 'store' | 'watch'> {
  readonly 'max-age'?: string | undefined;
}

function readAt(text: string, flags: PastFlags, timezone: string | undefined): TypedPast {
  const { resource, store, watch } = flags;
  if (watch) throw new UsageError('--at cannot be used with --watch, which shows only changes from now on.');
  if (flags['max-age'] !== undefined)
    throw new UsageError('--at cannot be used with --max-age: both select rows of the store.');
  if (resource.derivedFrom || !hasPast(resource.id)) {
    throw new UsageError(
      `--at works only with lists of AWS that the store keeps; it keeps no past of ${resource.plural}.`,
    );
  }
  if (store.isTemporary) throw new UsageError('--at reads the store, so it cannot be used with --no-store.');
  return readPast(text, timezone);
}

/** All lists except the list of events, which has no rows before the feed has started. */
export const requestedIds = listIds.filter((id) => id !== 'events');

function listNamed(name: string): AnyResource {
  const resource = resourceByName(name);
  if (resource?.id === 'events') {
    throw new UsageError(
      `${resource.id} has no list to request: watch with vaultop get jobs --watch --events-queue URL.`,
    );
  }
  if (resource && requestedIds.includes(resource.id)) return resource;
  if (name.startsWith('-'))
    throw new UsageError('get needs the list before the flags: vaultop get jobs --region eu-west-1.');
  const meant = nearList(name, requestedIds)?.id;
  throw new UsageError(
    `there is no list "${name}". ${meant ? `Did you mean ${meant}? ` : ''}vaultop get names them all.`,
  );
}

/** A flag for each param: `vaultName` is --vault-name, and also --vault if that is unique. */
export function ownFlags({ params }: AnyResource): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  const names = Object.keys(params).map((param) => [kebab(param), param] as const);
  for (const [flag, param] of names) if (!Object.hasOwn(options, flag)) flags.set(flag, param);
  for (const [flag, param] of names) {
    const short = flag.replace(/-(name|arn|id)$/, '');
    if (!flags.has(short) && !Object.hasOwn(options, short)) flags.set(short, param);
  }
  return flags;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const optionsOf = (flags: ReadonlyMap<string, string>): Record<string, { readonly type: 'string' }> =>
  Object.fromEntries([...flags.keys()].map((flag) => [flag, { type: 'string' } as const]));

function readOwnFlags(flags: ReadonlyMap<string, string>, values: Readonly<Record<string, unknown>>): Params {
  const said = [...flags].flatMap(([flag, param]) => {
    const value = Object.hasOwn(values, flag) ? values[flag] : undefined;
    if (value === '') throw new UsageError(`--${flag} takes a value.`);
    return typeof value === 'string' ? [[param, value] as const] : [];
  });
  return Object.fromEntries(said);
}
