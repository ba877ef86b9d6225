// What Node has compiled, kept for the next start, beyond what the launcher does.
import nodeModule from 'node:module';
import { dirname } from 'node:path';
import { forUsAlone } from './launch.ts';

/** For threads, which have to be told. Undefined: nothing is kept. */
export function compiledCodeFolder(): string | undefined {
  const folder = nodeModule.getCompileCacheDir();
  // Node adds a folder for its version.
  return folder && dirname(folder);
}

/** What has been compiled since the start is kept now. */
export const flushCompiledCode = (): void => forUsAlone(() => nodeModule.flushCompileCache());
