// What a subject runs as a process of its own: the evaluator over a store with the inventory and the plans of one
// account-Region. Says as JSON what everything anew takes, and what one change of one resource takes.
import { noSettings } from '../../src/domain/attention/settings.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { now as answeredAt } from './attention-estate.ts';
import { coverageEstate, pointOf, coverageScope as scope } from './coverage-estate.ts';

export interface CoverageRun {
  /** Processor time. */
  readonly wholeMs: number;
  readonly changedTagMs: number;
  readonly changedPointMs: number;
  /** Of the heap, in bytes, with what the evaluator keeps. */
  readonly heapBytes: number;
}

let time = answeredAt + 1_000;
const database = openForWriting(':memory:');
migrate(database);
const store = createStoreInProcess({ database, now: () => time, clock: 'none', close: () => database.close() });
const identity = 'arn:aws:iam::123456789012:role/Reader';
const facts = coverageEstate();

function whole(resource: ResourceId, rows: readonly object[]): void {
  const request = { resource, scope: storedScope(scope, identity), params: '[]', requestedAt: answeredAt };
  const response = store.writer.begin(request);
  for (let from = 0; from < rows.length; from += 1_000) response.page(rows.slice(from, from + 1_000));
  response.whole();
}

function medianMs(change: (round: number) => void): number {
  const taken: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    time += 1;
    change(round);
    const from = process.cpuUsage();
    store.evaluation.finish?.();
    const { user, system } = process.cpuUsage(from);
    taken.push((user + system) / 1_000);
  }
  return taken.toSorted((one, other) => one - other)[4] ?? Number.NaN;
}

whole('plan-rules', facts.rules?.rows ?? []);
whole('selections', facts.selections?.rows ?? []);
whole('inventory', facts.inventory?.rows ?? []);
whole('recovery-points', facts.points?.rows ?? []);
for (const id of ['backup-jobs', 'copy-jobs', 'restore-jobs', 'protected-resources', 'vaults', 'audits'] as const)
  whole(id, []);
for (const id of ['scan-jobs', 'restore-testing-plans', 'keys'] as const) whole(id, []);
whole(
  'region-settings',
  ['EBS', 'RDS', 'DynamoDB'].map((type) => ({ scope, type, optedIn: true, managed: false })),
);
store.evaluation.watch({
  watched: { scopes: [scope], accounts: new Map(), identities: new Map([['', identity]]) },
  settings: { ...noSettings, coverage: true },
  lists: ['coverage'],
});
const from = process.cpuUsage();
store.evaluation.finish?.();
const { user, system } = process.cpuUsage(from);
const listed = (facts.inventory?.rows ?? []).flatMap((row) => (row.kind === 'resource' ? [row] : []));
const seen = () => ({ requestedAt: time, identity });
const changedTagMs = medianMs((round) => {
  const tags = { backup: `plan-${round}`, team: 'moved' };
  store.writer.upsert('inventory', [{ ...listed[round * 3], tags }], seen());
});
const changedPointMs = medianMs((round) => {
  const resource = listed[round * 3 + 1];
  if (!resource) return;
  const again = { ...pointOf(resource), arn: `arn:again:${round}`, createdAt: answeredAt - round };
  store.writer.upsert('recovery-points', [again], seen());
});
globalThis.gc?.();
const run: CoverageRun = {
  wholeMs: (user + system) / 1_000,
  changedTagMs,
  changedPointMs,
  heapBytes: process.memoryUsage().heapUsed,
};
process.stdout.write(`${JSON.stringify(run)}\n`);
await store.close();
