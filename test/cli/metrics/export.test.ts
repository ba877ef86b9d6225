// `vaultop export prometheus`: its flags, and the file that it writes.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExportArguments } from '../../../src/cli/export/arguments.ts';
import { createRowShapes } from '../../../src/engine/store/row-shapes.ts';
import { openStore } from '../../../src/store/file/open-store.ts';
import { createStoreWriter } from '../../../src/store/write/store-writer.ts';
import { newHome, runBuilt } from '../../support/built-program.ts';

test.each([
  [[], /export takes prometheus/],
  [['prometeus'], /Did you mean prometheus/],
  [['prometheus', '--demo'], /which export cannot read/],
  [['prometheus', '--no-store'], /cannot be used with --no-store/],
  [['prometheus', '--output='], /--output takes the path of a file/],
  [['prometheus', '--account', '12'], /12 digits, not "12"/],
])('%j is refused', (words, reason) => {
  expect(() => readExportArguments(words)).toThrow(reason);
});

const account = '111122223333';

/** A store in which the jobs of a Region were answered so long ago. */
function keep(home: string, agoMs: number): void {
  const now = Date.now();
  const path = join(home, '.local/state/vaultop/stores/aws.sqlite');
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const place = { path, isNamed: false, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now: () => now, parents: [] });
  const writer = createStoreWriter({ database, shapes: createRowShapes(() => now), now: () => now });
  const scope = {
    identity: `AWS arn:aws:sts::${account}:assumed-role/reader`,
    accountId: account,
    region: 'eu-west-1',
  };
  const request = { resource: 'backup-jobs', scope, params: '[]', requestedAt: now - agoMs, scopeOf: () => scope };
  writer.begin(request).whole();
  close();
}

test('a file is replaced as a whole, and says that nothing is known once nothing is', async () => {
  const home = newHome();
  const folder = join(home, 'textfiles');
  const file = join(folder, 'vaultop.prom');
  mkdirSync(folder);
  writeFileSync(file, 'an earlier export');
  const env = { HOME: home };
  const run = () => runBuilt(['export', 'prometheus', '--output', file], { env, umask: '077' });
  const without = await run();
  expect([without.code, readFileSync(file, 'utf8').trim()]).toEqual([1, '']);
  expect(without.stderr).toMatch(/there is no store yet/);
  keep(home, 60_000);
  expect(await run()).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(file, 'utf8')).toContain(`vaultop_up{account="${account}",region="eu-west-1"} 1\n`);
  expect(readFileSync(file, 'utf8')).toContain(`vaultop_answer_age_seconds{account="${account}"`);
  expect([readdirSync(folder), statSync(file).mode & 0o777]).toEqual([['vaultop.prom'], 0o644]);
});

test('what was answered long ago is down, and has no other series', async () => {
  const home = newHome();
  keep(home, 16 * 60_000);
  const { code, stdout } = await runBuilt(['export', 'prometheus'], { env: { HOME: home } });
  const samples = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect([code, samples]).toEqual([1, [`vaultop_up{account="${account}",region="eu-west-1"} 0`]]);
});
