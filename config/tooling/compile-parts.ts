// Compiles the parts of an executable as V8 does when it loads them, and saves the compiled code: a start of the
// executable does not parse them again. Functions that only a run would compile are left out: which these are depends on
// timing, and two builds would differ. Its argument: the directory of the parts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { partNames } from './executable-parts.ts';

const [folder = ''] = process.argv.slice(2);
for (const name of partNames) {
  const script = new Script(readFileSync(join(folder, `${name}.cjs`), 'latin1'), { filename: `${name}.cjs` });
  // This process has fixed seeds, because the order in V8's tables depends on them. The compiled code has the flags of the
  // executable, which has none of these: V8 refuses code that was compiled with others.
  for (const flag of ['--hash-seed=0', '--random-seed=0']) setFlagsFromString(flag);
  writeFileSync(join(folder, `${name}.compiled`), script.createCachedData());
}
