// The process that a subject measures: one list of a given number of rows on its way into a store. Prints as JSON how
// much heap stays in use, and how long a changed page takes. Needs --expose-gc.
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import { createResourcePolls } from '../../src/engine/polls/polls-of-resources.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { keepHeapLean } from '../../src/lib/process/lean-heap.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { awsWithJobs } from './job-pages.ts';

export interface RowsRun {
  readonly stored: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly pageMs: number;
}

keepHeapLean();
const count = Number(process.argv[2]);
const now = Date.now();
const scope = { accountId: '210000000000', region: 'us-east-1', connection: '', organization: true } as const;
const request = requestFor('backup-jobs', scope, 0);
const { database, close } = openStore({ path: undefined, notices: [] } as never, { now: Date.now });
const store = createStoreInProcess({ database, now: Date.now, clock: 'none', close });
const polls = createResourcePolls({
  aws: awsWithJobs(count, now),
  clock: systemClock,
  archive: { store, identityOf: async () => 'bench' },
});
const heap = () => {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const before = heap();
polls.watchExactly([request]);
await new Promise<void>((resolve) => {
  const stop = polls.subscribe(() => {
    if (polls.snapshot(request)?.loadedAt === undefined) return;
    stop();
    resolve();
  });
});
const heapBytes = heap() - before;
const known = polls.known(request);
const rows = (await known.all()).slice(0, 15_000);

const pages: number[] = [];
for (let round = 0; round < 15; round += 1) {
  const changed = rows.slice(round * 1_000, (round + 1) * 1_000).map((row) => ({ ...row, percent: round }));
  const from = performance.now();
  polls.addRows(request, changed);
  await new Promise((next) => setImmediate(next));
  pages.push(performance.now() - from);
}
pages.sort((one, other) => one - other);
const run: RowsRun = {
  stored: await known.count(0, Number.MAX_SAFE_INTEGER),
  heapBytes,
  pageMs: pages[7] ?? Number.NaN,
  residentBytes: process.memoryUsage.rss(),
};
await store.close();
process.stdout.write(JSON.stringify(run));
process.exit();
