// The program in parts, inside an executable: each part is loaded at its first use, from code that was compiled before if
// the processor and the Node are the same.
import { Script } from 'node:vm';

export interface PartSource {
  /** A function of (exports, module, part) as text. */
  readonly text: string;
  readonly compiled?: Buffer;
}

/** The exports of a part. */
type Part = (name: string) => Readonly<Record<string, unknown>>;
type Wrapper = (exports: object, module: { exports: Record<string, unknown> }, part: Part) => void;

export function createParts(read: (name: string) => PartSource): Part {
  const loaded = new Map<string, Readonly<Record<string, unknown>>>();
  const part: Part = (name) => {
    const known = loaded.get(name);
    if (known) return known;
    const { text, compiled } = read(name);
    const script = new Script(text, { filename: `${name}.cjs`, ...(compiled ? { cachedData: compiled } : {}) });
    const module = { exports: {} };
    (script.runInThisContext() as Wrapper)(module.exports, module, part);
    loaded.set(name, module.exports);
    return module.exports;
  };
  return part;
}
