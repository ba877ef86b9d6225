// The support file: nothing of a canary may be in it.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTextFilter } from '../../src/cli/doctor/anonymize.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { newHome, type Outcome, runBuilt } from '../support/built-program.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now() });
});
afterAll(() => emulator.close());

/** By member: never in the file, whatever is said. */
const secrets = {
  key: 'canary-secret-key',
  session: 'canary-session-token',
  user: 'canary-proxy-user',
  proxy: 'canary-proxy-password',
  external: 'canary-external-id',
  contextExternal: 'canary-context-external',
  notify: 'canary-notify-command',
  process: 'canary-credential-process',
  variable: 'canary-variable',
};

/** Only in a file with names. */
const names = {
  profile: 'canary-profile',
  context: 'canary-context',
  account: '210987654321',
  role: 'canary-role',
  region: 'canary-endpoint.example.com',
  log: 'canary-log-message',
};

interface Made extends Outcome {
  readonly path: string;
  readonly text: string;
}

async function make(...words: string[]): Promise<Made> {
  const home = newHome();
  const role = `arn:aws:iam::${names.account}:role/${names.role}`;
  for (const folder of ['.aws', '.config/vaultop', '.local/state/vaultop'])
    mkdirSync(join(home, folder), { recursive: true });
  const profile = `[profile ${names.profile}]\nregion = us-east-1\nexternal_id = ${secrets.external}\naws_access_key_id = AKIACANARY0000000001\naws_secret_access_key = ${secrets.key}\n`;
  const other = `[profile other]\ncredential_process = ${secrets.process} --token x\n`;
  writeFileSync(join(home, '.aws/config'), profile + other);
  const config = `notify: { command: ${secrets.notify} --token abc }\nmouse: true\ncontexts:\n  ${names.context}:\n    profiles: [${names.profile}]\n    roles: [${role}]\n    externalId: ${secrets.contextExternal}\n    regions: [us-east-1]\n`;
  writeFileSync(join(home, '.config/vaultop/config.yaml'), config);
  const error = {
    message: `${names.log} ${secrets.key}`,
    stack: `Error: ${names.log}\n    at work (/home/x/main.js:1:2)`,
  };
  const entry = { time: '2026-01-15T12:00:00Z', level: 'error', event: 'command failed', error, count: 3 };
  writeFileSync(join(home, '.local/state/vaultop/vaultop.log'), `${JSON.stringify(entry)}\n`);
  const path = join(home, 'support.json');
  const env = {
    HOME: home,
    AWS_ENDPOINT_URL: emulator.url,
    AWS_SESSION_TOKEN: secrets.session,
    HTTPS_PROXY: `http://${secrets.user}:${secrets.proxy}@${names.region}:8080`,
    VAULTOP_NOTE: secrets.variable,
    LANG: 'C.UTF-8',
  };
  const outcome = await runBuilt(
    ['doctor', '--profile', names.profile, '--region', 'us-east-1', '--bundle', path, ...words],
    { env },
  );
  return { ...outcome, path, text: readFileSync(path, 'utf8') };
}

const found = (canaries: object, text: string): string[] =>
  Object.values(canaries).filter((canary) => text.includes(canary));

test('without --names it names neither secrets nor people, accounts and hosts', async () => {
  const { text, path, stderr } = await make();
  expect(found({ ...secrets, ...names }, text)).toEqual([]);
  expect(text).not.toMatch(/canary|\d{12}|AKIA/i);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const document = JSON.parse(text);
  expect(document).toMatchObject({ schema: 'vaultop.support/1', isAnonymized: true, config: { mouse: true } });
  expect(document.environment).toEqual(expect.arrayContaining(['AWS_SESSION_TOKEN', 'HTTPS_PROXY', 'VAULTOP_NOTE']));
  expect(document.log).toContainEqual(
    expect.objectContaining({ event: 'command failed', count: 3, frames: ['main.js:1:2'] }),
  );
  expect(document.checks.length).toBeGreaterThan(8);
  expect(stderr).toMatch(/^Contents of [\s\S]*Never included: credentials[\s\S]*is written\. Read it before/);
});

test('with --names it has the names, and still no secret', async () => {
  const { text } = await make('--names');
  expect(found(secrets, text)).toEqual([]);
  expect(found(names, text)).toEqual(Object.values(names));
});

test('a file that is there is left as it is', async () => {
  const path = join(newHome(), 'support.json');
  writeFileSync(path, 'mine');
  const { code, stderr } = await runBuilt(['doctor', '--demo', '--bundle', path], { env: { HOME: newHome() } });
  expect([code, readFileSync(path, 'utf8')]).toEqual([1, 'mine']);
  expect(stderr).toMatch(/the file exists already/);
});

test('stand-ins are the same throughout, and names are replaced as whole words', () => {
  const filter = createTextFilter({
    secrets: [],
    names: [
      { kind: 'profile', name: 'prod' },
      { kind: 'profile', name: 'prod-eu' },
    ],
  });
  expect(filter('prod-eu, prod, product, prod; 123456789012')).toBe(
    '(profile 1), (profile 2), product, (profile 2); (account 1)',
  );
  expect(filter('account 123456789012 of arn:aws:iam::1:role/a/b at /home/me/x.json')).toBe(
    'account (account 1) of (arn 1) at (path 1)',
  );
});
