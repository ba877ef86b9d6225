// Tests of the metrics with Debian's Prometheus, which `npm test` does not need.
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

const config = mergeConfig(base, defineConfig({ test: { testTimeout: 180_000, coverage: { enabled: false } } }));
config.test = { ...config.test, include: ['test/monitoring/**/*.test.ts'], exclude: [], projects: undefined };
export default config;
