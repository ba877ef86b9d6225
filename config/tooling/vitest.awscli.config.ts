// Tests of the embedded AWS with Debian's AWS CLI, which `npm test` does not need.
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

const config = mergeConfig(base, defineConfig({ test: { testTimeout: 60_000, coverage: { enabled: false } } }));
config.test = { ...config.test, include: ['test/awscli/**/*.test.ts'], exclude: [], projects: undefined };
export default config;
