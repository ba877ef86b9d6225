import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { bundledInk } from './bundled-ink.ts';
import { InterleavedFiles } from './interleaved-files.ts';
import { inkTableModule } from './workarounds/ink-table-module.ts';
import { patchedText } from './workarounds/package-patch.ts';

const all = ['test/**/*.test.{ts,tsx}'];
/** These tests have their own commands. */
const others = ['test/bench/**', 'test/awscli/**', 'test/monitoring/**'];
/** Tests that replace a module, decide on colours before Ink is loaded, or count all objects: each runs in isolation. */
const apart = ['test/components/{frame-cost,themes}.test.tsx', 'test/soak/week.test.ts'];
/** Component tests that run a second time, on Ink as npm installs it and the sources import it. */
const onPlainInk = ['test/components/{app,picker,small-table,snapshot,table}.test.tsx'];

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  define: { VAULTOP_VERSION: '"test"' },
  // React as in the program: the development version is slower for each frame.
  oxc: { jsx: { development: false } },
  plugins: [
    {
      name: inkTableModule.name,
      enforce: 'pre',
      transform: (code, id) => patchedText(inkTableModule, id, code),
    },
  ],
  test: {
    environment: 'node',
    pool: 'threads',
    maxWorkers: 3,
    sequence: { sequencer: InterleavedFiles },
    globalSetup: [fileURLToPath(new URL('test-folder.ts', import.meta.url))],
    restoreMocks: true,
    // A long limit: it only ends a test that has failed already. More than `patienceMs` in test/support.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 150_000 } },
    // The tests of 'shared' share their imports, compiled and warm: no module of the program keeps state. They draw with Ink
    // as bundled in the program, which takes a quarter of the time of plain Ink for each frame.
    projects: [
      {
        extends: true,
        plugins: [bundledInk()],
        test: { name: 'shared', include: all, exclude: [...others, ...apart], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: apart } },
      { extends: true, test: { name: 'plain-ink', include: onPlainInk, isolate: false } },
    ],
    env: { TZ: 'UTC', NODE_ENV: 'production' },
    server: { deps: { inline: ['ink-table'] } },
    coverage: {
      provider: 'v8',
      include: ['src/**', 'components/**', 'config/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
