// The owner of responses on disk: the same role of the same account at two addresses is two identities.
import { expect, test } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { stubAws } from '../support/stub-aws.ts';

const store = openMemoryStore(createFakeClock().now);

const vaultsPage = {
  BackupVaultList: [
    { BackupVaultName: 'mine', BackupVaultArn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:mine' },
  ],
};

/** `isSilent`: lists get no response. */
async function vaultsSeen(address: string, isSilent: boolean): Promise<string[]> {
  const clock = createFakeClock();
  const stub = stubAws([], ({ operation }) => (operation === 'ListBackupVaults' ? vaultsPage : {}));
  const silent: Pick<Aws, 'pages'> = {
    pages: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }) as never,
  };
  const runtime = createRuntime({
    aws: { ...stub, ...(isSilent ? silent : {}), address: async () => address },
    clock,
    store,
    connections: [{ id: '' }],
    regions: ['eu-west-1'],
    cloudWatch: false,
    size: { columns: 80, rows: 24 },
    copy() {},
    repaint() {},
    quit() {},
    nextTurn: async () => {},
  });
  runtime.start();
  await clock.advance(5_000);
  const { data } = runtime.view();
  const [scope] = data.scopes;
  const vaults = scope ? data.listed([{ kind: 'list', resource: 'vaults', scope, params: {}, priority: 1 }]) : [];
  runtime.stop();
  return vaults.map(({ name }) => name);
}

test('a start shows what was known of its own address, and nothing of another one', async () => {
  expect(await vaultsSeen('http://127.0.0.1:1', false)).toEqual(['mine']);
  expect(await vaultsSeen('http://127.0.0.1:1', true)).toEqual(['mine']);
  expect(await vaultsSeen('AWS', true)).toEqual([]);
});
