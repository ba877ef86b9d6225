// For the test runner: sources with one change, or with probes, while the files stay as they are.
import { relative, sep } from 'node:path';
import type { Plugin } from 'vitest/config';
import { withProbes } from './coverage/probes.ts';
import type { SourceChange } from './test-order.ts';

const pathOf = (id: string): string =>
  relative(process.cwd(), id.split('?')[0] ?? id)
    .split(sep)
    .join('/');

/** A mutant that never shows what a test waits for would hold the run for as long as tests wait on a busy machine. */
const patience = { file: 'test/support/patience.ts', pattern: /patienceMs = [\d_]+/, text: 'patienceMs = 60_000' };

export const changed = (source: string, { start, end, text }: SourceChange): string =>
  source.slice(0, start) + text + source.slice(end);

export const changePlugin = (change: SourceChange): Plugin => ({
  name: 'mutant',
  enforce: 'pre',
  configureVitest({ defineCacheKeyGenerator }) {
    defineCacheKeyGenerator(({ id }) => (pathOf(id) === change.file ? false : 'mutants'));
  },
  transform(code, id) {
    const path = pathOf(id);
    if (path === patience.file) return { code: code.replace(patience.pattern, patience.text), map: null };
    return path === change.file ? { code: changed(code, change), map: null } : undefined;
  },
});

/** The launcher runs before the version of Node is known. */
const launcher = /^src\/(?:main|executable)\.ts$/;
const probed = /^(?:src|components)\/.*\.tsx?$/;

export const probePlugin = (): Plugin => ({
  name: 'probes',
  enforce: 'pre',
  configureVitest({ defineCacheKeyGenerator }) {
    defineCacheKeyGenerator(() => 'probes');
  },
  transform(code, id) {
    const path = pathOf(id);
    if (!probed.test(path) || launcher.test(path)) return undefined;
    return { code: withProbes(path, code), map: null };
  },
});
