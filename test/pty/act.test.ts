import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openInPty, type PtyProgram } from '../support/pty.ts';

const enter = '\r';
const down = '\x1b[B';
const run = '\x13';
const tab = '\t';
const clear = '\x15';

let program: PtyProgram;
const home = mkdtempSync(join(tmpdir(), 'vaultop-act-'));

/** An editor in place of a person: it records what it was shown, and writes other metadata. */
const editor = join(home, 'editor.sh');

beforeAll(async () => {
  writeFileSync(editor, `#!/bin/sh\ncp "$1" ${home}/shown\necho '{"Port": "5433"}' > "$1"\n`);
  chmodSync(editor, 0o700);
  program = openInPty(['--demo', '--write', '--region', 'us-east-1,eu-west-1'], {
    rows: 40,
    env: { EDITOR: editor, XDG_STATE_HOME: home },
  });
  await program.waitFor(/Vaults [4-9]/);
});
afterAll(() => program.close());

async function open(list: string, filter: string): Promise<void> {
  const { press, waitFor } = program;
  press(`:${list}`, enter);
  await waitFor(/ by \w+/);
  press(`/${filter}`, enter);
  // A list that is still loading may have no match yet: then there is no row to act on.
  const title = (line: string) => line.includes(`/${filter}`) && / [1-9]\d* of \d/.test(line);
  await waitFor((screen) => screen.split('\n').some(title));
}

const done = () =>
  readFileSync(join(home, 'vaultop', 'actions.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'done')
    .map(({ operation }) => operation);

test('a plan with a copy to another Region is built', async () => {
  const { press, waitFor } = program;
  await open('plans', '~us-east-1');
  press('A');
  await waitFor(/create a plan: build it[\s\S]*Rules/);
  press(down, 'pty-plan', down, enter);
  await waitFor(/rules 1/);
  press('nightly', down, 'prod', down, clear, 'daily at 02:30');
  await waitFor(/cron\(30 2 \? \* \* \*\) runs next/);
  press(down, down, down, down, down, down, '35', down, down, down, down, down, down, enter);
  await waitFor(/copies 1/);
  press('eu-prod', tab);
  await waitFor(/backup-vault:eu-prod/);
  press(run);
  await waitFor(/1 eu-prod in eu-west-1/);
  press(run);
  await waitFor(/1 nightly: daily at 02:30 to prod, kept 35 days/);
  press(run);
  await waitFor(/y confirms/);
  press('y');
  await waitFor(/✔ create a plan/);
  expect(done()).toEqual(['CreateBackupPlan']);
});

test('a vault is locked in compliance mode, by its name', async () => {
  const { press, waitFor } = program;
  await open('vaults', 'name:prod region:us-east-1');
  press('L');
  await waitFor(/Mode/);
  press(' ', down, clear, '7', run);
  const review = await waitFor(/Type prod and press enter/);
  expect(review).toMatch(/From 20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ on nobody can remove or change this lock/);
  press('prod', enter);
  await waitFor(/✔ lock: prod/);
  await waitFor(/grace 6d23h/);
  expect(done()).toEqual(['CreateBackupPlan', 'PutBackupVaultLockConfiguration']);
});

test('a point is restored, the rest of its metadata changed in $EDITOR, and the screen comes back', async () => {
  const { press, waitFor } = program;
  press('\x1b', ':overview', enter);
  await open('points', 'COMPLETED type:RDS region:us-east-1');
  press('w');
  await waitFor(/New DB instance/);
  press(...Array.from({ length: 12 }, () => down));
  await waitFor(/enter opens \$EDITOR/);
  press(enter);
  await waitFor(/› More keys[\s\S]*"Port": "5433"/);
  expect(readFileSync(join(home, 'shown'), 'utf8')).toMatch(/^\{/);
  press(run);
  expect(await waitFor(/y confirms/)).toMatch(/Port.*5433/);
  press('y');
  await waitFor(/Restore job started: [0-9A-F-]{36}/);
  expect(done().at(-1)).toBe('StartRestoreJob');
  // The outcome stays until it is closed.
  press('q');
  await waitFor((screen) => !screen.includes('enter opens it'));
  press('q');
  expect(await program.exited).toMatchObject({ exitCode: 0 });
});
