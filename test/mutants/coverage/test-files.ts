import { globSync } from 'node:fs';

export const testPattern = 'test/**/*.test.{ts,tsx}';

/** Tests of the built program and of the tools run nothing of what is changed; two replace modules. */
export const leftOut = [
  'test/{awscli,bench,emulator,mutants,pty,soak,tooling}/**',
  'test/components/{frame-cost,themes}.test.tsx',
];

/** Those that can notice a change of a source. */
export const testFiles = (): string[] => globSync(testPattern, { exclude: leftOut }).sort();
