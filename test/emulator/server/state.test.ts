// The changes by callers can be restored in another emulator.
import { CreateBackupVaultCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { type EmulatorState, readState } from '../../../src/emulator/state.ts';
import { change, control, responsesOf } from '../changed-emulator.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { rawCall } from '../raw-call.ts';

test('saved and loaded, it gives the same answers', async () => {
  const first = await emulatorAt();
  await change(first);
  const state = JSON.parse(JSON.stringify(first.state())) as EmulatorState;
  const second = await emulatorAt({ now: noon, state });
  const [expected, found] = [await responsesOf(first), await responsesOf(second)];
  for (const [index, response] of found.entries()) {
    expect(response === expected[index], `answer ${index}: ${response.slice(0, 300)}`).toBe(true);
  }
  expect(expected.every((response) => response.startsWith('200 '))).toBe(true);
  expect(JSON.stringify(state)).not.toContain('Signature');
});

test('a running emulator gives its state, and takes another one', async () => {
  const [first, second] = [await emulatorAt(), await emulatorAt({ seed: 'another' })];
  await clientsOf(first).backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  const { text } = await control(first, 'state');
  expect((await control(second, 'state', JSON.parse(text))).status).toBe(200);
  expect((await rawCall(second, { path: '/backup-jobs' })).body).toBe(
    (await rawCall(first, { path: '/backup-jobs' })).body,
  );
  expect(JSON.parse((await control(second, 'state')).text)).toEqual(JSON.parse(text));
});

test('a state that cannot be made again leaves everything as it is', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  const state = emulator.state();
  const call = { at: noon, method: 'DELETE', path: '/backup-vaults/nowhere', headers: state.calls[0] && {} };
  const { status, text } = await control(emulator, 'state', { ...state, calls: [call] });
  expect([status, text]).toEqual([400, expect.stringContaining('contains a call that cannot be repeated: DELETE')]);
  const { BackupVaultList } = await backup.send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList?.map(({ BackupVaultName }) => BackupVaultName)).toContain('made');
});

test.each([
  [[], 'is not a state'],
  [{ format: 'vaultop emulator state', version: 7 }, 'has version 7; this program supports version 1'],
  [{ format: 'vaultop emulator state', version: 1, seed: 'a' }, 'is incomplete'],
])('%j is refused', (document, reason) => {
  expect(() => readState(document)).toThrow(reason);
});
