import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './coverage/coverage-map.ts';
import type { RunReport } from './run-report.ts';
import { type SourceChange, type TestOrder, withOrder } from './test-order.ts';

const config = 'test/mutants/vitest.config.ts';

/** A test file, and the processor time that it takes without a change. */
export interface KnownTest {
  readonly test: string;
  readonly cpuMs: number;
}

/** The processor time that the tests may take: several times their time without a change, and the time to load. */
const limitMsOf = (tests: readonly KnownTest[]): number =>
  30_000 + 4 * tests.reduce((sum, { cpuMs }) => sum + cpuMs, 0);

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

function start(order: TestOrder, output: 'ignore' | 'inherit'): ChildProcess {
  const vitest = 'node_modules/vitest/vitest.mjs';
  const child = spawn(process.execPath, [vitest, 'run', '--config', config], {
    env: withOrder(process.env, order),
    stdio: ['ignore', output, output],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs tests against sources with probes, which notes what each test file covers. The exit code: 1 where one fails. */
export async function runForMap(tests: readonly string[]): Promise<number> {
  const [code] = (await once(start({ tests }, 'inherit'), 'exit')) as [number | null];
  return code ?? 1;
}

/** Runs tests against a change until the first fails. Undefined: the runner ended without a report. */
export async function runTests(change: SourceChange, tests: readonly KnownTest[]): Promise<RunReport | undefined> {
  mkdirSync(cacheFolder, { recursive: true });
  const report = join(cacheFolder, `report-${process.pid}-${change.file.replaceAll('/', '~')}-${change.start}.json`);
  const order = { change, tests: tests.map(({ test }) => test), report, limitMs: limitMsOf(tests) };
  await once(start(order, 'ignore'), 'exit');
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as RunReport;
  } catch {
    return undefined;
  } finally {
    rmSync(report, { force: true });
  }
}
