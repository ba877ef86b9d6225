import {
  BackupClient,
  ListBackupJobsCommand,
  ListCopyJobsCommand,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRestoreJobsCommand,
} from '@aws-sdk/client-backup';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listSlices } from '../../src/aws/list-slices.ts';
import { createLongAnswerProtocol, sliceBytes } from '../../src/aws/long-answers.ts';
import { allQuirks } from '../../src/emulator/quirks.ts';
import { createTurns } from '../../src/lib/turns.ts';
import { emulatorAt } from '../emulator/clients.ts';
import { reply, startServer } from './wire-server.ts';

async function bothClients(url: string) {
  let turns = 0;
  const protocol = await createLongAnswerProtocol(async () => {
    turns += 1;
  });
  const config = {
    ...{ region: 'us-east-1', endpoint: url, maxAttempts: 1 },
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' },
  };
  return {
    plain: new BackupClient(config),
    sliced: new BackupClient({ ...config, protocol }),
    turns: () => turns,
  };
}

const questions = [
  new ListBackupJobsCommand({ MaxResults: 1000 }),
  new ListCopyJobsCommand({ MaxResults: 1000 }),
  new ListRestoreJobsCommand({ MaxResults: 1000 }),
  new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'prod', MaxResults: 1000 }),
  new ListProtectedResourcesCommand({ MaxResults: 1000 }),
] as const;

test('a long answer is the one that the SDK reads, field by field, whatever the service sends', async () => {
  const { url } = await emulatorAt({ quirks: allQuirks });
  const { plain, sliced, turns } = await bothClients(url);
  for (const question of questions) {
    const ask = async (client: BackupClient) => {
      const { $metadata: _, ...answer } = await client.send(question as ListBackupJobsCommand);
      return answer;
    };
    expect(await ask(sliced)).toEqual(await ask(plain));
  }
  // Some were long enough to be cut.
  expect(turns()).toBeGreaterThan(20);
});

const job = (extra: object) => ({ BackupJobId: 'x'.repeat(60), ...extra });
const longBody = (extra: object) => JSON.stringify({ BackupJobs: Array.from({ length: 2_000 }, () => job(extra)) });

test.each([
  ['unknown members and types', longBody({ Shape: { a: [1] }, IsParent: 'no', BytesTransferred: 'NaN' })],
  ['what names its type', longBody({ __type: 'com.amazonaws.backup#BackupJob', Extra: 1 })],
  ['times as text', longBody({ CreationDate: '1578560834.253' })],
  ['nothing at all in the list', `{"BackupJobs":[${'null,'.repeat(20_000)}null],"NextToken":null}`],
  ['escapes', longBody({ ResourceName: '"],[{\\"\u0000é🙂' })],
  ['another list', JSON.stringify({ Others: Array.from({ length: 9_000 }, () => 'a text'), BackupJobs: [job({})] })],
])('%s are read as the SDK reads them', async (_, body) => {
  const server = await startServer(reply(200, body));
  const { plain, sliced } = await bothClients(server.url);
  const ask = async (client: BackupClient) => (await client.send(new ListBackupJobsCommand({}))).BackupJobs;
  expect(await ask(sliced)).toEqual(await ask(plain));
});

test.each([
  ['cut off', longBody({}).slice(0, -9)],
  ['not JSON in the middle', longBody({}).replace('},{', '},,{')],
  ['a time that is none', longBody({ CreationDate: 'yesterday' })],
])('%s is refused in the words of the SDK', async (_, body) => {
  const server = await startServer(reply(200, body));
  const { plain, sliced } = await bothClients(server.url);
  const refusal = (client: BackupClient) => client.send(new ListBackupJobsCommand({})).catch((error) => String(error));
  expect(await refusal(sliced)).toBe(await refusal(plain));
  expect(await refusal(sliced)).toMatch(/Error/);
});

test('slices and rest are the whole, wherever they are cut', () => {
  const member = fc.oneof(
    fc.json(),
    fc.array(fc.jsonValue()).map((list) => JSON.stringify(list)),
  );
  const document = fc
    .dictionary(
      fc.string().filter((name) => name.length < 5),
      member,
    )
    .map((members) => {
      const texts = Object.entries(members).map(([name, text]) => `${JSON.stringify(name)} : ${text}`);
      return `{ ${texts.join(' , ')} }`;
    });
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 60 }), (text, size) => {
      const slices = listSlices(Buffer.from(text), size);
      const found: Record<string, unknown[]> = {};
      let next = slices.next();
      for (; !next.done; next = slices.next()) {
        found[next.value.name] = [...(found[next.value.name] ?? []), ...JSON.parse(next.value.text)];
      }
      expect({ ...JSON.parse(next.value), ...found }).toEqual(JSON.parse(text));
    }),
    { numRuns: 200 },
  );
});

test('a slice is as long as was asked, and an item more at most', () => {
  const item = JSON.stringify(job({}));
  const slices = [...listSlices(Buffer.from(longBody({})), sliceBytes)];
  for (const { text } of slices.slice(0, -1)) {
    expect(text.length).toBeGreaterThanOrEqual(sliceBytes);
    expect(text.length).toBeLessThan(sliceBytes + 2 * item.length);
  }
});

test('one piece of work to a turn of the loop, however many wait', async () => {
  const turns: (() => void)[] = [];
  const nextTurn = createTurns((task) => turns.push(task));
  let done = 0;
  for (let index = 0; index < 5; index += 1) void nextTurn().then(() => (done += 1));
  for (let turn = 1; turn <= 5; turn += 1) {
    expect(turns).toHaveLength(1);
    turns.shift()?.();
    await Promise.resolve();
    expect(done).toBe(turn);
  }
  expect(turns).toEqual([]);
});
