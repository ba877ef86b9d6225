// The process that a subject measures: the evaluator over a store with a number of jobs in a number of account-Regions.
// Prints as JSON the time of a complete evaluation, its longest step, and the time of one changed job.
import { noSettings } from '../../src/domain/attention/settings.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { now as answeredAt, dayMs } from './attention-estate.ts';
import { fillJobs, jobEstate } from './attention-store.ts';

export interface AttentionRun {
  readonly findings: number;
  readonly steps: number;
  readonly wholeMs: number;
  /** Of processor time. */
  readonly wholeCpuMs: number;
  readonly longestMs: number;
  readonly changedJobMs: number;
}

const [path = '', count = '', accounts = '', regions = '', isOrganization = ''] = process.argv.slice(2);
const estate = jobEstate(Number(accounts), Number(regions), isOrganization === 'organization');
/** AWS's clock advances by a millisecond with each change, and nothing is due by time alone. */
let time = answeredAt + 1_000;
const now = () => time;
let pending: (() => void) | undefined;
const clock = {
  now: () => performance.now(),
  setTimeout(task: () => void) {
    pending = task;
    return () => {};
  },
};
const { database, close } = openStore({ path, isNamed: true, isShared: false, notices: [] }, { now });
const store = createStoreInProcess({ database, now, clock, close });
const reader = store.sight()?.reader;
if (!reader) throw new Error('The store is not open.');
if (reader.lastSeq() === 0) fillJobs(store.writer, estate, Number(count));

/** Processor time of this thread: other programs do not count. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Each step of what is due, in ms. */
function steps(): number[] {
  const taken: number[] = [];
  while (pending && taken.length < 10_000) {
    const task = pending;
    pending = undefined;
    const from = threadMs();
    const seq = reader?.lastSeq();
    const upTo = store.evaluation.upTo();
    task();
    taken.push(threadMs() - from);
    if (
      store.evaluation.upTo() >= store.evaluation.position() &&
      seq === reader?.lastSeq() &&
      upTo === store.evaluation.upTo()
    )
      break;
  }
  return taken;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

time += 1;
const cpuBefore = process.cpuUsage();
store.evaluation.watch({
  watched: estate.watched,
  settings: noSettings,
  lists: [],
});
const whole = steps();
const { user, system } = process.cpuUsage(cpuBefore);

const job = estate.job(3, 0);
const changed: number[] = [];
for (let round = 0; round < 9; round += 1) {
  time += 1;
  const one = {
    ...job,
    id: `changed-${process.pid}-${round}`,
    createdAt: job.createdAt + round + 1,
    state: 'COMPLETED',
  };
  const requested = estate.watched.organizationScopes?.find(({ region }) => region === job.scope.region) ?? job.scope;
  const identity = [...estate.watched.identities.values()][0] ?? '';
  const request = {
    resource: 'backup-jobs',
    scope: storedScope(requested, identity),
    params: '[]',
  } as const;
  const response = store.writer.begin({
    ...request,
    requestedAt: answeredAt + 1 + round,
  });
  response.page([one]);
  response.changes(answeredAt - dayMs);
  changed.push(sum(steps()));
}
changed.sort((one, other) => one - other);
const run: AttentionRun = {
  findings: reader
    .countByState(
      'findings',
      reader.scopeIds().map(({ id }) => id),
    )
    .values()
    .reduce((total, found) => total + found, 0),
  steps: whole.length,
  wholeMs: sum(whole),
  longestMs: Math.max(...whole),
  wholeCpuMs: (user + system) / 1_000,
  changedJobMs: changed[4] ?? Number.NaN,
};
process.stdout.write(`${JSON.stringify(run)}\n`);
await store.close();
