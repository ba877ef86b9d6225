// What a subject runs in a pseudo-terminal: the real screen on 100,000 jobs, without AWS. Keys come from the terminal.
import { mountScreen } from '../../components/mount.tsx';
import { keepHeapLean } from '../../src/lib/process/lean-heap.ts';
import { detectCapabilities } from '../../src/terminal/capabilities.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { handRuntime, now, regions, scope } from '../components/fixtures.ts';
import { manyJobs } from '../support/many-jobs.ts';

keepHeapLean();
const count = Number(process.argv[2] ?? 100_000);
const { stdin, stdout } = process;
const capabilities = detectCapabilities(process.env, stdout);
const writer = createScreenWriter({ stdout, capabilities });
const jobs = manyJobs(
  count,
  regions.map((region) => scope(region)),
  now,
);
const runtime = handRuntime({ rows: { 'backup-jobs': jobs } }, stdout.columns, stdout.rows);
runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs', params: {} });
const started = Date.now();
stdin.setRawMode(true);
writer.open();
const screen = mountScreen({
  runtime: { ...runtime, dispatch },
  stdout: writer.stdout,
  look: { unicode: true, color: true },
  failed: (error) => {
    throw error;
  },
});
const ticking = setInterval(() => runtime.learn({ now: now + Math.floor((Date.now() - started) / 1000) * 1000 }), 1000);

function dispatch(event: Parameters<typeof runtime.dispatch>[0]): void {
  if (event.type === 'key' && event.key === 'q') leave();
  else runtime.dispatch(event);
}

function leave(): void {
  clearInterval(ticking);
  screen.unmount();
  writer.close();
  stdin.setRawMode(false);
}
