import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { effectiveLines } from '../../src/cli/config/effective.ts';
import { loadConfig } from '../../src/cli/config/load-config.ts';
import { loadSettings } from '../../src/cli/config/settings.ts';
import { toSettings } from '../../src/cli/config/to-settings.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { contextsOf } from '../../src/cli/dashboard/contexts.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { UsageError } from '../../src/cli/options/options.ts';

const root = mkdtempSync(join(tmpdir(), 'vaultop-site-'));
afterAll(() => rmSync(root, { recursive: true }));
const folder = join(root, 'etc');
const siteAt = { path: join(folder, 'config.yaml'), owner: process.getuid?.() ?? 0 };
const file = join(root, 'own.yaml');
const log = { level: 'info', debug() {}, info() {}, warn: vi.fn(), error() {} } as const;

const site = `contexts:
  prod:
    profiles: [prod]
    regions: [eu-west-1]
    color: red
    write: never
  roles: { profiles: [hub], roles: ['arn:aws:iam::111122223333:role/Admin'], write: never }
mutes:
  - { type: S3, kind: issues }
exclusions:
  - { tag: env=scratch, reason: scratch }
`;

beforeEach(() => {
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP)_/.test(key))) vi.stubEnv(name, undefined);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o755 });
  writeFileSync(siteAt.path, site, { mode: 0o644 });
  writeFileSync(file, '');
});
afterEach(() => vi.unstubAllEnvs());

const settingsOf = (...words: string[]) => loadSettings(['--config', file, ...words], log, siteAt);
const args = async (...words: string[]) =>
  readDashboardArguments(['--config', file, ...words], await settingsOf(...words));
const effective = async (context?: string) =>
  effectiveLines(await loadConfig({ config: file }, {}, siteAt), { context }, {}).map((line) => line.split(/ {2,}/));

describe('a place that the machine lets nobody change', () => {
  const forbidden = `${siteAt.path}:6 allows no changes in context "prod"`;

  test.each([
    ['the context by name', ['--context', 'prod', '--write']],
    ['its profile without the context', ['--profile', 'prod', '--write', '--region', 'eu-west-1']],
    ['its profile among others', ['--profile', 'dev,prod', '--write']],
    ['its profile at another address', ['--profile', 'prod', '--endpoint-url', 'https://example.com', '--write']],
    ['other credentials under its name', ['--context', 'prod', '--profile', 'dev', '--write']],
  ])('refuses --write: %s', async (_, words) => {
    await expect(args(...words)).rejects.toThrow(forbidden);
  });

  test('refuses --write with the profile in the environment, and with its role', async () => {
    vi.stubEnv('AWS_PROFILE', 'prod');
    await expect(args('--write')).rejects.toThrow(forbidden);
    vi.stubEnv('AWS_PROFILE', undefined);
    const role = ['--profile', 'mine', '--role-arn', 'arn:aws:iam::111122223333:role/Admin'];
    await expect(args(...role, '--write')).rejects.toThrow('context "roles"');
    await expect(args('--role-arn', 'arn:aws:iam::*:role/Admin', '--write')).rejects.toThrow('context "roles"');
  });

  test('refuses --write with keys in the environment, which may be those of any profile', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
    await expect(args('--write')).rejects.toThrow('Access keys in the environment belong to no profile');
    await expect(args('--write', '--endpoint-url', 'https://example.com')).rejects.toThrow(forbidden);
    expect(await args('--profile', 'dev', '--write')).toMatchObject({ write: true });
    writeFileSync(file, 'contexts: { mine: { write: true } }');
    expect(await args('--context', 'mine')).toMatchObject({ write: false });
  });

  test("a user's file cannot allow it, under its name or another", async () => {
    writeFileSync(
      file,
      `contexts:
  prod: { write: true }
  mine: { profiles: [prod], write: true }
  slow: { profiles: [prod], write: timed }
  dev: { profiles: [hub], roles: ['arn:aws:iam::444455556666:role/Dev'], write: true }
`,
    );
    for (const name of ['prod', 'mine', 'slow']) {
      const read = await args('--context', name);
      expect([name, read.write, read.timedWrite]).toEqual([name, false, undefined]);
      await expect(args('--context', name, '--write')).rejects.toThrow(forbidden);
    }
    // The same profile signs in to take on another role.
    expect(await args('--context', 'dev')).toMatchObject({ write: true });
  });

  test(':context does not allow it either', async () => {
    writeFileSync(file, 'contexts: { mine: { profiles: [prod], regions: [eu-west-1], write: true } }');
    const { config } = await settingsOf();
    const contexts = contextsOf(() => ({ config }), {}, { connect() {} });
    for (const name of ['prod', 'mine']) {
      const { place } = await contexts.open(name);
      expect(place.connections).toMatchObject([{ profile: 'prod', write: false }]);
    }
  });

  test.each([
    ['the same single sign-on', 'sso_account_id = 123456789012\nsso_role_name = Admin'],
    ['the same keys', 'aws_access_key_id = AKIAPROD\naws_secret_access_key = x'],
    ['the same role', 'role_arn = arn:aws:iam::123456789012:role/Ops\nsource_profile = hub'],
    ['the same program', 'credential_process = /usr/bin/keys prod'],
  ])('refuses --write with a profile of another name and %s', async (_, lines) => {
    const config = join(root, 'aws-config');
    const other = '[profile dev]\nsso_account_id = 123456789012\nsso_role_name = Reader';
    writeFileSync(config, `[profile prod]\n${lines}\n[profile mine]\nregion = eu-west-1\n${lines}\n${other}\n`);
    vi.stubEnv('AWS_CONFIG_FILE', config);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(root, 'none'));
    await expect(args('--profile', 'mine', '--write')).rejects.toThrow(forbidden);
    writeFileSync(file, 'contexts: { mine: { profiles: [mine], write: true } }');
    expect(await args('--context', 'mine')).toMatchObject({ write: false });
    expect(await args('--profile', 'dev', '--write')).toMatchObject({ write: true });
  });

  test('refuses --write with a profile that takes on a forbidden role', async () => {
    const config = join(root, 'aws-config');
    writeFileSync(config, '[profile mine]\nrole_arn = arn:aws:iam::111122223333:role/Admin\nsource_profile = hub\n');
    vi.stubEnv('AWS_CONFIG_FILE', config);
    await expect(args('--profile', 'mine', '--write')).rejects.toThrow('context "roles"');
  });

  test('reading goes on, and other places may be changed', async () => {
    expect(await args('--context', 'prod')).toMatchObject({ profiles: ['prod'], write: false });
    expect(await args('--profile', 'dev', '--write')).toMatchObject({ write: true });
    expect(await args('--profile', 'hub', '--write')).toMatchObject({ write: true });
    expect(await args('--demo', '--write')).toMatchObject({ write: true });
    const words = ['vaults', '--config', file, '--profile', 'prod'];
    expect(readGetArguments(words, await settingsOf())).toMatchObject({ where: { write: false } });
  });
});

test("the machine's file lies under the user's: keys are replaced, rules of both hold", async () => {
  writeFileSync(
    file,
    'context: prod\ncontexts: { prod: { regions: [us-east-1] } }\nmutes: [{ name: other }]\ntheme: light\n',
  );
  const { config } = await settingsOf();
  expect(config.contexts?.prod).toMatchObject({ profiles: ['prod'], regions: ['us-east-1'], color: 'red' });
  expect(toSettings({ config }).contextColors).toEqual(new Map([['prod', 'red']]));
  expect(config.mutes).toMatchObject([{ type: 'S3' }, { name: 'other' }]);
  expect(config.exclusions).toMatchObject([{ tag: 'env=scratch' }]);
});

test('vaultop config show names the file and the line of each value', async () => {
  writeFileSync(
    file,
    'context: prod\ncontexts:\n  prod: { regions: [us-east-1], write: true }\nmutes: [{ name: other }]\n',
  );
  const lines = await effective();
  const of = (key: string) => lines.find(([one]) => one === key);
  expect(of('machine')).toEqual(['machine', 'root', siteAt.path]);
  expect(of('profiles')).toEqual(['profiles', 'machine, line 3', 'prod']);
  expect(of('regions')).toEqual(['regions', 'line 3', 'us-east-1']);
  expect(of('write')).toEqual(['write', 'machine, line 6', 'never']);
  expect(of('mutes[0]')).toEqual(['mutes[0]', 'machine, line 9', 'type=S3, kind=issues']);
  expect(of('mutes[1]')).toEqual(['mutes[1]', 'line 4', 'name=other']);
  expect(of('exclusions[0]')?.[1]).toBe('machine, line 11');
});

describe('a file of the machine that others than its owner can write ends the run with one line', () => {
  const refused = async (path: string) => {
    const error = await settingsOf().catch((failed: Error) => failed);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).not.toContain('\n');
    expect(String(error)).toContain(`can write ${path}`);
  };

  test('the file, for all or for another group', async () => {
    chmodSync(siteAt.path, 0o646);
    await refused(siteAt.path);
    chmodSync(siteAt.path, 0o664);
    if (process.getuid?.() === 0) {
      chownSync(siteAt.path, 0, 12_345);
      await refused(siteAt.path);
    }
  });

  test('its folder, for who can write it can put another file there', async () => {
    chmodSync(folder, 0o777);
    await refused(folder);
  });

  test('the file that a link leads to', async () => {
    const target = join(root, 'target.yaml');
    writeFileSync(target, site);
    chmodSync(target, 0o666);
    rmSync(siteAt.path);
    symlinkSync(target, siteAt.path);
    await refused(target);
  });

  test('of another user', async () => {
    await expect(loadConfig({}, {}, { ...siteAt, owner: siteAt.owner + 1 })).rejects.toThrow('users other than root');
  });
});

test('an error in the file of the machine ends the run, with its line', async () => {
  writeFileSync(siteAt.path, 'contexts:\n  prod: { write: sometimes }\n');
  await expect(settingsOf()).rejects.toThrow(`${siteAt.path}:2:18: contexts.prod.write: expected true, false, timed`);
});

test('without a file of the machine nothing changes', async () => {
  rmSync(folder, { recursive: true });
  expect(await args('--profile', 'prod', '--write')).toMatchObject({ write: true });
});
