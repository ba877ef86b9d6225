#!/usr/bin/env node
// The launcher. It loads nothing before it has checked the version of Node, so that an old Node can still print why it
// is refused, the version and the help.

declare const VAULTOP_VERSION: string;

const words = process.argv.slice(2);
const needed = [22, 21] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  const [flag = ''] = words;
  if (words.length === 1 && ['--version', '-V', '-v'].includes(flag)) {
    process.stdout.write(`${VAULTOP_VERSION}\n`);
    process.exit(0);
  }
  if (words.length === 1 && ['--help', '-h', 'help'].includes(flag)) {
    // In the bundle a file with the text alone.
    process.stdout.write((await import('./cli/dashboard/help.ts')).help());
    process.exit(0);
  }
  process.stderr.write(`vaultop needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node}.\n`);
  process.exit(2);
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
  queryWorker: workerAt('./store/query/query-worker.ts', './query-worker.js'),
  ...(codeFolder === undefined ? {} : { codeFolder }),
  ...(firstScreen ? { firstScreen } : {}),
});
