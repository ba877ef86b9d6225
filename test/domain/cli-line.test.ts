import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCliLine, toCliName } from '../../src/domain/cli-line.ts';
import { shellQuote } from '../../src/lib/text/shell.ts';

test.each([
  ['BackupVaultName', 'backup-vault-name'],
  ['SNSTopicArn', 'sns-topic-arn'],
  ['GetBackupPlanFromJSON', 'get-backup-plan-from-json'],
  ['CreateLogicallyAirGappedBackupVault', 'create-logically-air-gapped-backup-vault'],
  ['ResourceARNs', 'resource-arns'],
  ['IamRoleArn', 'iam-role-arn'],
])('%s is %s to the AWS CLI', (name, cli) => {
  expect(toCliName(name)).toBe(cli);
});

const line = (input: Record<string, unknown>) =>
  formatCliLine({ service: 'backup', operation: 'StopIt', input }, { region: 'eu-west-1' });

test.each([
  [{ Name: "it's" }, `--name 'it'\\''s'`],
  [{ On: true, Off: false, None: undefined }, '--on --no-off'],
  [{ Days: 35 }, '--days 35'],
  [{ Arns: ['a', 'b c'] }, `--arns a 'b c'`],
  [{ Tags: { env: 'prod' } }, `--tags '{"env":"prod"}'`],
  [{ At: new Date(0) }, '--at 1970-01-01T00:00:00.000Z'],
  [{ Title: '-1 to keep' }, `--title='-1 to keep'`],
  [{ Title: 'file:///etc/passwd' }, `--cli-input-json '{"Title":"file:///etc/passwd"}'`],
  [{ Title: 'a\nb' }, `--cli-input-json '{"Title":"a\\nb"}'`],
  [{ Title: 'a\u202eb' }, `--cli-input-json '{"Title":"a\\u202eb"}'`],
  [{ Title: '--' }, `--cli-input-json '{"Title":"--"}'`],
  [{ Keys: ['--endpoint-url=http://a', 'b'] }, `--cli-input-json '{"Keys":["--endpoint-url=http://a","b"]}'`],
  [{ Keys: ['[a]'] }, `--cli-input-json '{"Keys":["[a]"]}'`],
  [{ Keys: [''] }, `--cli-input-json '{"Keys":[""]}'`],
  [{ Name: '=ls' }, `--name '=ls'`],
  [{ Tags: { variable: '$(id)' } }, `--tags '{"variable":"$(id)"}'`],
])('%j becomes %s', (input, flags) => {
  expect(line(input)).toBe(`aws backup stop-it ${flags} --region eu-west-1`);
});

test('profile and address follow the Region', () => {
  const place = { region: 'eu-west-1', profile: 'my prod', endpointUrl: 'http://127.0.0.1:1' };
  expect(formatCliLine({ service: 'backup', operation: 'StopIt', input: {} }, place)).toBe(
    `aws backup stop-it --region eu-west-1 --profile 'my prod' --endpoint-url http://127.0.0.1:1`,
  );
});

test('a shell reads every word back as it was', () => {
  const words = fc
    .sample(fc.string({ unit: 'binary' }), { numRuns: 200, seed: 7 })
    .map((text) => text.replaceAll('\0', ''));
  const script = words.map((word) => `printf '%s\\0' ${shellQuote(word)}`).join('\n');
  const read = execFileSync('/bin/sh', ['-c', script]).toString().split('\0').slice(0, -1);
  expect(read).toEqual(words.map((word) => Buffer.from(word).toString()));
});
