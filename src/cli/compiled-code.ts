// Node's compile cache, beyond what the launcher does.
import nodeModule from 'node:module';
import { dirname } from 'node:path';
import { forUsAlone } from './launch.ts';

/** For threads, which need it as a parameter. undefined: there is no cache. */
export function compiledCodeFolder(): string | undefined {
  const folder = nodeModule.getCompileCacheDir();
  // Node adds a directory for its version.
  return folder && dirname(folder);
}

/** Writes the code that was compiled since the start to the cache. */
export const flushCompiledCode = (): void => forUsAlone(() => nodeModule.flushCompileCache());
