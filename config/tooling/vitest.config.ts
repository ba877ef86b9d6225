import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { inkTableAsModule, inkTableFile } from './ink-table-module.ts';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  define: { VAULTOP_VERSION: '"test"' },
  plugins: [
    {
      name: 'ink-table-as-module',
      enforce: 'pre',
      transform: (code, id) => (inkTableFile.test(id) ? inkTableAsModule(code) : undefined),
    },
  ],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/bench/**', 'test/awscli/**'],
    environment: 'node',
    pool: 'threads',
    maxWorkers: 2,
    restoreMocks: true,
    // Generous: it only ends a test that has failed already.
    testTimeout: 90_000,
    env: { TZ: 'UTC', NODE_ENV: 'test' },
    server: { deps: { inline: ['ink-table'] } },
    coverage: {
      provider: 'v8',
      include: ['src/**', 'components/**', 'config/*.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
});
