// An anonymized recording has nothing left that names an account, a person or a thing of theirs: a secret is planted in
// every member of every request and response of every operation.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cbor } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Exchange } from '../../src/aws/recording/exchange.ts';
import { createRecorder } from '../../src/aws/recording/recorder.ts';
import { createExchangeAnonymizer } from '../../src/engine/anonymize/anonymize-exchange.ts';
import { sampled } from '../support/matrix.ts';
import { calledOperations } from '../support/wire-words.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A part of every secret. */
const marker = `q7z${randomBytes(9).toString('hex')}`;
let planted = 0;
function secret(): string {
  planted += 1;
  return `${marker}${planted}x`;
}

const isMessage = /message|reason/i;
const isDocument = /^(CloudTrailEvent|Policy|BackupPlanTemplateJson|Body)$/;

/** Every form in which a name may stand. */
function plantedText(name: string): string {
  if (isDocument.test(name))
    return JSON.stringify({
      userIdentity: { arn: secret() },
      requestParameters: { [secret()]: [secret()] },
      inner: `{"a":"${secret()}"}`,
    });
  if (isMessage.test(name))
    return `Access to "${secret()}" is denied for arn:aws:iam::123456789012:role/${secret()}: ${secret()}.`;
  if (/arn/i.test(name)) return `arn:aws:backup:eu-west-1:123456789012:backup-vault:${secret()}/${secret()}`;
  return `${secret()} "<&>' é/${secret()}`;
}

const deepest = 6;

function plantedValue(schema: NormalizedSchema, name = '', depth = 0): unknown {
  if (depth > deepest) return {};
  if (schema.isStructSchema())
    return Object.fromEntries(
      [...schema.structIterator()].map(([member, one]) => [
        (one.getMergedTraits() as { jsonName?: string }).jsonName ?? member,
        plantedValue(one, member, depth + 1),
      ]),
    );
  if (schema.isListSchema()) return [plantedValue(schema.getValueSchema(), name, depth + 1)];
  if (schema.isMapSchema()) return { [secret()]: plantedValue(schema.getValueSchema(), name, depth + 1) };
  if (schema.isTimestampSchema()) return 1_768_471_200;
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 3;
  return plantedText(name);
}

const xmlText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;');

const toXml = (value: unknown): string =>
  Array.isArray(value)
    ? value.map((item) => `<member>${toXml(item)}</member>`).join('')
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, one]) => `<${name}>${toXml(one)}</${name}>`)
          .join('')
      : xmlText(String(value));

const toForm = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, one]) => toForm(one, path === '' ? name : `${path}.${name}`))
    : [`${encodeURIComponent(path)}=${encodeURIComponent(String(value))}`];

type Wire = (
  name: string,
  input: unknown,
  output: unknown,
) => Pick<Exchange, 'request'> & { readonly body: Buffer; readonly type: string };

const request = (one: Partial<Exchange['request']>): Exchange['request'] => ({
  method: 'POST',
  hostname: `${secret()}.vpce.backup.eu-west-1.amazonaws.com`,
  path: `/${secret()}/arn%3Aaws%3Abackup%3Aeu-west-1%3A123456789012%3Abackup-vault%3A${secret()}`,
  query: { [secret()]: secret(), resourceArn: [plantedText('arn')] },
  ...one,
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=AKIA${secret()}/20260115/eu-west-1/backup/aws4_request, Signature=${secret()}`,
    'user-agent': secret(),
    'x-amzn-requestid': secret(),
    ...one.headers,
  },
});

const wires: Readonly<Record<string, Wire>> = {
  JSON: (name, input, output) => ({
    request: request({
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `X.${name}` },
      body: JSON.stringify(input),
    }),
    body: Buffer.from(JSON.stringify(output)),
    type: 'application/json',
  }),
  XML: (name, input, output) => ({
    request: request({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: [`Action=${name}`, ...toForm(input)].join('&'),
    }),
    body: Buffer.from(`<?xml version="1.0"?><${name}Response note="${secret()}">${toXml(output)}</${name}Response>`),
    type: 'text/xml',
  }),
  CBOR: (_, input, output) => ({
    request: request({ headers: { 'smithy-protocol': 'rpc-v2-cbor' }, body: cbor.serialize(input) }),
    body: Buffer.from(cbor.serialize(output)),
    type: 'application/cbor',
  }),
};

/** The forms in which a text may stand in a file. */
function formsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  const texts = [text, text.toUpperCase(), [...text].reverse().join(''), bytes.toString('hex'), ...shifted];
  return [...texts.map((form) => Buffer.from(form)), Buffer.from(text, 'utf16le')];
}

const operations = calledOperations();

/** Bodies of responses in base64 are searched as they are, and decoded. */
function bytesOnDisk(): Buffer {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const decoded = files.map((file) => {
    const { response } = JSON.parse(String(file));
    return Buffer.from(response?.body ?? '', response?.encoding ?? 'utf8');
  });
  return Buffer.concat([...files, ...decoded, Buffer.from(readdirSync(folder).join())]);
}

test.each(Object.keys(wires))('in %s no secret of any member of any operation is on the disk', (kind) => {
  const anonymize = createExchangeAnonymizer();
  const recorder = createRecorder({ folder, maxBytes: 1e9, env: {}, anonymize, ended() {} });
  const before = planted;
  for (const { name, input, output } of sampled(operations, 40)) {
    const made = wires[kind]?.(name, plantedValue(input), plantedValue(output));
    if (!made) throw new Error('no wire');
    const headers = {
      'content-type': made.type,
      'x-amzn-requestid': secret(),
      'x-amzn-errortype': secret(),
      'set-cookie': secret(),
    };
    const response = { statusCode: 200, headers, body: made.body, isCut: false };
    recorder.record({ at: 0, ms: 1, request: made.request, response });
    recorder.record({
      at: 0,
      ms: 1,
      request: made.request,
      error: Object.assign(new Error(secret()), { name: secret() }),
    });
    // A response that cannot be parsed.
    recorder.record({
      at: 0,
      ms: 1,
      request: made.request,
      response: { ...response, body: made.body.subarray(0, -3), isCut: true },
    });
  }
  expect(planted - before).toBeGreaterThan(1_000);
  const bytes = bytesOnDisk();
  expect(
    formsOf(marker)
      .filter((form) => bytes.includes(form))
      .map(String),
  ).toEqual([]);
  expect(bytes.includes('123456789012')).toBe(false);
});

const anonymized = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) => {
  const response = { statusCode: 200, headers, body: Buffer.from(JSON.stringify(body)), isCut: false };
  const made = createExchangeAnonymizer()({ at: 0, ms: 1, request: request({}), response });
  return JSON.parse(String(made.response?.body));
};

test('states, types, Regions, times, sizes and the words of messages stay; names are the same everywhere', () => {
  const made = anonymized({
    BackupJobs: [
      {
        State: 'FAILED',
        ResourceType: 'SAP HANA on Amazon EC2',
        PercentDone: '12.5',
        BackupSizeInBytes: 500_000_000_000,
        CreationDate: 1_768_471_200.123,
        BackupVaultName: 'orders',
        BackupVaultArn: 'arn:aws:backup:eu-west-1:123456789012:backup-vault:orders',
        StatusMessage: 'The backup vault orders does not exist.',
        AccountId: '123456789012',
        Status: 'SOMETHING_NEW',
        Tags: { 'cost-center': 'orders' },
      },
    ],
    Regions: { 'eu-west-1': true, zone: 'eu-west-1a' },
    ScheduleExpression: 'cron(0 5 ? * * *)',
    NextToken: 'page/two',
    Name: 'eu-web-1',
  });
  const [job] = made.BackupJobs;
  const vault = job.BackupVaultName;
  expect(vault).toMatch(/^name-/);
  expect(job).toMatchObject({
    State: 'FAILED',
    ResourceType: 'SAP HANA on Amazon EC2',
    PercentDone: '12.5',
    BackupSizeInBytes: 500_000_000_000,
    CreationDate: 1_768_471_200.123,
    BackupVaultArn: `arn:aws:backup:eu-west-1:${job.AccountId}:backup-vault:${vault}`,
    StatusMessage: `The backup vault ${vault} does not exist.`,
    Status: 'SOMETHING_NEW',
  });
  expect(Object.keys(job.Tags)[0]).toMatch(/^name-/);
  expect(Object.values(job.Tags)).toEqual([vault]);
  expect(made).toMatchObject({ Regions: { 'eu-west-1': true }, ScheduleExpression: 'cron(0 5 ? * * *)' });
  expect(made.Name).toMatch(/^name-/);
  expect(JSON.stringify(made.Regions)).toContain('eu-west-1a');
});

test('another recording replaces the same name by another one', () => {
  const one = anonymized({ BackupVaultName: 'orders' });
  expect(one).not.toEqual(anonymized({ BackupVaultName: 'orders' }));
});
