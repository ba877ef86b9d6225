// What the engine does after an action: the lists that it has changed are read again.
import { expect, test } from 'vitest';
import { createActions } from '../../src/engine/actions/actions.ts';
import type { RunCommand } from '../../src/engine/protocol.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };

test('the list is read at once, and once more when AWS has had time to show it', async () => {
  const clock = createFakeClock();
  const refreshed: { readonly at: number; readonly resources: readonly ResourceId[] }[] = [];
  const began = clock.now();
  const actions = createActions({
    aws: { call: async () => ({}), now: clock.now } as never,
    clock,
    log: { append() {} } as never,
    dryRun: false,
    emit() {},
    refresh: (resources) => void refreshed.push({ at: clock.now() - began, resources }),
  });
  const request = { service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: 'a' } } as const;
  const job = { key: 'a', label: 'a', scope, identity: undefined, requests: [request] };
  const command: RunCommand = { type: 'runAction', run: 'r', resource: 'backup-jobs', action: 'stop', jobs: [job] };
  await actions.run(command);
  await settle();
  expect(refreshed.map(({ at }) => at)).toEqual([0]);
  await clock.advance(2_999);
  expect(refreshed).toHaveLength(1);
  await clock.advance(1);
  expect(refreshed.map(({ at }) => at)).toEqual([0, 3_000]);
  expect(refreshed[1]).toMatchObject({ resources: expect.arrayContaining(['backup-jobs']) });
  await clock.advance(60_000);
  expect(refreshed).toHaveLength(2);
});

test('an accepted call is told as what happens to the row, and nothing stands over the state that AWS reports', async () => {
  const notices: unknown[] = [];
  const actions = createActions({
    aws: { call: async () => ({ Account: scope.accountId }), now: () => 0 } as never,
    clock: createFakeClock(),
    log: { append() {} } as never,
    dryRun: false,
    emit: (note) => void (note.type === 'notice' && notices.push(note.text)),
    refresh() {},
  });
  const jobOf = (id: string): RunCommand['jobs'][number] => ({
    key: id,
    label: id,
    scope,
    identity: undefined,
    requests: [{ service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: id } }],
  });
  const command = { type: 'runAction', resource: 'backup-jobs', action: 'stop' } as const;
  const running = actions.run({ ...command, run: 'one', jobs: [jobOf('a')] });
  expect(actions.marks().get('a')?.text).toBe('stopping…');
  await running;
  expect([...actions.marks().values()]).toEqual([]);
  await actions.run({ ...command, run: 'two', jobs: [jobOf('a'), jobOf('b')] });
  expect(notices).toEqual(['stop: a is being stopped', 'stop: 2 of 2, each is being stopped']);
});
