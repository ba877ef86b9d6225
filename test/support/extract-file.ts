// A store of one Region of the embedded AWS, and an extract of it.

import { join } from 'node:path';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import type { TimeRange } from '../../src/lib/time-range.ts';
import { writeExtract } from '../../src/store/extract/extract.ts';
import { createEmptyFile } from '../../src/store/file/store-files.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { startListedEstate } from './listed-estate.ts';

export const extractTime = Date.UTC(2026, 0, 15, 12);

/** The path of a store with all lists of the Region with the fewest rows, as they were at these times, in epoch ms. */
export async function storeOfEstate(folder: string, times: readonly number[] = [extractTime]): Promise<string> {
  const path = join(folder, 'estate.sqlite');
  createEmptyFile(path);
  const database = openForWriting(path);
  migrate(database);
  let time = times[0] ?? extractTime;
  const now = () => time;
  const close = () => database.close();
  const store = createStoreInProcess({ database, now, clock: 'none', close });
  const estate = await startListedEstate({ estate: 'small', now, store, regions: ['ap-southeast-2'] });
  for (time of times) await estate.list();
  await estate.close();
  await store.close();
  return path;
}

/** Of the last hour. */
export function extractOf(source: string, target: string, range: Partial<TimeRange> = {}): string {
  createEmptyFile(target);
  const timed = createRowShapes(() => extractTime).flatMap((shape) => (shape.endedAt ? [shape.resource] : []));
  const hour = { from: extractTime - 3_600_000, to: extractTime };
  writeExtract({ ...hour, ...range, source, target, timed, program: '1.2.3' });
  return target;
}
