// An access point that stands for more than a day, in `check --with access-points`.
import { ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import { CreateBackupAccessPointCommand } from '../../src/aws/declared/backup.ts';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import { judge } from '../../src/cli/check/judge.ts';
import { stateOf } from '../../src/cli/check/report.ts';
import { evaluateResponses } from '../../src/cli/evaluation/evaluate-responses.ts';
import { requestLists } from '../../src/cli/evaluation/request-lists.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { accessPointSources } from '../../src/resources/derived/derived.ts';
import { clientsOf, noon } from '../emulator/clients.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const dayMs = 86_400_000;
let now = noon;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: { now: () => now } });
  const { backup } = clientsOf(emulator);
  const input = { BackupVaultName: 'prod', ByResourceType: 'S3' };
  const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByBackupVaultCommand(input));
  const RecoveryPointArn = RecoveryPoints.find(({ Status }) => Status === 'COMPLETED')?.RecoveryPointArn ?? '';
  await backup.send(new CreateBackupAccessPointCommand({ Name: 'a-look', RecoveryPointArn }) as never);
});
afterAll(() => emulator.close());

/** Rests on the list of access points alone. */
async function checked(accessPoints = true) {
  const connection = { id: '', endpointUrl: emulator.url, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const aws = createAws({ connections: [connection], clock: systemClock, rates: 'unlimited', env: {} });
  try {
    const place = { connections: [connection], regions: ['us-east-1'], organization: false };
    const clock = { ...systemClock, now: () => now };
    const store = openMemoryStore(() => now);
    const options = { world: { aws, place } as never, clock, without: [], timeoutMs: 120_000, store };
    const asked = await requestLists({ ...options, lists: accessPointSources });
    const evaluated = await evaluateResponses(asked, { store, settings: { ...noSettings, accessPoints } });
    return judge(asked, { from: 'notice', without: [], evaluated });
  } finally {
    aws.close();
  }
}

test('--with takes access-points, alone and beside coverage', () => {
  const read = (...words: string[]) => {
    const { coverage, accessPoints } = readCheckArguments(words);
    return { coverage, accessPoints };
  };
  expect(read()).toEqual({ coverage: false, accessPoints: false });
  expect(read('--with', 'access-points')).toEqual({ coverage: false, accessPoints: true });
  expect(read('--with', 'coverage,access-points')).toEqual({ coverage: true, accessPoints: true });
  expect(() => read('--with', 'keys')).toThrow('--with takes coverage, access-points; not "keys".');
});

test('an access point is told of after a day', async () => {
  expect((await checked()).items).toEqual([]);
  now += 2 * dayMs;
  expect((await checked()).items).toMatchObject([
    { kind: 'access-point-stands', severity: 'notice', subject: 'a-look' },
  ]);
  expect((await checked(false)).items).toEqual([]);
});

test('without the right to list them the check is unknown, never OK', async () => {
  emulator.setFaults([parseFault('backup/ListBackupAccessPoints=deny')]);
  const report = await checked();
  expect(report.unanswered.join()).toMatch(/access-points: access denied/);
  expect(stateOf(report)).toBe(3);
  emulator.setFaults([]);
});
