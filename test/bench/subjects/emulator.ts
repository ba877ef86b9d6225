import type { EstateSize } from '../../../src/emulator/estate/organization.ts';
import { callsOf, emulationOf, pageWriter } from '../emulator-calls.ts';
import { elapsedMs, formatMb, formatMs, formatRatio, inTurns, median, peakBytes, residentBytes } from '../measure.ts';
import { startProgram } from '../program.ts';
import type { Figure, Subject } from '../subject.ts';

const sizes: readonly EstateSize[] = ['small', 'medium', 'large'];
type Say = (figure: Figure) => void;

export const subject: Subject = {
  about: 'the embedded AWS: how soon it serves, what it weighs, and what a page of 1,000 jobs costs',
  async run(say) {
    for (const size of sizes) await measureStart(size, say);
    for (const size of sizes) await measurePage(size, say);
    for (const size of sizes) await measureWhole(size, say);
  },
};

const startEmulator = (size: EstateSize) =>
  startProgram(['emulate', '--port', '0', '--estate', size, '--no-throttle'], /listens on (\S+)/);

async function measureStart(size: EstateSize, say: Say): Promise<void> {
  const starts: number[] = [];
  const firsts: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const emulator = await startEmulator(size);
    const calls = callsOf(emulator.said[1]);
    starts.push(emulator.startMs);
    firsts.push(await elapsedMs(() => calls.get('/backup-vaults')));
    await emulator.stop();
  }
  const start = median(starts);
  say({ what: `${size}: start until it listens`, value: formatMs(start), target: '< 1 s', met: start < 1000 });
  say({ what: `${size}: the first answer after that`, value: formatMs(median(firsts)) });
}

/** Against writing the same 1,000 jobs down once they are there. */
async function measurePage(size: EstateSize, say: Say): Promise<void> {
  const path = size === 'small' ? '/backup-jobs' : '/backup-jobs?accountId=*';
  const emulation = emulationOf(size);
  const emulator = await startEmulator(size);
  const calls = callsOf(emulator.said[1]);
  const { writing, ...answering } = await inTurns(
    {
      writing: pageWriter(emulation.get(path)),
      'in the process': () => emulation.get(path),
      'over http': () => calls.get(path),
    },
    { runs: 15, warmUps: 5 },
  );
  await emulator.stop();
  say({ what: `${size}: writing a page of 1,000 jobs`, value: formatMs(writing) });
  for (const [way, ms] of Object.entries(answering)) {
    const ratio = ms / writing;
    const value = `${formatMs(ms)}, ${formatRatio(ratio)}`;
    say({ what: `${size}: answering it ${way}`, value, target: '<= 3x', met: ratio <= 3 });
  }
}

/** All jobs of the organization paged through, and every account-Region polled as a dashboard does. */
async function measureWhole(size: EstateSize, say: Say): Promise<void> {
  const emulator = await startEmulator(size);
  const calls = callsOf(emulator.said[1]);
  const regions = await calls.regionsWithVaults();
  say({ what: `${size}: resident at rest`, value: formatMb(residentBytes(emulator.pid)) });
  let jobs = 0;
  const pagingMs = await elapsedMs(async () => {
    for (const region of regions) jobs += await calls.countJobs(region);
  });
  say({ what: `${size}: paging ${jobs.toLocaleString('en')} jobs of all accounts`, value: formatMs(pagingMs) });
  const pollingMs = await elapsedMs(() => calls.pollEverywhere(regions));
  say({ what: `${size}: polling every account-Region once`, value: formatMs(pollingMs) });
  const peak = peakBytes(emulator.pid);
  say({ what: `${size}: resident after that`, value: formatMb(residentBytes(emulator.pid)) });
  say({ what: `${size}: the most it ever was`, value: formatMb(peak), target: '< 300 MB', met: peak < 300e6 });
  await emulator.stop();
}
