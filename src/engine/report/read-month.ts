// The report of a month out of the store. No request is sent.
import { createScheduleBook } from '../../domain/attention/runs/schedule-book.ts';
import type { Objective } from '../../domain/attention/settings.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Plan } from '../../domain/plans/plan.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import type { Selection } from '../../domain/plans/selection.ts';
import { type RegionSettings, toRegionSettings } from '../../domain/region-settings.ts';
import { createDayCounter, type DayCounter } from '../../domain/report/day-counter.ts';
import type { SeenPlans, SeenVersion } from '../../domain/report/held-plans.ts';
import { changeOfAudit, changeOfVault, isReported, withoutExplained } from '../../domain/report/lock-and-deletion.ts';
import { totalsOf } from '../../domain/report/month-counts.ts';
import { dayStarts, type MonthRange } from '../../domain/report/month-range.ts';
import type { MonthChange, MonthReport, ResourceMonth } from '../../domain/report/month-report.ts';
import { type PlaceMonth, placeMonth } from '../../domain/report/place-month.ts';
import type { RegionSetting } from '../../domain/setting.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { createNames } from '../../store/names.ts';
import { createMonthReader } from '../../store/read/month-reader.ts';
import { createStoreReader } from '../../store/read/store-reader.ts';
import { createStatements, type Database } from '../../store/sqlite.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import { createRowReading } from '../../store/stored-row.ts';
import { createRowShapes } from '../store/row-shapes.ts';
import { toScope } from '../stored-scope.ts';
import { type PlaceKnowledge, placeKnowledge } from './month-knowledge.ts';
import { type MonthPlace, monthPlaces, type PlaceFilter } from './month-places.ts';
import { monthResources, pointsKnownUntil, restoresByResource } from './month-resources.ts';
import {
  type CountedRange,
  createMonthPlaceReader,
  listedState,
  type MonthPlaceReader,
  type StoreReaders,
} from './place-reader.ts';

export interface ReadMonthOptions extends PlaceFilter {
  readonly range: MonthRange;
  readonly objectives: readonly Objective[];
  /** Epoch ms. */
  readonly now: number;
}

export function readMonth(database: Database, { range, objectives, now, ...filter }: ReadMonthOptions): MonthReport {
  const readers = openReaders(database, now);
  const counted: CountedRange = { from: range.from, to: Math.max(range.from, Math.min(range.to, now)), now };
  const book = createScheduleBook();
  const days = createDayCounter(dayStarts(range));
  const resources: ResourceMonth[] = [];
  const parts: (PlaceKnowledge & { readonly changes: readonly MonthChange[] })[] = [];
  const restores = restoresIn(readers, counted);
  for (const place of monthPlaces(readers.reader.scopes(), filter)) {
    const known = placeKnowledge(place, counted, readers);
    if (!known.isAnyRequested) continue;
    const reader = createMonthPlaceReader(place, readers);
    const month = monthOf(place, reader, { counted, known, book, days, objectives, restores });
    resources.push(...month.resources);
    parts.push({ ...known, unknown: [...known.unknown, ...month.unknown], changes: changesOf(reader, counted) });
  }
  return {
    ...range,
    madeAt: now,
    until: counted.to,
    resources,
    totals: totalsOf(resources),
    days: days.days(),
    changes: parts.flatMap(({ changes }) => changes).toSorted((one, other) => one.at - other.at),
    unknown: parts.flatMap(({ unknown }) => unknown),
    watched: parts.flatMap(({ watched }) => watched),
  };
}

function openReaders(database: Database, now: number): StoreReaders {
  const shapes = createRowShapes(() => now);
  const statement = createStatements(database);
  const read = createRowReading({ names: createNames(database), shapes, toScope });
  return { reader: createStoreReader({ database, shapes, toScope }), month: createMonthReader({ statement, read }) };
}

/** Also of account-Regions that are not in the report. */
function restoresIn(readers: StoreReaders, counted: CountedRange): ReadonlyMap<string, readonly Job[]> {
  const places = monthPlaces(readers.reader.scopes(), { accounts: [], regions: [] });
  return restoresByResource(
    places.map((place) => createMonthPlaceReader(place, readers)),
    counted,
  );
}

interface PlaceMonthOptions {
  readonly restores: ReadonlyMap<string, readonly Job[]>;
  readonly counted: CountedRange;
  readonly known: PlaceKnowledge;
  readonly book: ReturnType<typeof createScheduleBook>;
  readonly days: DayCounter;
  readonly objectives: readonly Objective[];
}

function monthOf(
  { scope }: MonthPlace,
  reader: MonthPlaceReader,
  { counted, known, book, days, objectives, restores }: PlaceMonthOptions,
): PlaceMonth {
  const settings = settingsAt(reader, counted.to);
  return placeMonth(
    {
      scope,
      plans: plansIn(reader, counted),
      resources: monthResources(reader, counted, restores),
      pointsKnownUntil: pointsKnownUntil(reader),
      backupsKnown: known.knows('backup-jobs'),
      copiesKnown: known.knows('copy-jobs'),
      ...(settings ? { settings } : {}),
    },
    { ...counted, book, days, objectives },
  );
}

function settingsAt(reader: MonthPlaceReader, time: number): RegionSettings | undefined {
  const rows = listedState<RegionSetting>(reader, 'region-settings', time);
  return rows.length === 0 ? undefined : toRegionSettings(rows.map(({ row }) => row));
}

/** Versions after the month count, too: AWS's own times may show that they held before. */
function plansIn(reader: MonthPlaceReader, { from, now }: CountedRange): SeenPlans {
  const range = { from, to: now + 1 };
  return {
    rules: reader.versions<PlanRule>('plan-rules', range).map(toSeen),
    selections: reader.versions<Selection>('selections', range).map(toSeen),
    planCreatedAt: new Map(
      reader
        .versions<Plan>('plans', range)
        .flatMap(({ row: { id, createdAt } }) => (createdAt === undefined ? [] : [[id, createdAt] as const])),
    ),
  };
}

const toSeen = <Row>({ row, validFrom, validTo, closedBy }: StoredRow<Row>): SeenVersion<Row> => ({
  row,
  seenFrom: validFrom,
  isGone: closedBy === 'gone',
  ...(validTo === undefined ? {} : { seenTo: validTo }),
});

/** The events that count, as their names begin in the JSON of a record's row. */
const reportedNames = ['%"name":"Delete%', '%"name":"Disassociate%', '%LockConfiguration"%'];

function changesOf(reader: MonthPlaceReader, range: CountedRange): MonthChange[] {
  const audits = reader.rowsLike<Audit>('audits', range, reportedNames).filter(isReported).map(changeOfAudit);
  const versions = Map.groupBy(reader.versions<Vault>('vaults', range), ({ key }) => key);
  const seen = [...versions.values()].flatMap((ofVault) =>
    ofVault.flatMap((version, index) => {
      const { validTo = Number.POSITIVE_INFINITY, closedBy, row: before } = version;
      if (validTo < range.from || validTo >= range.to) return [];
      const after = closedBy === 'gone' ? undefined : ofVault[index + 1]?.row;
      if (closedBy !== 'gone' && !after) return [];
      return changeOfVault({ at: validTo, before, ...(after ? { after } : {}) }) ?? [];
    }),
  );
  return withoutExplained(audits, seen);
}
