// Runs before each test file: notes in a file of its own which pieces of the sources the tests of the file run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { afterAll } from 'vitest';
import { type CoverageOfSource, type CoverageOfTest, coverageFile } from './coverage-map.ts';

interface Probes {
  readonly digest: string;
  /** An entry for each piece, 1 when it has run. */
  readonly ran: Uint8Array;
}

/** The sources call the function when they are loaded. */
const shared = globalThis as {
  probesByFile?: Map<string, Probes>;
  createProbes?: (file: string, digest: string, count: number) => Uint8Array;
};

shared.probesByFile ??= new Map();
const probesByFile = shared.probesByFile;
shared.createProbes ??= (file, digest, count) => {
  const probes = probesByFile.get(file) ?? { digest, ran: new Uint8Array(count) };
  probesByFile.set(file, probes);
  return probes.ran;
};
for (const { ran } of probesByFile.values()) ran.fill(0);
const before = process.threadCpuUsage();

// biome-ignore lint/correctness/noEmptyPattern: the test runner reads from the pattern which fixtures are needed.
afterAll(({}, { file }) => {
  const { user, system } = process.threadCpuUsage(before);
  const test = relative(process.cwd(), file.filepath);
  const isFailed = (tasks: typeof file.tasks): boolean =>
    tasks.some((task) => (task.type === 'suite' ? isFailed(task.tasks) : task.result?.state === 'fail'));
  const coverage: CoverageOfTest = {
    test,
    cpuMs: Math.round((user + system) / 1000),
    isFailed: isFailed(file.tasks),
    sources: Object.fromEntries([...probesByFile].flatMap(([source, probes]) => entryOf(source, probes))),
  };
  mkdirSync(dirname(coverageFile(test)), { recursive: true });
  writeFileSync(coverageFile(test), JSON.stringify(coverage));
});

function entryOf(source: string, { digest, ran }: Probes): [string, CoverageOfSource][] {
  const pieces = Array.from(ran.keys()).filter((index) => ran[index] === 1);
  return pieces.length > 0 ? [[source, { digest, pieces }]] : [];
}
