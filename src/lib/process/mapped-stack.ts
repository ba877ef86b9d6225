// Maps the stack of the built program to positions in its sources, if source maps lie beside the built files. The maps
// are read for a stack only, never at the start.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

type SourceMapModule = typeof import('node:module');

/** `file:///…/dist/run.js:1:620`, without the scheme if a thread started with the file. */
const builtPlace = /((?:file:\/\/)?\/[^\s()]*\.js):(\d+:\d+)/g;

/** Positions without a map stay unchanged, and so does the whole stack if a map cannot be read. */
export function mappedStack(stack: string): string {
  const maps = new Map<string, InstanceType<SourceMapModule['SourceMap']> | undefined>();
  try {
    return stack.replace(builtPlace, (place, name: string, position: string) => {
      const [line = 0, column = 0] = position.split(':').map(Number);
      const file = name.startsWith('file:') ? fileURLToPath(name) : name;
      if (!maps.has(file)) maps.set(file, readMap(file));
      const found = maps.get(file)?.findEntry(line - 1, column - 1);
      if (found === undefined || !('originalSource' in found)) return place;
      const { originalSource, originalLine, originalColumn } = found;
      return `${fromRoot(file, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
    });
  } catch {
    // A report without mapped positions is better than none.
    return stack;
  }
}

function readMap(file: string) {
  const path = `${file}.map`;
  if (!existsSync(path)) return undefined;
  // Synchronous, because the program may be ending; loaded at the first error.
  const { SourceMap } = process.getBuiltinModule('node:module') as SourceMapModule;
  return new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
}

/** `src/cli/run.ts`: relative to the common directory of sources and built files. */
const fromRoot = (file: string, source: string): string =>
  relative(dirname(file), resolve(dirname(file), source)).replace(/^(?:\.\.\/)+/, '');
