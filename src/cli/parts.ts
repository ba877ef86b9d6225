// The program in parts, inside an executable: each part is compiled at its first use, from code that was compiled
// before if the processor and the Node are the same.
import { Script } from 'node:vm';

export interface PartSource {
  /** A function of (exports, module, part) as text. */
  readonly text: string;
  readonly compiled?: Buffer;
}

export interface ProgramParts {
  /** The exports of the part. */
  part(name: string): Readonly<Record<string, unknown>>;
  /** The parts that were used, with their compiled code. */
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
