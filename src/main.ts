#!/usr/bin/env node
// The launcher. It loads nothing of the program before it has checked the version of Node, so that an old Node can still
// print why it is refused.

const words = process.argv.slice(2);
const needed = [22, 21] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.exit((await import('./cli/old-node.ts')).answerOldNode(words, needed));
}

const { keepCompiledCode, paintLastScreen } = await import('./cli/launch.ts');
const firstScreen = paintLastScreen(words);
const codeFolder = keepCompiledCode(words);

const isSource = import.meta.url.endsWith('.ts');
const workerAt = (source: string, bundled: string) => new URL(isSource ? source : bundled, import.meta.url);
const { run } = await import('./cli/run.ts');
process.exitCode = await run(words, {
  emulatorWorker: workerAt('./emulator/worker.ts', './emulator-worker.js'),
  engineWorker: workerAt('./cli/dashboard/engine/engine-worker.ts', './engine-worker.js'),
  checkWorker: workerAt('./store/file/check-worker.ts', './check-worker.js'),
  queryWorker: workerAt('./store/query/thread/query-worker.ts', './query-worker.js'),
  ...(codeFolder === undefined ? {} : { codeFolder }),
  ...(firstScreen ? { firstScreen } : {}),
});
