import { Readable } from 'node:stream';
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
import { rowsInTurn } from '../../config/limits.ts';
import { collectBody } from '../../src/aws/responses/body-collector.ts';
import { findList } from '../../src/aws/responses/list-slices.ts';
import { partsOf, unfold } from '../../src/aws/responses/long-list.ts';
import { createLongResponseProtocol } from '../../src/aws/responses/long-responses.ts';
import { allQuirks } from '../../src/emulator/quirks.ts';
import { emulatorAt } from '../emulator/clients.ts';
import { reply, startServer } from './wire-server.ts';

async function bothClients(url: string) {
  const config = {
    region: 'us-east-1',
    endpoint: url,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' },
  };
  const sliced = new BackupClient({
    ...config,
    protocol: await createLongResponseProtocol(async () => {}),
    streamCollector: collectBody,
  });
  const answerOf = async (client: BackupClient, request: object) => {
    const { $metadata: _, ...response } = unfold(await client.send(request as ListBackupJobsCommand), toError);
    return response;
  };
  return {
    plain: (request: object) => answerOf(new BackupClient(config), request),
    sliced: (request: object) => answerOf(sliced, request),
  };
}

const toError = (error: unknown): Error => error as Error;

const requests = [
  new ListBackupJobsCommand({ MaxResults: 1000 }),
  new ListCopyJobsCommand({ MaxResults: 1000 }),
  new ListRestoreJobsCommand({ MaxResults: 1000 }),
  new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'prod', MaxResults: 1000 }),
  new ListProtectedResourcesCommand({ MaxResults: 1000 }),
] as const;

test('a long answer is the one that the SDK reads, field by field, whatever the service sends', async () => {
  const { url } = await emulatorAt({ quirks: allQuirks });
  const { plain, sliced } = await bothClients(url);
  for (const request of requests) expect(await sliced(request)).toEqual(await plain(request));
});

const job = (extra: object) => ({ BackupJobId: 'x'.repeat(60), ...extra });
const longBody = (extra: object) => JSON.stringify({ BackupJobs: Array.from({ length: 2_000 }, () => job(extra)) });

test.each([
  ['unknown members and types', longBody({ Shape: { a: [1] }, BytesTransferred: 'NaN' })],
  ['what names its type', longBody({ __type: 'com.amazonaws.backup#BackupJob', Extra: 1 })],
  ['times as text', longBody({ CreationDate: '1578560834.253' })],
  ['escapes', longBody({ ResourceName: '"],[{\\"\u0000é🙂' })],
  ['another list', JSON.stringify({ Others: Array.from({ length: 9_000 }, () => 'a text'), BackupJobs: [job({})] })],
])('%s are read as the SDK reads them', async (_, body) => {
  const server = await startServer(reply(200, body));
  const { plain, sliced } = await bothClients(server.url);
  const request = new ListBackupJobsCommand({});
  expect(await sliced(request)).toEqual(await plain(request));
});

test.each([
  ['cut off', longBody({}).slice(0, -9)],
  ['not JSON in the middle', longBody({}).replace('},{', '},,{')],
])('%s is refused as the SDK refuses it', async (_, body) => {
  const server = await startServer(reply(200, body));
  const { plain, sliced } = await bothClients(server.url);
  const refusal = (ask: typeof plain) =>
    ask(new ListBackupJobsCommand({}))
      .then((response) => response.BackupJobs?.length)
      .catch((error: Error) => error);
  // Only the first line: after it the SDK writes where the raw response can be found.
  const firstLine = (refused: unknown) => String(refused).split('\n')[0];
  expect(await refusal(plain)).toBeInstanceOf(Error);
  expect(firstLine(await refusal(sliced))).toBe(firstLine(await refusal(plain)));
});

test.each([1, 'text', true])('a long list of %j is refused when it is read', async (item) => {
  const items = Array.from({ length: 40_000 }, () => item);
  const server = await startServer(reply(200, JSON.stringify({ BackupJobs: items, NextToken: null })));
  const { sliced } = await bothClients(server.url);
  const requested = sliced(new ListBackupJobsCommand({}));
  await expect(requested.then(({ BackupJobs }: { BackupJobs?: unknown }) => BackupJobs)).rejects.toThrow(
    /instead of an item of BackupJobs/,
  );
});

test.each([1, 2_000])(
  'of %i jobs, a member that is of another type is absent, and a job that is null is none',
  async (count) => {
    const wrong = {
      CreationDate: 'yesterday',
      IsParent: 'no',
      ResourceArn: 7,
      PercentDone: {},
      BackupSizeInBytes: [],
    };
    const parts = { CreatedBy: 'me', State: ['x'], CompletionDate: true, StatusMessage: null, AccountId: 'a' };
    const jobs = Array.from({ length: count }, () => [job({ ...wrong, ...parts }), null]).flat();
    const server = await startServer(reply(200, JSON.stringify({ BackupJobs: jobs, NextToken: 9 })));
    const { sliced } = await bothClients(server.url);
    const response = await sliced(new ListBackupJobsCommand({}));
    expect(response).toEqual({ BackupJobs: Array.from({ length: count }, () => job({ AccountId: 'a' })) });
  },
);

test('slices and rest are the whole, wherever they are cut', () => {
  // Items that begin alike, with what is like their beginnings and their ends in them.
  const text = fc.constantFrom(
    '',
    '},{"Id":',
    '}],',
    '}]',
    '"',
    '\\',
    ']',
    'a longer text, that one part has and others have not',
  );
  const { item } = fc.letrec<{ item: object }>((tie) => ({
    item: fc.record({ Id: text, Name: text, Parts: fc.array(tie('item'), { maxLength: 2 }) }, { requiredKeys: ['Id'] }),
  }));
  const member = fc.oneof(
    fc.json(),
    fc.array(fc.jsonValue()).map((list) => JSON.stringify(list)),
    fc.array(item, { maxLength: 30 }).map((list) => JSON.stringify(list)),
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
    fc.property(document, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), (text, size, atOnce) => {
      const search = findList(Buffer.from(text), size, atOnce);
      let step = search.next();
      while (!step.done) step = search.next();
      if (!step.value) return;
      const cut = step.value;
      const found = [...cut.slices()].map((slice) => JSON.parse(slice) as unknown[]);
      for (const slice of found) expect(slice).not.toEqual([]);
      if (found.length > 1) expect(found[0]).toHaveLength(size);
      expect({ ...JSON.parse(cut.rest), [cut.name]: found.flat() }).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

const longAnswer = async (body: string, failed: (error: unknown) => Error = toError) => {
  const server = await startServer(reply(200, body));
  const config = { region: 'us-east-1', endpoint: server.url, credentials: { accessKeyId: 'A', secretAccessKey: 's' } };
  const protocol = await createLongResponseProtocol(async () => {});
  const client = new BackupClient({ ...config, protocol, streamCollector: collectBody });
  return unfold(await client.send(new ListBackupJobsCommand({})), failed);
};

test('a long list is read as it is used: in parts, once, and from the beginning until it was read to its end', async () => {
  const response = await longAnswer(longBody({}));
  const first = partsOf(response, 'BackupJobs', 7).next().value as unknown[];
  expect(first).toHaveLength(rowsInTurn);
  const all = [...partsOf(response, 'BackupJobs', 7)];
  expect(all[0]).toEqual(first);
  expect(all.flat()).toHaveLength(2_000);
  expect(() => [...partsOf(response, 'BackupJobs', 7)]).toThrow('nothing is kept');
});

test('who reads a long list whole has it whole as often as they like, and in parts too', async () => {
  const response = await longAnswer(longBody({}));
  expect(response.BackupJobs).toHaveLength(2_000);
  expect(response.BackupJobs).toBe(response.BackupJobs);
  expect([...partsOf(response, 'BackupJobs', 7)].flat()).toEqual(response.BackupJobs);
});

test('a short list has its parts too, and an empty one an empty part', () => {
  const lengths = (list?: number[]) => [...partsOf({ list }, 'list', 3)].map((part) => part.length);
  expect([lengths(), lengths([]), lengths([1, 2, 3]), lengths([1, 2, 3, 4])]).toEqual([[0], [0], [3], [3, 1]]);
});

test('what turns out to be unreadable is told in the words of who asked', async () => {
  const response = await longAnswer(longBody({}).replace('},{', '},,{'), () => new Error('told'));
  expect(() => [...partsOf(response, 'BackupJobs', 7)]).toThrow('told');
});

test.each([
  ['as long as was told', { 'content-length': '26' }, ['a body in ', 'a few ', 'pieces, ok']],
  ['of unknown length', {}, Array.from({ length: 9 }, (_, index) => `${index}`.repeat(20_000))],
  ['longer than was told', { 'content-length': '3' }, ['four', ' and more']],
  ['empty', {}, []],
])('a body that is %s is collected whole', async (_, headers, pieces) => {
  const stream = Object.assign(Readable.from(pieces.map((text) => Buffer.from(text))), { headers });
  expect(Buffer.from(await collectBody(stream)).toString()).toBe(pieces.join(''));
});

test('a body that breaks off is none', async () => {
  const broken = new Readable({ read() {} });
  const collected = collectBody(broken);
  broken.push('half');
  broken.destroy();
  await expect(collected).rejects.toThrow('cut off');
});

test.each([
  ['what looks like the end of an item in a text', job({ StatusMessage: '},{"BackupJobId":"x"}],"NextToken":"y"}' })],
  ['lists of their own, whose items begin alike', job({ Nested: [job({}), job({}), job({})] })],
])('a list whose items have %s is cut at its items', async (_, item) => {
  const list = Array.from({ length: 1_000 }, (_, index) => ({ ...item, Index: index }));
  const text = JSON.stringify({ Before: list.slice(0, 3), BackupJobs: list, NextToken: '}]', After: list });
  const search = findList(Buffer.from(text), 100, 50_000);
  let step = search.next();
  while (!step.done) step = search.next();
  const slices = [...(step.value?.slices() ?? [])].map((slice) => JSON.parse(slice) as unknown[]);
  expect(slices.length).toBeGreaterThan(8);
  expect(slices.flat()).toEqual(list);
  expect(JSON.parse(step.value?.rest ?? '')).toEqual({ ...JSON.parse(text), BackupJobs: [] });
});
