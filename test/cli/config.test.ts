import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Aws, Connection } from '../../src/aws/aws.ts';
import { run } from '../../src/cli/config/config.ts';
import { contextFlags } from '../../src/cli/config/context-flags.ts';
import { effectiveLines } from '../../src/cli/config/effective.ts';
import { loadConfig } from '../../src/cli/config/load-config.ts';
import { loadSettings } from '../../src/cli/config/settings.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { contextsOf } from '../../src/cli/dashboard/contexts.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import { whereOptions } from '../../src/cli/options/where.ts';
import { environment } from '../support/launch-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaultop-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'config.yaml');
const write = (text: string) => writeFileSync(file, text);
const log = { level: 'info', debug() {}, info() {}, warn: vi.fn(), error() {} } as const;

const contexts = `
context: prod
contexts:
  prod: { profiles: [prod], regions: [eu-west-1, us-east-1], cloudwatch: false }
  lab: { regions: all, endpoint: 'http://127.0.0.1:4510' }
`;

beforeEach(() => {
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP)_/.test(key))) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

const args = async (...words: string[]) => {
  const all = ['--config', file, ...words];
  return readDashboardArguments(all, await loadSettings(all, log));
};

describe('flags beat the environment, and the environment beats the file', () => {
  beforeEach(() => write(contexts));

  test("the file's own context", async () => {
    expect(await args()).toMatchObject({ profiles: ['prod'], regions: ['eu-west-1', 'us-east-1'], cloudWatch: false });
  });

  test('one by name', async () => {
    const lab = { allRegions: true, endpointUrl: 'http://127.0.0.1:4510', cloudWatch: true };
    expect(await args('--context', 'lab')).toMatchObject(lab);
    vi.stubEnv('VAULTOP_CONTEXT', 'lab');
    expect(await args()).toMatchObject(lab);
    expect(await args('--context', 'prod')).toMatchObject({ profiles: ['prod'] });
  });

  test('flags', async () => {
    const given = await args('--profile', 'other', '--region', 'us-west-2', '--endpoint-url', 'http://x');
    expect(given).toMatchObject({ profiles: ['other'], regions: ['us-west-2'], endpointUrl: 'http://x' });
  });

  test("AWS's variables, unless the context was asked for", async () => {
    vi.stubEnv('AWS_PROFILE', 'mine');
    vi.stubEnv('AWS_REGION', 'us-west-2');
    expect(await args()).toMatchObject({ regions: [] });
    expect(await args()).toMatchObject({ profiles: [] });
    expect(await args('--context', 'prod')).toMatchObject({ profiles: ['prod'], regions: ['eu-west-1', 'us-east-1'] });
  });

  test('a context may allow changes, but not with credentials or at an address from elsewhere', async () => {
    write(contexts.replace('cloudwatch: false', 'write: true'));
    expect(await args()).toMatchObject({ profiles: ['prod'], write: true });
    expect(await args('--context', 'lab')).toMatchObject({ write: false });
    expect(await args('--profile', 'other')).toMatchObject({ write: false });
    expect(await args('--endpoint-url', 'http://x')).toMatchObject({ write: false });
    vi.stubEnv('AWS_PROFILE', 'mine');
    expect(await args()).toMatchObject({ write: false });
    expect(await args('--write')).toMatchObject({ write: true });
  });

  test('a context says all that the flags say of where to look', async () => {
    write(`
contexts:
  all:
    roles: ['arn:aws:iam::*:role/BackupReader']
    externalId: x
    accounts: [prod-*]
    excludedAccounts: [prod-old]
    organization: true
    write: true
`);
    const flags = Object.values(contextFlags).map(({ flag }) => flag as string);
    const notOfPlaces = [
      'demo',
      'estate',
      'speed',
      'fault',
      'ca-bundle',
      'all-regions',
      'no-org',
      'no-write',
      'record',
      'record-max',
      'anonymize',
    ];
    expect([...flags, ...notOfPlaces].sort()).toEqual(Object.keys(whereOptions).sort());
    const roleArns = ['arn:aws:iam::*:role/BackupReader'];
    const all = await args('--context', 'all');
    expect(all).toMatchObject({ roleArns, externalId: 'x', organization: true, write: true });
    expect(all).toMatchObject({ accounts: ['prod-*'], excludedAccounts: ['prod-old'] });
    // One flag beats one key; other credentials beat all that goes with them.
    expect(await args('--context', 'all', '--account', 'lab')).toMatchObject({ roleArns, accounts: ['lab'] });
    const other = await args('--context', 'all', '--profile', 'other');
    expect(other).toMatchObject({ roleArns: [], accounts: [], organization: false, write: false });
    const less = await args('--context', 'all', '--no-org', '--no-write');
    expect(less).toMatchObject({ roleArns, organization: false, write: false });
  });

  test('a context that is switched to is taken as it stands, under the flags of the whole run', async () => {
    write(
      contexts.replace(
        'cloudwatch: false',
        'write: true, cadence: {jobs: 1m}, eventQueues: [https://sqs.eu-west-1.amazonaws.com/111122223333/q]',
      ),
    );
    const { config } = await loadSettings(['--config', file], log);
    const connected: Connection[] = [];
    const aws = { connect: (one: Connection) => void connected.push(one) } as unknown as Aws;
    vi.stubEnv('AWS_PROFILE', 'mine');
    const { place, watch } = await contextsOf(() => ({ config }), {}, aws).open('prod');
    expect(place).toMatchObject({ context: 'prod', regions: ['eu-west-1', 'us-east-1'] });
    expect(place.connections).toMatchObject([{ id: 'prod', profile: 'prod', write: true }]);
    expect(watch).toMatchObject({
      cloudWatch: true,
      cadences: { jobs: 60_000 },
      feed: { queues: [expect.stringContaining('/q')] },
    });
    const held = await contextsOf(() => ({ config }), { 'no-write': true, 'no-cloudwatch': true }, aws).open('prod');
    expect(held.place.connections).toMatchObject([{ write: false }]);
    expect(held.watch.cloudWatch).toBe(false);
    expect(connected).not.toEqual([]);
  });

  test('the embedded AWS is a place of its own', async () => {
    expect(await args('--demo')).toMatchObject({ demo: true, regions: [] });
  });

  test('show says where each came from', async () => {
    const lines = async (context?: string, env = {}) =>
      effectiveLines(await loadConfig({ config: file }, {}), { context }, env).map((line) => line.split(/ {2,}/));
    expect(await lines()).toContainEqual(['regions', 'line 4', 'eu-west-1 us-east-1']);
    expect(await lines('lab')).toContainEqual(['context', '--context', 'lab']);
    expect(await lines('lab')).toContainEqual(['profiles', 'default', 'the credential chain']);
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_ENDPOINT_URL: 'http://me:hidden@host' };
    const shown = await lines(undefined, keys);
    expect(shown).toContainEqual(['profiles', 'AWS_ACCESS_KEY_ID', 'keys in the environment']);
    expect(JSON.stringify(shown)).not.toMatch(/AKIA|hidden/);
  });
});

describe('what cannot be', () => {
  test.each([
    ['context: prd\ncontexts: {prod: {}}', /there is no context "prd"; did you mean prod\?/],
    ['view: backup-job-s', /there is no view or list "backup-job-s"; did you mean backup-jobs/],
    ['views: {a: {resource: jobz}}', /there is no list "jobz"; there are: vaults/],
    ['views: {a: {resource: jobs, sort: -aeg}}', /no column of backup jobs "aeg"; did you mean age\?/],
    [
      'columns: {vaults: [name, pints]}',
      /:1:26: columns.vaults\[1\]: there is no column of vaults "pints"; did you mean points/,
    ],
    ['columns: {metrics: [name]}', /there is no list "metrics"/],
    ['contexts: {a: {externalId: x}}', /:1:28: contexts.a.externalId: externalId requires roles\./],
    ['contexts: {a: {accounts: [b]}}', /contexts.a.accounts: accounts requires roles with \*/],
    ['contexts: {a: {eventQueues: [b]}}', /contexts.a.eventQueues\[0\]: expected the URL of a queue/],
  ])('%s', async (text, sentence) => {
    write(text);
    await expect(args()).rejects.toThrow(UsageError);
    await expect(args()).rejects.toThrow(sentence);
  });

  test('a context that is asked for and not there', async () => {
    write(contexts);
    await expect(args('--context', 'prd')).rejects.toThrow(/no context "prd" in .*There are: prod, lab\./);
  });

  test('a file that is asked for and not there', async () => {
    await expect(loadSettings(['--config', join(folder, 'none.yaml')], log)).rejects.toThrow(/cannot be read/);
    vi.stubEnv('XDG_CONFIG_HOME', folder);
    rmSync(file, { force: true });
    expect(await loadSettings([], log)).toMatchObject({ exists: false, config: {} });
  });
});

test('warnings go to the log, and check tells them', async () => {
  write('contxts: {}');
  await args();
  expect(log.warn.mock.calls.flat()).toContainEqual({ issue: expect.stringContaining('did you mean contexts?') });
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await run(['check', '--config', file], environment, log)).toBe(0);
  write('contexts: 7');
  expect(await run(['check', '--config', file], environment, log)).toBe(1);
  expect(told.mock.calls.join('')).toMatch(/did you mean contexts[\s\S]*:1:11: contexts: expected keys with values/);
  await expect(run(['chekc'], environment, log)).rejects.toThrow(/config takes one of/);
});
