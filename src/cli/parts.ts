// The program in parts, where it is not files: each is compiled when it is first needed, from code that was compiled
// before, if this is the processor and the Node it was compiled for.
import { Script } from 'node:vm';

export interface PartSource {
  /** A function of (exports, module, part) as text. */
  readonly text: string;
  readonly compiled?: Buffer;
}

export interface ProgramParts {
  /** What the part exports. */
  part(name: string): Readonly<Record<string, unknown>>;
  /** The parts that have been needed, as compiled by now. */
  compiled(): ReadonlyMap<string, Buffer>;
}

type Wrapper = (exports: object, module: { exports: Record<string, unknown> }, part: ProgramParts['part']) => void;

export function createParts(read: (name: string) => PartSource): ProgramParts {
  const loaded = new Map<string, { readonly script: Script; readonly exports: Record<string, unknown> }>();
  const part: ProgramParts['part'] = (name) => {
    const known = loaded.get(name);
    if (known) return known.exports;
    const { text, compiled } = read(name);
    const script = new Script(text, { filename: `${name}.cjs`, ...(compiled ? { cachedData: compiled } : {}) });
    const module = { exports: {} };
    (script.runInThisContext() as Wrapper)(module.exports, module, part);
    loaded.set(name, { script, exports: module.exports });
    return module.exports;
  };
  return {
    part,
    compiled: () => new Map([...loaded].map(([name, { script }]) => [name, script.createCachedData()])),
  };
}
