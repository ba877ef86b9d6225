import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { bundledInk } from './bundled-ink.ts';
import { inkTableModule } from './workarounds/ink-table-module.ts';
import { patchedText } from './workarounds/package-patch.ts';

const all = ['test/**/*.test.{ts,tsx}'];
/** They have a command of their own. */
const others = ['test/bench/**', 'test/awscli/**'];
/** Tests that replace a module, or decide on colours before Ink is loaded: each has a world of its own. */
const apart = ['test/components/{frame-cost,themes}.test.tsx'];
const onlyOnBundledInk = 'test/components/bundled-ink.test.ts';
/** Component tests that run a second time, on Ink as the program has it. */
const onBundledInk = ['test/components/{app,picker,small-table,snapshot,table}.test.tsx', onlyOnBundledInk];

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  define: { VAULTOP_VERSION: '"test"' },
  // React as the program has it: the one for development takes longer for each frame.
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
    maxWorkers: 2,
    restoreMocks: true,
    // Generous: they only end a test that has failed already. More than `patienceMs` of the tests' support.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 150_000 } },
    // The others share what they import, compiled and warm: no module of ours keeps anything.
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: all, exclude: [...others, ...apart, onlyOnBundledInk], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        plugins: [bundledInk()],
        test: { name: 'bundled-ink', include: onBundledInk, isolate: false },
      },
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
