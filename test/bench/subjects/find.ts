import { join } from 'node:path';
import { systemClock } from '../../../src/lib/clock.ts';
import type { SearchQuery } from '../../../src/store/query/search-query.ts';
import { createQueryThread } from '../../../src/store/query/thread/query-thread.ts';
import { openForReading } from '../../../src/store/sqlite.ts';
import { writeFindStore } from '../find-store.ts';
import { formatMs, median } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';
import type { Subject } from '../subject.ts';

const rows = 500_000;
const runs = 7;
const frequentMs = 50;
const rareMs = 200;

/** What a person types, and the time within which its first rows have to be known. */
const searches: readonly (readonly [what: string, text: string, limitMs: number])[] = [
  ['in most rows', 'vol-', frequentMs],
  ['in every job', 'daily-35d', frequentMs],
  ['in one of 17 jobs', 'access denied', frequentMs],
  ['of some resources', 'efs-orders-17', frequentMs],
  ['an account', '210000000003', frequentMs],
  ['nowhere', 'no-such-thing', rareMs],
];

export const subject: Subject = {
  about: 'a search over all lists of 500,000 rows, in the query thread: its first rows, and its end',
  async run(say) {
    const file = join(scratchFolder(), 'find.sqlite');
    await writeFindStore(file, rows);
    const worker = new URL('../../../src/store/query/thread/query-worker.ts', import.meta.url);
    const queries = createQueryThread({ file, worker, clock: systemClock });
    const { lists, oldJob } = read(file);
    const rare = ['an old job by its id', oldJob, rareMs] as const;
    const search = async (filter: string) => {
      const [from, used] = [performance.now(), process.cpuUsage()];
      let firstMs: number | undefined;
      const found = () => {
        firstMs ??= performance.now() - from;
      };
      await queries.search({ filter, lists, most: 40 }, { found });
      const wholeMs = performance.now() - from;
      const { user, system } = process.cpuUsage(used);
      return { firstMs: firstMs ?? wholeMs, wholeMs, cpuMs: (user + system) / 1_000 };
    };
    await search('warms the thread up');
    for (const [what, text, limitMs] of [...searches, rare]) {
      const times: Awaited<ReturnType<typeof search>>[] = [];
      for (let run = 0; run < runs; run += 1) times.push(await search(text));
      const first = median(times.map(({ firstMs }) => firstMs));
      say({ what: `${what}: first rows`, value: formatMs(first), target: `< ${limitMs} ms`, met: first < limitMs });
      say({ what: `${what}: all lists`, value: formatMs(median(times.map(({ wholeMs }) => wholeMs))) });
      say({ what: `${what}: time of processors`, value: formatMs(median(times.map(({ cpuMs }) => cpuMs))) });
    }
    queries.close();
  },
};

/** The lists of the store, and the id of a job that no list shows on its first page. */
function read(file: string): { lists: SearchQuery['lists']; oldJob: string } {
  const database = openForReading(file);
  const scopes = database
    .prepare('select id from scope')
    .all()
    .map(({ id }) => [Number(id)]);
  const names = ['protected-resources', 'recovery-points', 'backup-jobs', 'audits'];
  const lists = names.map((resource) => ({
    resource,
    scopes,
    now: Date.now(),
    sort:
      resource === 'protected-resources'
        ? ({ by: { member: 'name' }, kind: 'text', descending: false } as const)
        : ({ by: 'at', kind: 'number', descending: true } as const),
  }));
  const job = database
    .prepare(
      `select key from row where resource = (select id from resource where name = 'backup-jobs') order by at limit 1 offset 50000`,
    )
    .get();
  database.close();
  return { lists, oldJob: String(job?.key).split('/').at(-1) ?? '' };
}
