// Whether a change of a source compiles.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { API } from 'typescript/unstable/sync';
import type { SourceChange } from './test-order.ts';

export interface Compiler {
  /** Looks at the changed file alone: what it breaks elsewhere, the tests see. */
  compiles(change: SourceChange): boolean;
  close(): void;
}

const project = resolve('tsconfig.json');

/** Keeps the project's types between the calls. */
export function createCompiler(): Compiler {
  const changedTexts = new Map<string, string>();
  const api = new API({ fs: { readFile: (path) => changedTexts.get(path) } });
  api.updateSnapshot({ openProjects: [project] });

  const errorsIn = (file: string): number => {
    using snapshot = api.updateSnapshot({ fileChanges: { changed: [file] } });
    const program = snapshot.getProject(project)?.program;
    if (program === undefined) throw new Error(`TypeScript does not know ${project}.`);
    return program.getSyntacticDiagnostics(file).length + program.getSemanticDiagnostics(file).length;
  };
  return {
    compiles({ file, start, end, text }) {
      const path = resolve(file);
      const source = readFileSync(path, 'utf8');
      changedTexts.set(path, source.slice(0, start) + text + source.slice(end));
      const errors = errorsIn(path);
      changedTexts.delete(path);
      // The next call is about another file: what was changed is as it was again.
      api.updateSnapshot({ fileChanges: { changed: [path] } }).dispose();
      return errors === 0;
    },
    close: () => api.close(),
  };
}
