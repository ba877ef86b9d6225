import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { bundleProgram } from '../bundle-program.ts';
import { callsOf } from '../emulator-calls.ts';
import { formatMb, formatMs, frameMs } from '../measure.ts';
import type { OrganizationRun } from '../organization-program.ts';
import { startProgram } from '../program.ts';
import { killAtEnd, scratchFolder } from '../scratch.ts';
import type { Subject } from '../subject.ts';

const summaries = ['/audit/backup-job-summaries', '/audit/copy-job-summaries', '/audit/restore-job-summaries'];
const lists = ['/backup-jobs', '/copy-jobs', '/restore-jobs'];
const longestSeconds = 140;
const warmUpSeconds = 3;
const rowsOnPage = 1_000;
const callsPerSecond = 2;

export const subject: Subject = {
  about: 'the large estate in organization mode: all jobs come in while a key is held',
  async run(say) {
    const program = await bundleProgram('organization-program.ts');
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
    const run = runsOf(program, [url, regions.join()]);
    // As with any start but the very first, compiled code is there. AWS's budget for calls fills up again meanwhile.
    await run(warmUpSeconds);
    await sleep(warmUpSeconds * 1_000);
    const found = await run(longestSeconds);
    await emulator.stop();
    const { firstRowsMs, allJobsMs, rowsByRegion, problems, keys, late, waits, busy, summaryMs, peakBytes } = found;
    const rows = Object.values(rowsByRegion).reduce((sum, count) => sum + count, 0);
    const pages = Math.max(...Object.values(rowsByRegion).map((count) => Math.ceil(count / rowsOnPage)));
    const allowedMs = (pages / callsPerSecond) * 1_000;
    say({ what: 'first rows', value: formatMs(firstRowsMs), target: '< 2 s', met: firstRowsMs < 2_000 });
    say({ what: 'summary of the newest day', value: summaryMs === 0 ? 'none' : formatMs(summaryMs) });
    say({ what: `jobs read in ${regions.length} Regions`, value: rows.toLocaleString('en') });
    say({
      what: 'all jobs',
      value: allJobsMs === 0 ? `not in ${longestSeconds} s` : formatMs(allJobsMs),
      target: 'by the rates',
      met: allJobsMs > 0 && allJobsMs < 1.2 * allowedMs,
    });
    say({
      what: `by the rates: ${pages} pages read in the fullest Region at ${callsPerSecond}/s`,
      value: formatMs(allowedMs),
    });
    for (const [name, ms] of Object.entries(waits)) {
      say({
        what: `a key waited meanwhile, ${name}`,
        value: formatMs(ms),
        target: `< ${frameMs} ms`,
        met: ms < frameMs,
      });
    }
    say({ what: `keys that waited longer, of ${keys.toLocaleString('en')}`, value: String(late) });
    for (const [name, ms] of Object.entries(busy)) {
      say({ what: `of it this program at work, ${name}`, value: formatMs(ms) });
    }
    say({ what: 'memory at its peak', value: formatMb(peakBytes) });
    for (const problem of problems) say({ what: problem, value: 'refused' });
  },
};

function runsOf(program: string, words: readonly string[]): (seconds: number) => Promise<OrganizationRun> {
  const env = { ...process.env, NODE_COMPILE_CACHE: scratchFolder() };
  return async (seconds) => {
    const running = promisify(execFile)(process.execPath, [program, ...words, String(seconds)], { env });
    const exited = killAtEnd(() => running.child.kill('SIGKILL'));
    const { stdout } = await running.finally(exited);
    return JSON.parse(stdout) as OrganizationRun;
  };
}
