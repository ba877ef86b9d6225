// The list of many jobs, bundled as the program is, so that what is measured is what is shipped.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';

export async function bundleList(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'vaultop-bench-')), 'list.mjs');
  await build({ ...bundleOptions(), entryPoints: ['test/bench/list-program.tsx'], outfile });
  return outfile;
}
