// The facts of each account-Region, read from the store at each call: no facts are kept between two calls.
import { sweptPointsMs } from '../../../../config/polling.ts';
import type { ListResponse, ScopeFacts } from '../../../domain/attention/facts.ts';
import type { InventoryRow } from '../../../domain/coverage/inventory.ts';
import { toRegionSettings } from '../../../domain/region-settings.ts';
import { placeKey } from '../../../domain/scope.ts';
import type { RegionSetting } from '../../../domain/setting.ts';
import type { AccessPoint } from '../../../domain/vaults/access-point.ts';
import type { KmsKey } from '../../../domain/vaults/kms-key.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { isCrowded } from '../../../domain/vaults/storage.ts';
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import { createPlaceIndexes } from '../account-regions/place-index.ts';
import { createChangedFacts, type ReadChangedFacts } from '../changes/changed-facts.ts';
import { createChangedResources } from '../changes/changed-resources.ts';
import { type FactList, factLists, factResources } from './fact-lists.ts';
import { type FactPlace, type FactSource, possiblePlaces, type WatchedPlaces } from './fact-places.ts';
import { createKeptRows } from './kept-rows.ts';
import { createNeededJobs } from './needed-jobs.ts';
import { createNeededPoints } from './needed-points.ts';
import { createResponseReader, type IsAnswered } from './response-reader.ts';
import { withTagTimes } from './tag-times.ts';

/** Data that is read besides the facts that the rules read. */
export interface WantedFacts {
  /** Absent: all of them. */
  readonly points?: 'all' | 'needed';
  /** Ms: jobs that ended within this time, each. Absent: only the jobs that the rules read. */
  readonly jobsMs?: number;
}

export interface StoredFacts {
  /**
   * Each account-Region that has facts; in an organization also those that only the lists of the organization contain.
   */
  places(watched: WatchedPlaces): readonly FactPlace[];
  /**
   * `now`: epoch ms of the evaluation. The facts include only the backup jobs that the rules read, and with 'needed'
   * only the recovery points that the rules read.
   */
  factsOf(place: FactPlace, now: number, wanted?: WantedFacts): ScopeFacts;
  /** The facts that only coverage needs. */
  coverageFactsOf(place: FactPlace): Pick<ScopeFacts, 'inventory' | 'keys'>;
  /**
   * Keys of the places in which rows were written after the transaction `seq`, or a list got its first response. A
   * repeated response without changes is not a change: its facts have a later `at`.
   */
  changedPlaces(seq: number, places: readonly FactPlace[]): ReadonlySet<string>;
  /**
   * By key of the place: the ARNs of the resources that all rows are about that were written there after the
   * transaction `seq`. Places where other rows were written, or too many, are not among them.
   */
  changedResources(seq: number, places: readonly FactPlace[]): ReadonlyMap<string, ReadonlySet<string>>;
  /** The known facts of the place with the present rows about these resources; undefined: all facts must be read. */
  changedFacts: ReadChangedFacts;
  /**
   * After the transaction `seq`, rows of a list that spans accounts were written in an account-Region that is not among
   * the places, or such a list got its first response.
   */
  hasOtherRows(seq: number, places: readonly FactPlace[]): boolean;
  /** The facts from which others learn of the place's vaults and their contents, before its first evaluation. */
  factsForOthers(place: FactPlace): ScopeFacts;
}

export interface StoredFactsOptions {
  readonly reader: StoreReader;
  /** Absent: everything in the store counts as a response. */
  readonly isAnswered?: IsAnswered;
}

const pointList = 'recovery-points';

/** Lists that are read as a whole. */
const lists = (Object.keys(factLists) as FactList[]).filter((list) => list !== 'backup-jobs' && list !== pointList);

const listsForOthers = ['vaults', 'scan-jobs'] as const satisfies readonly FactList[];

/** Lists that span accounts. */
const spanningLists = factResources.filter((id) => resources[id].acrossAccounts);
const spanning: ReadonlySet<string> = new Set(spanningLists);

export function createStoredFacts({ reader, isAnswered }: StoredFactsOptions): StoredFacts {
  const responses = createResponseReader(reader, isAnswered);
  const indexOf = createPlaceIndexes();
  const rowsOf = createKeptRows(reader);
  const readNeeded = createNeededJobs({ reader, rowsOf, responses });
  const readNeededPoints = createNeededPoints({ reader, rowsOf, responses });
  const readChanged = createChangedFacts({ reader, responses });

  const isWatched = (scopes: WatchedPlaces['scopes'], { scope }: FactPlace) => scopes.includes(scope);

  /** An account that is not watched itself has facts as soon as a list that spans accounts has a row of it. */
  function places(watched: WatchedPlaces): FactPlace[] {
    const hasRows = responses.createRowFinder();
    const hasFacts = (place: FactPlace) => spanningLists.some((id) => hasRows(id, place.across));
    return possiblePlaces(watched, reader.scopeIds()).filter(
      (place) => isWatched(watched.scopes, place) || hasFacts(place),
    );
  }

  function factsOf(place: FactPlace, now: number, { points = 'all', jobsMs = 0 }: WantedFacts = {}): ScopeFacts {
    const facts = withPoints(readLists(lists, place), place, points);
    const backupJobs = readNeeded(sourcesOf('backup-jobs', place), facts, { now, jobsMs });
    const settings = responses.read('region-settings', sourcesOf('region-settings', place)) as
      | ListResponse<RegionSetting>
      | undefined;
    const accessPoints = responses.read('access-points', sourcesOf('access-points', place)) as
      | ListResponse<AccessPoint>
      | undefined;
    return {
      ...facts,
      ...(accessPoints ? { accessPoints } : {}),
      ...(backupJobs ? { backupJobs } : {}),
      ...(settings ? { settings: toRegionSettings(settings.rows) } : {}),
    };
  }

  function readLists(ids: readonly FactList[], place: FactPlace): ScopeFacts {
    const facts: Record<string, unknown> = { scope: place.scope };
    for (const id of ids) {
      const response = responses.read(id, sourcesOf(id, place));
      if (response) facts[factLists[id]] = response;
    }
    return facts as unknown as ScopeFacts;
  }

  function withPoints(facts: ScopeFacts, place: FactPlace, wanted: 'all' | 'needed'): ScopeFacts {
    const sources = sourcesOf(pointList, place);
    const all = () => responses.read(pointList, sources) as ListResponse<RecoveryPoint> | undefined;
    const points = wanted === 'all' ? all() : readNeededPoints(sources, facts);
    return points ? withoutOldPoints({ ...facts, points }) : facts;
  }

  return {
    places,
    factsForOthers: (place) => withPoints(readLists(listsForOthers, place), place, 'needed'),
    factsOf,
    coverageFactsOf: createCoverageFacts(reader, responses),
    ...createChangedPlaces(reader, indexOf),
    changedResources: createChangedResources(reader, indexOf),
    changedFacts(place, known, arns) {
      const found = readChanged(place, known, arns);
      return found && withoutOldPoints(found);
    },
  };
}

/** Where rows were written after a transaction. */
function createChangedPlaces(
  reader: StoreReader,
  indexOf: ReturnType<typeof createPlaceIndexes>,
): Pick<StoredFacts, 'changedPlaces' | 'hasOtherRows'> {
  function changedPlaces(seq: number, places: readonly FactPlace[]): ReadonlySet<string> {
    const index = indexOf(places);
    const changed = reader.changedScopes(seq).flatMap(({ resource, scope }) => [...index.readersOf(resource, scope)]);
    const answered = reader.answeredSince(seq).flatMap(({ resource, scope }) => [...index.answeredBy(resource, scope)]);
    return new Set([...changed, ...answered]);
  }

  function hasOtherRows(seq: number, places: readonly FactPlace[]): boolean {
    if (reader.answeredSince(seq).some(({ resource }) => spanning.has(resource))) return true;
    const known = new Set(places.map(({ key }) => key));
    return reader
      .changedScopes(seq)
      .some(({ resource, scope }) => spanning.has(resource) && !known.has(placeKey(scope)));
  }

  return { changedPlaces, hasOtherRows };
}

function createCoverageFacts(
  reader: StoreReader,
  responses: ReturnType<typeof createResponseReader>,
): StoredFacts['coverageFactsOf'] {
  function readInventory(sources: readonly FactSource[]): ListResponse<InventoryRow> | undefined {
    const response = responses.read('inventory', sources) as ListResponse<InventoryRow> | undefined;
    const [source] = response ? responses.answered('inventory', sources) : [];
    if (!response || !source) return response;
    return { ...response, rows: withTagTimes(response.rows, { reader, scope: source.stored, at: response.at }) };
  }

  return (place) => {
    const inventory = readInventory(sourcesOf('inventory', place));
    const keys = responses.read('keys', sourcesOf('keys', place)) as ListResponse<KmsKey> | undefined;
    return { ...(inventory ? { inventory } : {}), ...(keys ? { keys } : {}) };
  };
}

const sourcesOf = (id: ResourceId, { own, across }: FactPlace) => (resources[id].acrossAccounts ? across : own);

/**
 * Of a crowded vault only the newer recovery points are requested: the store may have some older ones, and it is
 * unknown whether it has all.
 */
function withoutOldPoints(facts: ScopeFacts): ScopeFacts {
  const { points, vaults } = facts;
  const crowded = new Set((vaults?.rows ?? []).filter(isCrowded).map(({ name }) => name));
  if (!points || crowded.size === 0) return facts;
  const pointsSince = points.at - sweptPointsMs;
  const isAskedFor = ({ vaultName, createdAt }: RecoveryPoint) => createdAt >= pointsSince || !crowded.has(vaultName);
  return { ...facts, pointsSince, points: { rows: points.rows.filter(isAskedFor), at: points.at } };
}
