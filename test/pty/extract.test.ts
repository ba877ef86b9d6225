// An extract of one machine is opened on another, without an account: the built program in a real terminal.
import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openForWriting } from '../../src/store/sqlite.ts';
import { newHome, runBuilt } from '../support/built-program.ts';
import { extractOf, extractTime, storeOfEstate } from '../support/extract-file.ts';
import { openInPty, type PtyProgram } from '../support/pty.ts';

const enter = '\r';

let folder: string;
let store: string;
let program: PtyProgram | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const minutes = [60, 35, 10, 0];
  const times = minutes.map((before) => extractTime - before * 60_000);
  store = await storeOfEstate(folder, times);
});
afterEach(() => program?.close());
afterAll(() => program?.close());

test('what one home exports another opens: lists and findings as they were, no account, no action', async () => {
  const file = join(folder, 'night.vaultop');
  const range = ['--from', '2026-01-15T04:00Z', '--to', new Date(extractTime).toISOString()];
  const words = ['store', 'export', '--store', store, ...range, '--output', file];
  expect(await runBuilt(words, { env: { HOME: newHome() } })).toMatchObject({ code: 0 });
  const home = newHome();
  // Neither profile nor credentials exist: a request to AWS would fail, and a sign-in would be refused by a proxy.
  program = openInPty(['--open', file], { home, env: { AWS_PROFILE: 'none', HTTPS_PROXY: 'http://127.0.0.1:1' } });
  const { press, waitFor, exited } = program;
  // It begins at its first moment: the lists were requested at its end, and jobs are known by AWS's own times.
  const first = await waitFor(/AS OF 15 Jan 04:00 UTC EXTRACT[\s\S]*Running jobs [1-9]\d*\+[\s\S]*Vaults \?/);
  expect(first).toMatch(/ap-southeast-2 not known then/);
  expect(first).not.toMatch(/calls\/min/);
  press(']');
  await waitFor(/AS OF 15 Jan 04:\d\d(:[0-5]\d)? UTC/);
  press(':play 600x', enter);
  await waitFor(/AS OF 15 Jan 04:[1-5]/);
  press('j');
  await waitFor(/›●~\S+ +\w+ +running/);
  press('a');
  await waitFor(/the screen shows the past/);
  press('\x1b');
  await waitFor((screen) => !screen.includes('the screen shows the past'));
  press(':now', enter);
  const overview = await waitFor(/vaultop EXTRACT[\s\S]*Vaults [1-9]/);
  expect(overview).not.toMatch(/no request is sent/);
  await waitFor(/Attention [1-9]/);
  press(':vaults', enter);
  await waitFor(/apac-prod/);
  press('r');
  await waitFor(/no request is sent to AWS/);
  press('a');
  await waitFor(/no credentials for account/);
  press('\x1b');
  await waitFor((screen) => !screen.includes('no credentials'));
  press('q');
  expect(await exited).toMatchObject({ exitCode: 0 });
  // Neither a store nor a last screen is kept.
  expect(existsSync(join(home, '.local/state/vaultop/stores'))).toBe(false);
  expect(existsSync(join(home, '.cache/vaultop/screens'))).toBe(false);
});

test('an anonymized one shows the same states under other names', async () => {
  const file = join(folder, 'anonymous.vaultop');
  const range = ['--from', '2026-01-15T11:10Z', '--to', new Date(extractTime).toISOString()];
  const words = ['store', 'export', '--store', store, ...range, '--output', file, '--anonymize'];
  expect(await runBuilt(words, { env: { HOME: newHome() } })).toMatchObject({ code: 0 });
  program = openInPty(['--open', file], { home: newHome() });
  // It has no findings of its own: they are evaluated for its first moment, and it is played to its end.
  const first = await program.waitFor(
    /AS OF 15 Jan 11:10 UTC EXTRACT[\s\S]*Attention [1-9][\s\S]*●.name-[0-9a-f]{4}\S* +backup/,
  );
  expect(first).not.toMatch(/not known then\.|apac/);
  program.press(':play 3600x', enter);
  await program.waitFor(/vaultop EXTRACT[\s\S]*Vaults 2/);
  program.press(':vaults', enter);
  const screen = await program.waitFor(/ vaults[\s\S]*name-[0-9a-f]{4}/);
  expect(screen).not.toMatch(/apac|123456789012/);
});

test('control characters in the names of a stranger never reach the terminal', async () => {
  const file = extractOf(store, join(folder, 'hostile.vaultop'));
  const database = openForWriting(file);
  const name = 'apac\x1b]0;taken\x07\x1b[2J\x9b\u202eprod';
  const escaped = JSON.stringify(name).slice(1, -1);
  const { changes } = database
    .prepare(`update row set doc = replace(doc, 'apac-prod', ?), key = replace(key, 'apac-prod', ?)
      where key like '%apac-prod' and resource = (select id from resource where name = 'vaults')`)
    .run(escaped, name);
  expect(changes).toBe(1);
  database.close();
  program = openInPty(['--open', file], { home: newHome() });
  await program.waitFor(/AS OF/);
  program.press(':now', enter);
  await program.waitFor(/Vaults [1-9]/);
  program.press(':vaults', enter);
  await program.waitFor(/prod/);
  expect(program.output()).not.toContain('taken\x07');
  expect(program.output()).not.toContain('\x9b');
  expect(program.output()).not.toContain('\u202e');
});

test('a changed file is refused in one sentence, and so is an extract without a terminal', async () => {
  const file = join(folder, 'changed.vaultop');
  copyFileSync(extractOf(store, join(folder, 'good.vaultop')), file);
  const database = openForWriting(file);
  database.exec('create view extra as select 1');
  database.close();
  program = openInPty(['--open', file], { home: newHome() });
  expect(await program.exited).toMatchObject({ exitCode: 1 });
  expect(program.output()).toMatch(/changed\.vaultop cannot be opened: its schema was changed: it is not/);
  const { code, stderr } = await runBuilt(['--open', file], { env: { HOME: newHome() } });
  expect([code, stderr]).toEqual([2, expect.stringContaining('--open needs a terminal')]);
});

test('an extract is never written to a terminal', async () => {
  program = openInPty(['store', 'export', '--store', store, '--from', '2026-01-15T04:00Z'], { home: newHome() });
  expect(await program.exited).toMatchObject({ exitCode: 2 });
  expect(program.output()).toMatch(/An extract is a binary file: use --output FILE or > FILE/);
});
