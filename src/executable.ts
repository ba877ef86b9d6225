// The launcher inside an executable, whose parts are assets: the last screen is painted before any of them is read.
import { getAsset, getRawAsset } from 'node:sea';
import { paintLastScreen } from './cli/launch.ts';
import { createParts } from './cli/parts.ts';
import type { run } from './cli/run.ts';

const words = process.argv.slice(2);
const firstScreen = paintLastScreen(words);

/** The bundler writes ASCII only, which needs no decoding. */
const textOf = (name: string): string => Buffer.from(getRawAsset(name)).toString('latin1');

/** Compiled code does not run on another processor than the one on which the executable was made. */
function compiledOf(name: string): Buffer | undefined {
  try {
    return Buffer.from(getRawAsset(`${name}.compiled`));
  } catch {
    return undefined;
  }
}

const part = createParts((name) => {
  const compiled = compiledOf(name);
  return { text: textOf(name), ...(compiled ? { compiled } : {}) };
});
const program = part('program') as { readonly run: typeof run };
const environment = {
  emulatorWorker: () => getAsset('emulator-worker', 'utf8'),
  engineWorker: () => getAsset('engine-worker', 'utf8'),
  checkWorker: () => getAsset('check-worker', 'utf8'),
  queryWorker: () => getAsset('query-worker', 'utf8'),
  ...(firstScreen ? { firstScreen } : {}),
};
program.run(words, environment).then((code) => {
  process.exitCode = code;
});
