// Long text on a terminal goes through PAGER, and nothing else does.
import { expect, onTestFinished, test } from 'vitest';
import { pagerFor } from '../../src/cli/output/pager.ts';
import { newHome, runBuilt } from '../support/built-program.ts';
import { openInPty } from '../support/pty.ts';

const PAGER = "sed 's/^/paged: /'";

async function shown(words: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const program = openInPty(words, { env, columns: 120, rows: 10 });
  onTestFinished(() => program.close());
  const { exitCode } = await program.exited;
  await program.waitFor((screen) => screen.trim() !== '');
  return `${exitCode} ${program.output()}`;
}

test('help and a long table are paged, a short one is not', async () => {
  expect(await shown(['get', '--help'], { PAGER })).toMatch(/^0 paged: vaultop get/);
  expect(await shown(['get', 'plan-rules', '--demo'], { PAGER })).toMatch(/^0 paged: /);
  expect(await shown(['get', 'vaults', '--demo', '-r', 'us-east-1'], { PAGER })).toMatch(/^0 VAULT/);
});

test('a pager that is not there, and cat, leave the text as it is', async () => {
  expect(await shown(['get', '--help'], { PAGER: 'no-such-pager' })).toMatch(/vaultop get: one list as text/);
  expect(await shown(['get', '--help'], { PAGER: 'cat' })).toMatch(/^0 vaultop get: one list as text/);
});

test('a pipe is never paged', async () => {
  const { stdout } = await runBuilt(['get', '--help'], { env: { HOME: newHome(), PAGER } });
  expect(stdout).toMatch(/^vaultop get/);
});

const long = 'line\n'.repeat(30);
const terminal = { isTTY: true, rows: 24 };

test.each([
  [long, { env: {}, stdout: terminal }, 'less'],
  [long, { env: { PAGER: 'more -d' }, stdout: terminal }, 'more -d'],
  [long, { env: { PAGER: '' }, stdout: terminal }, undefined],
  [long, { env: { TERM: 'dumb' }, stdout: terminal }, undefined],
  ['line\n'.repeat(23), { env: {}, stdout: terminal }, undefined],
  ['line\n'.repeat(24), { env: {}, stdout: terminal }, 'less'],
] as const)('case %#', (text, surroundings, pager) => {
  expect(pagerFor(text, surroundings as never)).toBe(pager);
});
