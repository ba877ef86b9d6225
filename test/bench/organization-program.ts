// The process that a subject measures: the dashboard's runtime in organization mode, without a terminal, while a key is
// held. Prints as JSON when each step was reached, how long a key waited, and how much memory was used.

import { daySummary } from '../../src/app/overview/day-summary.ts';
import { listRows } from '../../src/app/state/context.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { isSettled } from '../../src/app/state/lists/settled.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import { createAws } from '../../src/aws/aws.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { lowerHelperPriority } from '../../src/lib/process/helper-threads.ts';
import { keepHeapLean } from '../../src/lib/process/lean-heap.ts';
import { createTurns } from '../../src/lib/process/turns.ts';
import { resources } from '../../src/resources/index.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { frameMs } from './measure.ts';

export interface OrganizationRun {
  readonly firstRowsMs: number;
  /** 0: not within the time limit. */
  readonly allJobsMs: number;
  /** Rows of all jobs in AWS that were read, by Region, and the number of them that were stored. */
  readonly rowsByRegion: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
  readonly keys: number;
  /** Keys that waited longer than a frame. */
  readonly late: number;
  /** From the moment that a key was due to its frame, ms. */
  readonly waits: { readonly p50: number; readonly p99: number; readonly longest: number };
  /** The same, without what the machine did for others meanwhile. */
  readonly busy: OrganizationRun['waits'];
  /** Time until AWS's own counts were on the overview; 0: never. */
  readonly summaryMs: number;
  readonly peakBytes: number;
}

keepHeapLean();
lowerHelperPriority();
const [endpointUrl = '', regionList = '', seconds = ''] = process.argv.slice(2);
const regions = regionList.split(',');
const keyEveryMs = 33;
const keys = ['j', 'j', 'pagedown', 'j', 'k', 'j', 'pageup', 'j', 'G', 'k', 'g', 'j'];
const page = 45;

const connection = { id: '', endpointUrl, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
// The embedded AWS has to share this machine with us: it is slow, and not silent.
const timeouts = { connectMs: 10_000, requestMs: 120_000, callMs: 180_000 };
const nextTurn = createTurns();
const aws = createAws({ connections: [connection], clock: systemClock, timeouts, nextTurn });
const { database, close } = openStore({ path: undefined, notices: [] } as never, { now: aws.now });
const store = createStoreInProcess({ database, now: aws.now, clock: 'none', close });
const runtime = createRuntime({
  store,
  aws,
  clock: systemClock,
  cloudWatch: true,
  nextTurn,
  connections: [connection],
  regions,
  allRegions: false,
  organization: true,
  size: { columns: 200, rows: 50 },
  copy() {},
  repaint() {},
  quit() {},
});
const began = performance.now();
const since = () => performance.now() - began;
const waits: number[] = [];
/** The time of each wait in which this program itself was busy: in the rest the machine did other work. */
const busy: number[] = [];
let cpuAt = process.threadCpuUsage();
let firstRowsMs = 0;
let summaryMs = 0;
let allJobsMs = 0;
let peakBytes = 0;

const requests = () => {
  const { data } = runtime.view();
  return (['backup-jobs', 'copy-jobs', 'restore-jobs'] as const).flatMap((list) => everywhere(list, data));
};
const responses = () =>
  requests().map((request) => ({
    region: request.scope.region,
    resource: request.resource,
    snapshot: runtime.view().data.snapshot(request),
  }));
const isWhole = () =>
  isSettled(requests(), runtime.view().data) && responses().every(({ snapshot }) => !snapshot?.failure);
const storedIn = (region?: string) => {
  const row = database
    .prepare(
      `select count(*) as count from row join scope on scope.id = row.scope join resource on resource.id = row.resource
       where row.valid_to is null and resource.name like '%-jobs' and scope.region like ?`,
    )
    .get(region ?? '%');
  return Number(row?.count ?? 0);
};
const hasRows = () => storedIn() > 0;

/** What a frame reads: the header's counts, and the rows in view. */
function readFrame(): void {
  const view = runtime.view();
  view.overview(view.data);
  const screen = currentScreen(view.state);
  if (screen.kind !== 'list') return;
  const { rows } = listRows(screen, view);
  const { columns } = resources[screen.resource];
  for (const row of rows.slice(screen.cursor.top, screen.cursor.top + page)) {
    for (const column of columns) column.text(row, view.data.now);
  }
}

function press(due: number): void {
  runtime.dispatch({ type: 'key', key: keys[waits.length % keys.length] as string });
  const waited = performance.now() - due;
  const { user, system } = process.threadCpuUsage(cpuAt);
  cpuAt = process.threadCpuUsage();
  waits.push(waited);
  busy.push(Math.min(waited, (user + system) / 1_000));
  if (waits.length % 10 === 0) {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    if (!allJobsMs && isWhole()) allJobsMs = since();
  }
  if (allJobsMs > 0 ? since() > allJobsMs + 10_000 : since() > Number(seconds) * 1_000) finish();
  const next = performance.now() + keyEveryMs;
  setTimeout(press, keyEveryMs, next);
}

function percentiles(values: number[]): OrganizationRun['waits'] {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}

function finish(): never {
  const rowsByRegion = Object.fromEntries(regions.map((region) => [region, storedIn(region)]));
  const run: OrganizationRun = {
    firstRowsMs,
    allJobsMs,
    rowsByRegion,
    peakBytes,
    problems: responses().flatMap(({ region, resource, snapshot }) =>
      snapshot?.failure ? [`${resource} ${region}: ${snapshot.failure.problem.message}`] : [],
    ),
    keys: waits.length,
    late: waits.filter((ms) => ms >= frameMs).length,
    waits: percentiles(waits),
    busy: percentiles(busy),
    summaryMs,
  };
  process.stdout.write(JSON.stringify(run));
  process.exit();
}

runtime.subscribe(() => {
  readFrame();
  if (!firstRowsMs && hasRows()) firstRowsMs = since();
  if (!summaryMs && daySummary(runtime.view().data)) summaryMs = since();
});
runtime.start();
runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs', params: {} });
setTimeout(press, keyEveryMs, performance.now() + keyEveryMs);
