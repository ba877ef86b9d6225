// Findings of the past times of an extract that has none of its own: an anonymized one has only the rows that they
// follow from. They are evaluated every ten minutes of its range, as a program that ran then would have.
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { pastTime } from '../../store/past/row-at.ts';
import { longestGapMs, watchedAt } from '../../store/read/coverage.ts';
import { createStoreReader, type StoreReader } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import { type Database, openForWriting } from '../../store/sqlite.ts';
import { createStoreWriter, type StoreWriter } from '../../store/write/store-writer.ts';
import { evaluateOnce } from '../evaluation/evaluate-once.ts';
import { standingLists } from '../evaluation/evaluation-request.ts';
import type { WatchedPlaces } from '../evaluation/facts/fact-places.ts';
import { createStoredFacts } from '../evaluation/facts/stored-facts.ts';
import { paramsText } from '../polls/stored-responses.ts';
import { createRowShapes } from '../store/row-shapes.ts';
import { storedScope, toScope } from '../stored-scope.ts';
import { extractState } from './extract-engine.ts';

export interface PastEvaluation extends TimeRange {
  /** The path of the private copy. */
  readonly path: string;
  readonly scopes: readonly StoredScope[];
  readonly settings: AttentionSettings;
}

const usualStepMs = 10 * minuteMs;
/** The screen waits for all evaluations: the more rows there are, the fewer they are. What follows is not known. */
const mostEvaluations = 96;
const mostRowsRead = 1_000_000;

/** Returns the number of evaluations. */
export function evaluatePast({ path, scopes, from, to, settings }: PastEvaluation): number {
  const database = openForWriting(path);
  try {
    if (hasFindings(database)) return 0;
    const { access, identities } = extractState(scopes);
    const watched: WatchedPlaces = { scopes: access.scopes, accounts: access.accounts, identities };
    const times = timesWithin({ from, to }, countRows(database));
    // The writer's times never decrease, and that of an extract is its end.
    database.prepare("delete from meta where name = 'stamp'").run();
    for (const time of times) evaluateAt(database, time, { watched, settings });
    database.prepare("insert or replace into meta values('stamp', ?)").run(to);
    return times.length;
  } finally {
    database.close();
  }
}

const ofLists = `resource in (select id from resource where name in (${standingLists.map((one) => `'${one}'`).join(', ')}))`;

const hasFindings = (database: Database): boolean =>
  database.prepare(`select 1 from row where ${ofLists} limit 1`).get() !== undefined;

const countRows = (database: Database): number =>
  Number(database.prepare('select count(*) as count from row').get()?.count);

/** As far as the evaluations reach, no two times are further apart than a list counts as watched. */
function timesWithin({ from, to }: TimeRange, rows: number): number[] {
  const most = Math.min(mostEvaluations, Math.floor(mostRowsRead / Math.max(1, rows)));
  const step = Math.min(longestGapMs, Math.max(usualStepMs, Math.ceil((to - from) / Math.max(1, most))));
  const count = Math.min(most, Math.ceil((to - from) / step));
  return Array.from({ length: count }, (_, index) => from + index * step);
}

interface EvaluatedFor {
  readonly watched: WatchedPlaces;
  readonly settings: AttentionSettings;
}

function evaluateAt(database: Database, time: number, { watched, settings }: EvaluatedFor): void {
  const shapes = createRowShapes(() => time);
  const past = pastTime(time, shapes);
  const facts = createStoredFacts({ reader: answeredAt(createStoreReader({ database, shapes, toScope, past }), time) });
  const { places } = evaluateOnce({ facts, watched, settings, now: time });
  const writer: Pick<StoreWriter, 'derive'> = createStoreWriter({ database, shapes, now: () => time });
  for (const { scope, rows } of places) {
    const identity = watched.identities.get(scope.connection);
    if (identity === undefined) continue;
    for (const resource of standingLists) {
      const found = rows(resource);
      // Without one of the lists nobody knows what is missing.
      if (found.wholeAt === undefined) continue;
      writer.derive({ resource, scope: storedScope(scope, identity), evaluatedAt: time, ...found });
    }
  }
}

/** The responses that there were at the time. */
const answeredAt = (reader: StoreReader, time: number): StoreReader => ({
  ...reader,
  wholeAt: (resource, scope) => watchedAt(reader.watchedTimes(resource, scope, paramsText({})), time),
});
