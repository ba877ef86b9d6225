// A thread's warnings on stderr would land in the middle of the screen.
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';
import { workers } from '../../config/tooling/workers.ts';

/** What a thread with these lines at its beginning writes to stderr when Node warns it. */
async function written(lines: string): Promise<string> {
  const code = `${lines}\nprocess.emitWarning('something is experimental');`;
  const thread = new Worker(code, { eval: true, stderr: true });
  const [all] = await Promise.all([text(thread.stderr), once(thread, 'exit')]);
  return all;
}

test('Node warns in a thread, and not in one that is quiet', async () => {
  const entryPoints = ['src/lib/quiet-thread.ts'];
  const { outputFiles } = await build({ ...bundleOptions(), entryPoints, format: 'cjs', write: false });
  expect(await written('')).toContain('something is experimental');
  expect(await written(outputFiles[0]?.text ?? '')).toBe('');
});

test.each(Object.entries(workers))('%s is quiet before anything else loads', async (_, entry) => {
  const { metafile } = await build({
    ...bundleOptions(),
    entryPoints: [entry],
    write: false,
    metafile: true,
    outdir: 'nowhere',
    splitting: true,
  });
  const [first] = metafile.inputs[entry]?.imports ?? [];
  expect(resolve(first?.path ?? '')).toBe(resolve('src/lib/quiet-thread.ts'));
});
