import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { callsOf } from '../emulator-calls.ts';
import { formatMb, formatMs, residentBytes } from '../measure.ts';
import { programFile, startProgram } from '../program.ts';
import { scratchFolder } from '../scratch.ts';
import type { Figure, Subject } from '../subject.ts';
import { openSession, type Session } from '../terminal-session.ts';

const summaries = ['/audit/backup-job-summaries', '/audit/copy-job-summaries', '/audit/restore-job-summaries'];
const lists = ['/backup-jobs', '/copy-jobs', '/restore-jobs'];
const longestMs = 240_000;
const rowsOnPage = 1_000;
const callsPerSecond = 2;
const keyEveryMs = 33;
const keys = ['j', 'j', '\x1b[6~', 'j', 'k', 'j', '\x1b[5~', 'j', 'G', 'k', 'g', 'j'];
/** Without new rows for so long, all have come. */
const settledMs = 10_000;

type Say = (figure: Figure) => void;

export const subject: Subject = {
  about: 'the large estate in organization mode, in the built program: all jobs come in while a key is held',
  async run(say) {
    const words = ['emulate', '--port', '0', '--estate', 'large'];
    const emulator = await startProgram(words, /listens on (\S+)/, { isAside: true });
    const url = emulator.said[1] ?? '';
    const calls = callsOf(url);
    const regions = await calls.regionsWithVaults();
    // The embedded AWS creates its estate on demand: no response waits for that.
    for (const region of regions) {
      for (const list of summaries)
        await calls.get(`${list}?AccountId=AGGREGATE_ALL&State=ANY&AggregationPeriod=ONE_DAY`, { region });
      for (const list of lists) await calls.get(`${list}?accountId=*&maxResults=${rowsOnPage}`, { region });
    }
    const store = join(scratchFolder(), 'store.db');
    const place = ['--endpoint-url', url, '--region', regions.join(), '--org', '--store', store];
    const session = openSession({
      file: process.execPath,
      words: [programFile, ...place],
      env: { HOME: scratchFolder(), AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
    });
    await measureLoad(session, { store, regions }, say);
    await measureFilter(session, say);
    await session.close();
    await emulator.stop();
  },
};

interface Loading {
  readonly store: string;
  readonly regions: readonly string[];
}

/** Stored jobs by Region: at each moment, while the program writes. */
function jobsIn(store: string): Map<string, number> {
  try {
    const database = new DatabaseSync(store, { readOnly: true });
    const rows = database
      .prepare(
        `select scope.region as region, count(*) as count from row join scope on scope.id = row.scope
          join resource on resource.id = row.resource
          where row.valid_to is null and resource.name like '%-jobs' group by 1`,
      )
      .all();
    database.close();
    return new Map(rows.map(({ region, count }) => [String(region), Number(count)]));
  } catch {
    // There is no store yet.
    return new Map();
  }
}

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, count) => all + count, 0);

/** What the program's main thread, which handles keys, has used of a processor, in ms. Linux only. */
const mainThreadMs = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/** From a key to what is written next, in ms, and what the main thread worked meanwhile. */
async function pressOnce(session: Session, key: string): Promise<{ ms: number; busyMs: number } | undefined> {
  session.take();
  const [from, used] = [performance.now(), mainThreadMs(session.pid)];
  session.press(key);
  while (performance.now() - from < 2_000) {
    const { signAt } = session.take();
    if (signAt > 0) return { ms: signAt - from, busyMs: mainThreadMs(session.pid) - used };
    await sleep(1);
  }
  return undefined;
}

async function measureLoad(session: Session, { store, regions }: Loading, say: Say): Promise<void> {
  const began = performance.now();
  const since = () => performance.now() - began;
  const [waits, busy]: [number[], number[]] = [[], []];
  let [firstMs, lastMs, count, peak, unanswered] = [0, 0, 0, 0, 0];
  await session.quiet(500);
  session.press(':jobs\r');
  await session.quiet(500);
  for (let pressed = 0; since() < longestMs && (lastMs === 0 || since() - lastMs < settledMs); pressed += 1) {
    const due = performance.now() + keyEveryMs;
    const found = await pressOnce(session, keys[pressed % keys.length] as string);
    if (found) {
      waits.push(found.ms);
      busy.push(found.busyMs);
    } else unanswered += 1;
    if (pressed % 30 === 0) {
      const now = sum(jobsIn(store).values());
      if (now > 0) firstMs ||= since();
      if (now > count) lastMs = since();
      count = now;
      peak = Math.max(peak, residentBytes(session.pid));
    }
    await sleep(Math.max(0, due - performance.now()));
  }
  const counts = jobsIn(store);
  const pages = Math.max(...Array.from(counts.values(), (rows) => Math.ceil(rows / rowsOnPage)));
  const allowedMs = (pages / callsPerSecond) * 1_000;
  say({ what: 'first jobs stored', value: formatMs(firstMs) });
  say({ what: `jobs read in ${regions.length} Regions`, value: sum(counts.values()).toLocaleString('en') });
  say({ what: 'all jobs', value: formatMs(lastMs), target: 'by the rates', met: lastMs < 1.2 * allowedMs });
  say({
    what: `by the rates: ${pages} pages in the fullest Region at ${callsPerSecond}/s`,
    value: formatMs(allowedMs),
  });
  sayPercentiles('a key meanwhile, until something is written', waits, {}, say);
  sayPercentiles('of it the main thread at work', busy, { p99: 10, longest: 33 }, say);
  say({ what: `keys without a frame in 2 s, of ${waits.length + unanswered}`, value: String(unanswered) });
  say({ what: 'memory at its peak', value: formatMb(peak), target: '<= 300 MB', met: peak <= 300e6 });
}

function sayPercentiles(what: string, values: readonly number[], most: Readonly<Record<string, number>>, say: Say) {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  for (const [name, ms] of Object.entries({ p50: at(0.5), p99: at(0.99), longest: at(1) })) {
    const limit = most[name];
    const target = limit === undefined ? {} : { target: `<= ${limit} ms`, met: ms <= limit };
    say({ what: `${what}, ${name}`, value: formatMs(ms), ...target });
  }
}

async function measureFilter(session: Session, say: Say): Promise<void> {
  session.press('/failed');
  await session.quiet(1_000);
  const bytes = residentBytes(session.pid);
  say({ what: 'memory with a filter open', value: formatMb(bytes), target: '<= 300 MB', met: bytes <= 300e6 });
}
