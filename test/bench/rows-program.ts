// What a subject runs as a process of its own: one list that holds as many rows as it is told to. Says as JSON what a row
// weighs, how long a changed page takes, and for how long the loop stood still at most. Needs --expose-gc.
import type { Data } from '../../src/app/data.ts';
import { createRowsMemory } from '../../src/app/rows.ts';
import { questionTo } from '../../src/app/watching.ts';
import { createResourcePolls } from '../../src/engine/polls-of-resources.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { keepHeapLean } from '../../src/lib/lean-heap.ts';
import { plainOf } from '../../src/lib/plain.ts';
import { resources } from '../../src/resources/index.ts';
import { dataOf } from '../components/fixtures.ts';
import { awsWithJobs } from './job-pages.ts';

export interface RowsRun {
  readonly held: number;
  readonly dropped: number;
  readonly bytesPerRow: number;
  readonly residentBytes: number;
  readonly mergeMs: number;
}

keepHeapLean({ growsInRush: true });
const count = Number(process.argv[2]);
const now = Date.now();
const scope = { accountId: '210000000000', region: 'us-east-1', connection: '', organization: true } as const;
const question = questionTo('backup-jobs', scope, 0);
const resource = resources['backup-jobs'];
const polls = createResourcePolls({ aws: awsWithJobs(count, now), clock: systemClock });
const rowsOf = createRowsMemory();
let version = 0;

const data = (): Data => ({
  ...dataOf({ rows: {} }),
  ...{ now, version: ++version, scopes: [scope], organizationScopes: [scope], cloudWatch: false },
  snapshot: (asked) => (asked.resource === 'backup-jobs' ? polls.snapshot(asked) : undefined),
});
/** What a frame asks for: the list in its order. */
const look = () => {
  const seen = data();
  rowsOf(resource, [question], seen, '', resource.sort);
};
const heap = () => {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

look();
const before = heap();
polls.watchExactly([question]);
await new Promise<void>((resolve) => {
  const stop = polls.subscribe(() => {
    if (polls.snapshot(question)?.loadedAt === undefined) return;
    stop();
    resolve();
  });
});
look();
const { rows, dropped = new Map() } = polls.snapshot(question) ?? { rows: new Map() };
const bytesPerRow = (heap() - before) / rows.size;

const merges: number[] = [];
for (let round = 0; round < 15; round += 1) {
  const page = [...rows.values()].slice(round * 1_000, (round + 1) * 1_000);
  const changed = page.map((row) => ({ ...plainOf(row), percent: round }));
  const from = performance.now();
  polls.tell(question, changed);
  look();
  merges.push(performance.now() - from);
}
merges.sort((one, other) => one - other);
const run: RowsRun = {
  ...{
    held: rows.size,
    dropped: [...dropped.values()].reduce((sum, of) => sum + of, 0),
    bytesPerRow,
    mergeMs: merges[7] ?? Number.NaN,
  },
  residentBytes: process.memoryUsage().rss,
};
process.stdout.write(JSON.stringify(run));
process.exit();
