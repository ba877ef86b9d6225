// Findings of the past times of an anonymized extract, which has none of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { anonymizeExtract } from '../../../src/engine/anonymize/anonymize-extract.ts';
import { evaluatePast } from '../../../src/engine/extract/evaluate-past.ts';
import { openExtract } from '../../../src/engine/extract/open-extract.ts';
import { createRowShapes } from '../../../src/engine/store/row-shapes.ts';
import { createSight } from '../../../src/engine/store/store-sight.ts';
import { createEmptyFile } from '../../../src/store/file/store-files.ts';
import { createQueries } from '../../../src/store/query/queries.ts';
import { openForReading } from '../../../src/store/sqlite.ts';
import { extractOf, extractTime, storeOfEstate } from '../../support/extract-file.ts';

const minute = 60_000;
/** Nothing was requested in the first quarter of an hour. */
const watchedFrom = extractTime - 45 * minute;

let folder: string;
let named: string;
let anonymous: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const store = await storeOfEstate(folder, [watchedFrom, watchedFrom + 25 * minute, extractTime]);
  named = extractOf(store, join(folder, 'named'));
  anonymous = join(folder, 'anonymous');
  createEmptyFile(anonymous);
  anonymizeExtract({ source: named, target: anonymous, now: extractTime });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was found at each time: the kinds of the lines, or undefined where nothing was evaluated. */
function foundIn(file: string, times: readonly number[]) {
  const { remove, ...extract } = openExtract(file, { parents: [folder] });
  const evaluations = evaluatePast({ ...extract, settings: noSettings });
  // What was evaluated is not evaluated again.
  expect(evaluatePast({ ...extract, settings: noSettings })).toBe(0);
  const database = openForReading(extract.path);
  const shapes = createRowShapes(() => extractTime);
  const sight = createSight({ database, shapes, queries: createQueries(database) });
  const found = times.map((time) => {
    const reader = sight.at?.(time).reader;
    const known = reader?.scopes().flatMap((scope) => reader.watchedTimes('attention', scope, '[]')) ?? [];
    if (!known.some(({ from, to }) => from <= time && time <= to)) return undefined;
    const ids = reader?.openIds({ resource: 'attention', scopes: reader.scopes() }) ?? [];
    return reader
      ?.rows(ids)
      .map((one) => `${one?.row.severity} ${one?.row.kind}`)
      .sort();
  });
  const stamp = database.prepare("select value from meta where name = 'stamp'").get()?.value;
  database.close();
  remove();
  return { evaluations, found, stamp };
}

test('an anonymized extract has the findings of each time for which its lists are known', () => {
  const times = [watchedFrom - minute, watchedFrom + 6 * minute, extractTime - 11 * minute];
  const { evaluations, found, stamp } = foundIn(anonymous, times);
  expect([evaluations, stamp]).toEqual([6, extractTime]);
  const [before, ...then] = found;
  expect(before).toBeUndefined();
  for (const lines of then) expect(lines?.length).toBeGreaterThan(1);
  expect(found).toEqual(foundIn(named, times).found);
});
