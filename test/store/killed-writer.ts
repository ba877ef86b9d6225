// A writing program is killed again and again: the store has exactly the batches that it reported, each complete.
import { openStore } from '../../src/store/file/open-store.ts';
import { seededRandom } from '../support/matrix.ts';
import { ended, linesOf, startProgram } from './child.ts';

const rowsOfBatch = 50;

/** What is wrong after so many kills; and how often the next start knew of one. */
export async function killedWriter(path: string, kills: number) {
  const random = seededRandom(kills);
  const problems: string[] = [];
  let noticed = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const told = await batchesUntilKilled(path, 1 + Math.floor(random() * 40));
    const store = openStore({ path, isNamed: false, isShared: false, notices: [] }, { now: () => 1_000, parents: [] });
    if (store.needsCheck) noticed += 1;
    problems.push(...problemsIn(store, told).map((problem) => `kill ${kill}: ${problem}`));
    store.close();
  }
  return { problems, noticed };
}

/** The number of the last reported batch. */
async function batchesUntilKilled(path: string, lines: number): Promise<number> {
  const child = startProgram('writer-program.ts', [path]);
  let told = 0;
  let count = 0;
  for await (const line of linesOf(child)) {
    told = Number(line);
    count += 1;
    if (count === lines) child.kill('SIGKILL');
  }
  await ended(child);
  return told;
}

function problemsIn({ database, kind }: ReturnType<typeof openStore>, told: number): string[] {
  const [check] = database.prepare('pragma quick_check').all() as { quick_check: string }[];
  const batches = database.prepare('select seq, count(*) as rows from row group by seq').all() as never;
  const parts = (batches as { seq: number; rows: number }[]).filter(({ rows }) => rows !== rowsOfBatch);
  const newest = (database.prepare('select max(seq) as seq from row').get() as { seq: number }).seq;
  return [
    ...(kind === 'kept' ? [] : ['not kept']),
    ...(check?.quick_check === 'ok' ? [] : [`quick_check: ${check?.quick_check}`]),
    ...parts.map(({ seq, rows }) => `batch ${seq} has ${rows} rows`),
    ...(newest >= told ? [] : [`told of batch ${told}, kept up to ${newest}`]),
  ];
}
