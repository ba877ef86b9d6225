// `npm run prove`: complete matrices, of which `npm test` runs a seeded part.
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

const config = mergeConfig(
  base,
  defineConfig({ test: { testTimeout: 3_600_000, hookTimeout: 3_600_000, coverage: { enabled: false } } }),
);
config.test = {
  ...config.test,
  include: ['test/**/*.matrix.test.{ts,tsx}'],
  exclude: [],
  projects: undefined,
  env: { ...config.test?.env, VAULTOP_PROVE: '1' },
};
export default config;
