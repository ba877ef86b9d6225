// Some of the rows, kept in order by when something happened: the newest first.
import type { Job } from '../domain/job.ts';
import type { Sequence } from '../lib/sequence.ts';
import { TextMap } from '../lib/text-map.ts';
import type { KeyedRows } from './cursor.ts';
import type { ListNames } from './list-names.ts';
import { type Entry, emptyList, indexIn, keysOf, orderBy, rowsOf, withChanges } from './sorted-list.ts';

export interface OrderedJobs extends KeyedRows {
  readonly rows: Sequence<Job>;
  readonly names?: ListNames;
}

export interface SortedPart {
  /** What has become of a row; undefined: it has gone. */
  put(key: string, job: Job | undefined): void;
  /** As of what was put last. */
  jobs(): OrderedJobs;
}

const newestFirst = orderBy(true);

/** `timeOf`: undefined for a row that does not belong there. */
export function createSortedPart(timeOf: (job: Job) => number | undefined, names?: ListNames): SortedPart {
  const times = new TextMap<number>();
  let changes = new TextMap<Entry | undefined>();
  let list = emptyList;
  let shown = toJobs();

  function toJobs(): OrderedJobs {
    const current = list;
    const get = (key: string) => indexIn(current, { key, by: times.get(key) }, newestFirst);
    return { keys: keysOf(current), rows: rowsOf(current), indexOf: { get }, ...(names ? { names } : {}) };
  }

  return {
    put(key, job) {
      const by = job && timeOf(job);
      if (by !== undefined) {
        changes.set(key, { key, row: job, by });
        names?.add(job);
      } else if (times.has(key)) changes.set(key, undefined);
      else changes.delete(key);
    },
    jobs() {
      if (changes.size === 0) return shown;
      const gone = [...changes.keys()].filter((key) => times.has(key)).map((key) => ({ key, by: times.get(key) }));
      const come = [...changes.values()].filter((entry) => entry !== undefined);
      changes = new TextMap();
      list = withChanges(list, gone, come, newestFirst);
      for (const { key } of gone) times.delete(key);
      for (const { key, by } of come) times.set(key, by as number);
      shown = toJobs();
      return shown;
    },
  };
}
