import * as Backup from '@aws-sdk/client-backup';
import * as Sqs from '@aws-sdk/client-sqs';
import type { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { createJsonWriter, writeJson } from '../../../src/emulator/wire/json.ts';
import { readOperations } from '../../../src/emulator/wire/operations.ts';

const outputOf = (client: object, operation: string) => {
  const found = readOperations(client).find(({ name }) => name === operation);
  if (found === undefined) throw new Error(`The client has no operation ${operation}.`);
  return found.output;
};
const jobs = outputOf(Backup, 'ListBackupJobs');
const plan = outputOf(Backup, 'GetBackupPlan');
const at = new Date(1_578_560_834_253);

const responses: readonly (readonly [what: string, schema: NormalizedSchema, value: object])[] = [
  ['nothing', jobs, {}],
  ['an empty list', jobs, { BackupJobs: [] }],
  ['absent members, as null too', jobs, { BackupJobs: [{ BackupJobId: 'A', StatusMessage: null }], NextToken: null }],
  ['items that are not there', jobs, { BackupJobs: [undefined, {}, null] }],
  ['members that no model knows', jobs, { BackupJobs: [{ BackupJobId: 'A', Colour: 'red' }] }],
  ['times, to the millisecond and before 1970', jobs, { BackupJobs: [{ CreationDate: at, StartBy: new Date(-1) }] }],
  ['a time that is none', jobs, { BackupJobs: [{ CreationDate: new Date(Number.NaN) }] }],
  [
    'numbers',
    jobs,
    { BackupJobs: [{ BackupSizeInBytes: 1e21 }, { BackupSizeInBytes: -0 }, { BackupSizeInBytes: 0.1 }] },
  ],
  ['numbers that are none', jobs, { BackupJobs: [{ BackupSizeInBytes: Number.NaN }] }],
  ['a number beyond doubles', jobs, { BackupJobs: [{ BackupSizeInBytes: 2n ** 60n }] }],
  ['booleans', jobs, { BackupJobs: [{ IsParent: true, IsEncrypted: false }] }],
  ['text that JSON escapes', jobs, { NextToken: 'a "quote", a \\, a\ttab, \u0000 and \u001b[31m' }],
  ['text beyond ASCII', jobs, { NextToken: 'ä 表 🐫 \u2028 \u007f' }],
  ['half a character', jobs, { NextToken: '\ud83d' }],
  ['a map with odd names', jobs, { BackupJobs: [{ BackupOptions: { 'a "b"': 'c', 2: 'two', 1: 'one', gone: null } }] }],
  ['an object of another type', jobs, { BackupJobs: [{ __type: 'Odd', BackupJobId: 'A', Colour: 'red' }] }],
  ['objects in objects', plan, { BackupPlan: { BackupPlanName: 'p', Rules: [{ RuleName: 'r', CopyActions: [{}] }] } }],
  [
    'bytes',
    outputOf(Sqs, 'ReceiveMessage'),
    { Messages: [{ MessageAttributes: { a: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) } } }] },
  ],
];

test.each(responses)('writes as the client does: %s', (_, schema, value) => {
  expect(createJsonWriter<undefined>({})(schema, value, undefined)).toBe(writeJson(schema, value));
});

test('nulls come after what is there', () => {
  const write = createJsonWriter<undefined>({ nulls: true });
  const { NextToken, BackupVaultList } = JSON.parse(
    write(outputOf(Backup, 'ListBackupVaults'), { BackupVaultList: [{ Locked: true }] }, undefined),
  );
  expect(NextToken).toBeNull();
  const names = Object.keys(BackupVaultList[0]);
  expect(names[0]).toBe('Locked');
  expect(names.length).toBeGreaterThan(10);
});

test('what is bent is a copy', () => {
  const write = createJsonWriter<string>({
    transform: (members) => (members.includes('BackupJobId') ? (job, State) => ({ ...job, State }) : undefined),
  });
  const job = Object.freeze({ BackupJobId: 'A', State: 'RUNNING' });
  expect(write(jobs, { BackupJobs: [job] }, 'SEALING')).toBe('{"BackupJobs":[{"BackupJobId":"A","State":"SEALING"}]}');
});
