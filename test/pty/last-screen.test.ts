import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openInPty } from '../support/pty.ts';

/** The Region with the fewest rows. */
const demo = ['--demo', '--region', 'ap-southeast-2'];

test('a start shows the overview as it was last seen, and then the live one', async () => {
  const env = { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'vaultop-test-')) };
  const settled = (screen: string) => /Vaults \d/.test(screen) && /audits \d/.test(screen) && !/loading/.test(screen);

  const first = openInPty(demo, { env });
  await first.waitFor(settled);
  first.press('q');
  await first.exited;

  const again = openInPty(demo, { env });
  const seen = await again.waitFor(/As seen [\dms]+ ago/);
  expect(seen).toMatch(/Vaults \d/);
  await again.waitFor((screen) => settled(screen) && !/As seen/.test(screen));
  again.press('q');
  expect(await again.exited).toMatchObject({ exitCode: 0 });
});

test('what is said about a wrong flag stands on the ordinary screen, though a screen was painted before', async () => {
  const env = { XDG_CACHE_HOME: mkdtempSync(join(tmpdir(), 'vaultop-test-')) };
  const wrong = openInPty(['--demo', '--nonsense'], { env });
  expect(await wrong.exited).toMatchObject({ exitCode: 2 });
  await wrong.waitFor(/nonsense/);
  expect(wrong.isAlternate()).toBe(false);
});
