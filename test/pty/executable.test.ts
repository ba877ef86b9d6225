// Only where `npm run build:bin` has been run: an executable is too large to be built for each run of the tests.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openCommandInPty } from '../support/pty.ts';

const executable = resolve(import.meta.dirname, `../../dist-bin/vaultop-${process.platform}-${process.arch}`);

test.skipIf(!existsSync(executable))('the executable runs the demo where there is no Node', async () => {
  const { waitFor, press, exited } = openCommandInPty(executable, ['--demo'], { env: { PATH: '/nowhere' } });
  await waitFor(/Running jobs \d/);
  press('q');
  expect(await exited).toMatchObject({ exitCode: 0 });
});
