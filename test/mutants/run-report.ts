// What a process of the test runner writes about its run, for the process that started it.
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface RunReport {
  /** The first test that failed, with its file, its message and how long it ran; left out: all passed. */
  readonly failure?: { readonly test: string; readonly name: string; readonly message: string; readonly ms: number };
  readonly testFiles: number;
  readonly cpuMs: number;
  /** Ended because it took more of a processor than it may. */
  readonly isOverLimit: boolean;
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
};

const firstLine = (text: string | undefined): string => (text ?? '').split('\n')[0] ?? '';

function failureIn(module: TestModule): RunReport['failure'] {
  const test = module.relativeModuleId;
  const [broken] = module.errors();
  if (broken) return { test, name: '', message: firstLine(broken.message), ms: 0 };
  for (const testCase of module.children.allTests('failed')) {
    const { duration: ms = 0 } = testCase.diagnostic() ?? {};
    return { test, name: testCase.fullName, message: firstLine(testCase.result().errors?.[0]?.message), ms };
  }
  return undefined;
}

/** Ends the process when it has used `limitMs` of a processor: a mutant may loop for ever. */
export function runReporter(file: string, limitMs: number): Reporter {
  const write = (report: Omit<RunReport, 'cpuMs'>) =>
    writeFileSync(file, JSON.stringify({ ...report, cpuMs: cpuMs() }));
  const watch = setInterval(() => {
    if (cpuMs() < limitMs) return;
    write({ testFiles: 0, isOverLimit: true });
    process.exit(1);
  }, 1_000);
  return {
    onTestRunEnd(modules, errors) {
      clearInterval(watch);
      const found = modules.map(failureIn).find((failure) => failure !== undefined);
      const [stray] = errors;
      const failure = found ?? (stray && { test: '', name: '', message: firstLine(stray.message), ms: 0 });
      const testFiles = modules.filter((module) => module.state() !== 'skipped').length;
      write({ ...(failure && { failure }), testFiles, isOverLimit: false });
    },
  };
}
