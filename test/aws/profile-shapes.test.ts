// Every kind of profile in ~/.aws/config: without a sign-in, with an expired one, and with a mistake. One sentence
// names the mistake, and the advised command works for that kind of profile.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { problemOf } from './wire-server.ts';

let emulator: Emulator;
let home: AwsHome;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  home = await createAwsHome();
  home.setEnvironment('AWS_ENDPOINT_URL_STS', emulator.url);
  home.setEnvironment('AWS_LOGIN_CACHE_DIRECTORY', join(home.path, 'login'));
  // Nobody listens there: a session that ended cannot be refreshed.
  home.setEnvironment('AWS_ENDPOINT_URL_SIGNIN', 'http://127.0.0.1:9');
});
afterEach(() => home.remove());

const role = 'role_arn = arn:aws:iam::123456789012:role/BackupReader';
const ssoRole = 'sso_account_id = 123456789012\nsso_role_name = BackupReader';
const session = '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://corp.example/start';
const ssoOf = (name: string) => `[profile ${name}]\nsso_session = corp\n${ssoRole}\n${session}`;
const legacyUrl = 'https://old.example/start';
const legacyOf = (name: string) =>
  `[profile ${name}]\nsso_region = us-east-1\nsso_start_url = ${legacyUrl}\n${ssoRole}`;
const loginSession = 'arn:aws:iam::123456789012:user/alex';
const loginOf = (name: string) => `[profile ${name}]\nlogin_session = ${loginSession}`;
const roleFrom = (name: string, source: string) => `[profile ${name}]\n${role}\nsource_profile = ${source}`;
const processOf = (line: string) => `[profile own]\ncredential_process = ${line}`;
const ended = '2020-01-01T00:00:00Z';
const endedKeys = `{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "${ended}"}`;
const keysOf = (name: string) => `[profile ${name}]\naws_access_key_id = AKIDOLD\naws_secret_access_key = s`;
const webIdentity = `[profile own]\n${role}\nweb_identity_token_file = HOME/token`;

const token = (exp: number) =>
  `${['{}', JSON.stringify({ aud: 'sts.amazonaws.com', iss: 'https://oidc.example', sub: 'pod', exp })]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')}.signature`;

async function writeLogin(): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await mkdir(join(home.path, 'login'), { recursive: true });
  await writeFile(
    join(home.path, 'login', `${createHash('sha256').update(loginSession).digest('hex')}.json`),
    JSON.stringify({
      accessToken: {
        accessKeyId: 'A',
        secretAccessKey: 's',
        sessionToken: 't',
        accountId: '123456789012',
        expiresAt: ended,
      },
      clientId: 'arn:aws:signin:::devtools/same-device',
      refreshToken: 'r',
      tokenType: 'sigv4',
      dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
    }),
  );
}

const endSso = (name: string) => () => home.writeSsoToken(name, new Date(ended));
const endKeys = () => void emulator.setFaults([{ service: 'sts', kind: 'expired-token' }]);

interface Case {
  readonly shape: string;
  readonly state: 'missing' | 'expired' | 'misspelt';
  readonly config: string;
  readonly message: string | RegExp;
  readonly step: string | RegExp;
  readonly prepare?: () => unknown;
  readonly profile?: string;
}

const none = 'There is no valid sign-in session.';
const over = 'The sign-in session has expired.';
const sso = (name: string) => `run: aws sso login --profile ${name}`;
const login = (name: string) => `run: aws login --profile ${name}`;
const chained = (base: string) => `${roleFrom('own', 'base')}\n${base}`;
const twice = `${roleFrom('own', 'middle')}\n${roleFrom('middle', 'base')}\n${ssoOf('base')}`;
const withMfa = `${roleFrom('own', 'base')}\nmfa_serial = arn:aws:iam::123456789012:mfa/alex`;

const cases: readonly Case[] = [
  { shape: 'SSO', state: 'missing', config: ssoOf('own'), message: none, step: sso('own') },
  { shape: 'SSO', state: 'expired', config: ssoOf('own'), prepare: endSso('corp'), message: over, step: sso('own') },
  {
    shape: 'SSO',
    state: 'misspelt',
    config: ssoOf('own').replace('sso_session = corp', 'sso_session = crop'),
    message: 'Profile "own": its sso_session "crop" is not in ~/.aws/config.',
    step: 'did you mean corp? Correct it in ~/.aws/config, or run: aws configure sso --profile own',
  },
  {
    shape: 'SSO',
    state: 'misspelt',
    config: ssoOf('own').replace('sso_region', 'sso_regoin'),
    message: 'The sso-session "corp" has no sso_region.',
    step: 'add what is missing in ~/.aws/config',
  },
  {
    shape: 'SSO',
    state: 'misspelt',
    config: ssoOf('own').replace('sso_role_name', 'sso_rolename'),
    message: 'Profile "own" has no sso_role_name.',
    step: 'add what is missing in ~/.aws/config',
  },
  { shape: 'SSO, legacy', state: 'missing', config: legacyOf('own'), message: none, step: sso('own') },
  {
    shape: 'SSO, legacy',
    state: 'expired',
    config: legacyOf('own'),
    prepare: endSso(legacyUrl),
    message: over,
    step: sso('own'),
  },
  {
    shape: 'SSO, legacy',
    state: 'misspelt',
    config: legacyOf('own').replace('sso_account_id', 'sso_acount_id'),
    message: 'Profile "own" has no sso_account_id.',
    step: 'add what is missing in ~/.aws/config',
  },
  { shape: 'role from SSO', state: 'missing', config: chained(ssoOf('base')), message: none, step: sso('base') },
  {
    shape: 'role from SSO',
    state: 'expired',
    config: chained(ssoOf('base')),
    prepare: endSso('corp'),
    message: over,
    step: sso('base'),
  },
  {
    shape: 'role from SSO',
    state: 'misspelt',
    config: `${roleFrom('own', 'bsae')}\n${ssoOf('base')}`,
    message: 'Profile "own": its source_profile "bsae" is neither in ~/.aws/config nor in ~/.aws/credentials.',
    step: 'did you mean base? Correct it in ~/.aws/config; see: aws configure list-profiles',
  },
  { shape: 'role from a role from SSO', state: 'missing', config: twice, message: none, step: sso('base') },
  {
    shape: 'role from a role from SSO',
    state: 'expired',
    config: twice,
    prepare: endSso('corp'),
    message: over,
    step: sso('base'),
  },
  {
    shape: 'role from a role from SSO',
    state: 'misspelt',
    config: twice.replace('= base', '= bsae'),
    message: /^Profile "middle": its source_profile "bsae" is neither/,
    step: /^did you mean base\?/,
  },
  { shape: 'role from login', state: 'missing', config: chained(loginOf('base')), message: none, step: login('base') },
  {
    shape: 'role from login',
    state: 'expired',
    config: chained(loginOf('base')),
    prepare: writeLogin,
    message: over,
    step: login('base'),
  },
  { shape: 'login', state: 'missing', config: loginOf('own'), message: none, step: login('own') },
  { shape: 'login', state: 'expired', config: loginOf('own'), prepare: writeLogin, message: over, step: login('own') },
  {
    shape: 'login',
    state: 'misspelt',
    config: loginOf('own'),
    profile: 'onw',
    message: 'Profile "onw" is neither in ~/.aws/config nor in ~/.aws/credentials.',
    step: 'did you mean own? See: aws configure list-profiles, or run: aws configure sso --profile onw',
  },
  {
    shape: 'process',
    state: 'missing',
    config: processOf('false'),
    message: 'The credential_process of profile own failed.',
    step: 'run its command in ~/.aws/config by hand to see why',
  },
  {
    shape: 'process',
    state: 'expired',
    config: processOf(`echo '${endedKeys}'`),
    message: /credential_process returned expired credentials/,
    step: 'run the credential_process of profile own by hand, and sign in as it asks',
  },
  {
    shape: 'process',
    state: 'misspelt',
    config: processOf('no-such-program-here'),
    message: /^The credential_process of profile own failed: .*not found/,
    step: 'run its command in ~/.aws/config by hand to see why',
  },
  {
    shape: 'web identity',
    state: 'missing',
    config: webIdentity,
    message: /^The file .*token cannot be read\.$/,
    step: 'check its permissions, and the files that profile own names',
  },
  {
    shape: 'web identity',
    state: 'expired',
    config: webIdentity,
    prepare: () => writeFile(join(home.path, 'token'), token(1_600_000_000)),
    message: 'The web identity token has expired.',
    step: /^renew the file .*\/token$/,
  },
  {
    shape: 'web identity',
    state: 'misspelt',
    config: webIdentity.replace('role_arn', 'rolearn'),
    message: 'Profile "own" has no role_arn.',
    step: 'add what is missing in ~/.aws/config',
  },
  {
    shape: 'container',
    state: 'missing',
    config: `[profile own]\n${role}\ncredential_source = EcsContainer`,
    message: 'Profile own takes its credentials from the container, which has none.',
    step: 'check the role of the task or pod, and AWS_CONTAINER_CREDENTIALS_FULL_URI',
  },
  {
    shape: 'instance',
    state: 'missing',
    config: `[profile own]\n${role}\ncredential_source = Ec2InstanceMetadata`,
    message: 'Profile own takes its credentials from the role of this instance, and there is none.',
    step: 'check the role of the instance',
  },
  {
    shape: 'environment',
    state: 'missing',
    config: `[profile own]\n${role}\ncredential_source = Environment`,
    message: 'Profile own takes its credentials from the environment, which has none.',
    step: 'set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, with temporary ones, AWS_SESSION_TOKEN anew',
  },
  {
    shape: 'container',
    state: 'misspelt',
    config: `[profile own]\n${role}\ncredential_source = EcsContianer`,
    message: 'Profile "own": its credential_source is "EcsContianer".',
    step: 'write Environment, EcsContainer or Ec2InstanceMetadata there, in ~/.aws/config',
  },
  {
    shape: 'role with MFA',
    state: 'missing',
    config: `${withMfa}\n${keysOf('base')}`,
    message: 'The role requires an MFA code, and there is no terminal to enter it.',
    step: /^start vaultop in a terminal/,
  },
  {
    shape: 'role with MFA',
    state: 'misspelt',
    config: `${withMfa}\n${keysOf('bases')}`,
    message: /^Profile "own": its source_profile "base" is neither/,
    step: /^did you mean bases\?/,
  },
  {
    shape: 'role from keys',
    state: 'expired',
    config: chained(keysOf('base')),
    prepare: endKeys,
    message: 'The credentials have expired.',
    step: 'renew the keys of profile base: aws configure --profile base, and its aws_session_token',
  },
  {
    shape: 'keys',
    state: 'expired',
    config: keysOf('own'),
    prepare: endKeys,
    message: 'The credentials have expired.',
    step: 'renew the keys of profile own: aws configure --profile own, and its aws_session_token',
  },
  {
    shape: 'keys',
    state: 'misspelt',
    config: keysOf('own').replace('secret_access', 'secret_acces'),
    message: 'Profile "own" has no aws_secret_access_key.',
    step: 'add what is missing in ~/.aws/credentials',
  },
  {
    shape: 'role',
    state: 'missing',
    config: `[profile own]\n${role}`,
    message: 'Profile "own" has a role_arn, but neither source_profile nor credential_source.',
    step: 'add one of them in ~/.aws/config: the source of the credentials that assume the role',
  },
  {
    shape: 'role',
    state: 'misspelt',
    config: `${chained(keysOf('base'))}`.replace('source', 'credential_source = Environment\nsource'),
    message: 'Profile "own" has both source_profile and credential_source.',
    step: 'leave one of them in ~/.aws/config, and remove the other',
  },
  {
    shape: 'role',
    state: 'misspelt',
    config: `${roleFrom('own', 'base')}\n${roleFrom('base', 'own')}`,
    message: 'Profile "base": its source_profile entries form a loop: own, base, own.',
    step: /^correct source_profile/,
  },
  {
    shape: 'role',
    state: 'missing',
    config: chained('[profile base]\nregion = us-east-1'),
    message: 'Profile "base" has no credentials in ~/.aws/config or ~/.aws/credentials.',
    step: 'run: aws configure sso --profile base, or name another profile',
  },
];

/** A program that is called like the AWS CLI and prints the same. */
const exportOf = (name: string) =>
  processOf(`HOME/aws configure export-credentials --profile ${name} --format process`);

const more: readonly Case[] = [
  {
    shape: 'role from a program',
    state: 'missing',
    config: chained(processOf('false').replace('own', 'base')),
    message: 'The credential_process of profile base failed.',
    step: 'run its command in ~/.aws/config by hand to see why',
  },
  {
    shape: 'the AWS CLI as program',
    state: 'missing',
    config: `${exportOf('base')}\n${ssoOf('base')}`,
    message: 'The credential_process of profile own failed: Token for corp does not exist.',
    step: sso('base'),
  },
  {
    shape: 'the AWS CLI as program',
    state: 'misspelt',
    config: `${exportOf('bsae')}\n${ssoOf('base')}`,
    message:
      'Profile "own": its credential_process names "bsae", which is neither in ~/.aws/config nor in ~/.aws/credentials.',
    step: 'did you mean base? Correct it in ~/.aws/config; see: aws configure list-profiles',
  },
  {
    shape: 'no shape',
    state: 'missing',
    config: '[profile own]\nregion = us-east-1',
    message: 'Profile own has no credentials, and this machine has no role.',
    step: 'see: aws configure list-profiles, or run: aws configure sso --profile own',
  },
  {
    shape: 'SSO',
    state: 'misspelt',
    config: ssoOf('own').replace('[profile own]', '[own]'),
    message: 'Profile "own" is in ~/.aws/config as [own], not as [profile own].',
    step: 'write [profile own] there',
  },
  {
    shape: 'role from SSO',
    state: 'misspelt',
    config: chained(ssoOf('base')).replace('[profile base]', '[base]'),
    message: 'Profile "base" is in ~/.aws/config as [base], not as [profile base].',
    step: 'write [profile base] there',
  },
  {
    shape: 'the default profile',
    state: 'missing',
    config: ssoOf('x').replace('profile x', 'default'),
    profile: 'default',
    message: none,
    step: sso('default'),
  },
];

/** What the section of the profile that a command names must hold for the command to do something. */
const needed: readonly (readonly [command: RegExp, keys: RegExp])[] = [
  [/aws sso login --profile (\S+)/, /^sso_(session|start_url)$/],
  [/aws login --profile (\S+)/, /^login_session$/],
  [/aws configure --profile ([^\s,]+)/, /^aws_access_key_id$/],
];

const sectionIn = (config: string, profile: string): string[] =>
  (config.split(/^\[(?:profile )?/m).find((part) => part.startsWith(`${profile}]`)) ?? '')
    .split('\n')
    .map((line) => line.split(' = ')[0] ?? '');

test.each([...cases, ...more])(
  '$shape, $state: $message',
  async ({ config, prepare, message, step, profile = 'own' }) => {
    await home.writeConfig(config.replaceAll('HOME', home.path));
    await prepare?.();
    await writeFile(join(home.path, 'aws'), '#!/bin/sh\necho "Token for corp does not exist" >&2\nexit 255\n', {
      mode: 0o700,
    });
    const aws = createAws({
      connections: [{ id: '', endpointUrl: emulator.url, profile }],
      clock: createFakeClock(Date.now()),
    });
    const scope = { accountId: '', region: 'us-east-1', connection: '' };
    const problem = await problemOf(
      aws.call(
        scope,
        { service: 'sts', operation: 'GetCallerIdentity', input: {} },
        { signal: new AbortController().signal },
      ),
    );
    aws.close();
    emulator.setFaults([]);
    const matching = (wanted: string | RegExp) => (typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
    expect(problem).toMatchObject({ message: matching(message), nextStep: matching(step), retryable: false });
    for (const [command, keys] of needed) {
      const [, named] = command.exec(problem.nextStep) ?? [];
      if (named) expect(sectionIn(config, named)).toContainEqual(expect.stringMatching(keys));
    }
  },
);

test('a role that is taken on from a profile asks for the sign-in of that profile, without a name for that of the environment', async () => {
  await home.writeConfig(chained(ssoOf('base')));
  home.setEnvironment('AWS_PROFILE', 'own');
  const roleArn = 'arn:aws:iam::999999999999:role/Other';
  const connections = [
    { id: '', endpointUrl: emulator.url },
    { id: 'role', source: '', roleArn, endpointUrl: emulator.url },
  ];
  const aws = createAws({ connections, clock: createFakeClock(Date.now()) });
  for (const connection of ['role', '']) {
    const scope = { accountId: '', region: 'us-east-1', connection };
    const problem = await problemOf(
      aws.call(
        scope,
        { service: 'sts', operation: 'GetCallerIdentity', input: {} },
        { signal: new AbortController().signal },
      ),
    );
    expect(problem).toMatchObject({ message: none, nextStep: sso('base') });
  }
  aws.close();
});
