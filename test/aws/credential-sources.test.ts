// Sources of credentials on a machine: each works, expires and is renewed without a restart, and its failure is one
// sentence.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Aws, type AwsProblem, createAws } from '../../src/aws/aws.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { accessKeyFor } from '../../src/emulator/wire/access-keys.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { patienceMs } from '../support/patience.ts';
import { problemOf } from './wire-server.ts';

const minute = 60_000;
const account = '123456789012';
/** Keys that AWS gave to a role in the account. */
const [first, second] = [accessKeyFor(account, '00000001'), accessKeyFor(account, '00000002')];

let emulator: Emulator;
let home: AwsHome;
let aws: Aws;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  home = await createAwsHome();
});
afterEach(async () => {
  aws?.close();
  for (const close of closing.splice(0).reverse()) await close();
  await home.remove();
});

function open(profile?: string): void {
  const connection = { id: '', endpointUrl: emulator.url, ...(profile === undefined ? {} : { profile }) };
  aws = createAws({ connections: [connection], clock: systemClock });
}

const ask = () =>
  aws.call(
    { accountId: '', region: 'us-east-1', connection: '' },
    { service: 'sts', operation: 'GetCallerIdentity', input: {} },
    { signal: new AbortController().signal },
  );

/** The key that AWS saw. */
async function keyUsed(): Promise<string | undefined> {
  await ask();
  return emulator.calls.at(-1)?.accessKeyId;
}

/** A source that renews its keys by itself, without a new sign-in. */
async function keyUsedInTheEnd(wanted: string): Promise<string | undefined> {
  for (let tries = 0; tries < 20; tries += 1) if ((await keyUsed()) === wanted) return wanted;
  return keyUsed();
}

/** As the screen does between two tries. */
async function failure(): Promise<AwsProblem> {
  const problem = await problemOf(ask());
  aws.renew('');
  return problem;
}

const told = ({ kind, message, nextStep }: AwsProblem) => ({ kind, text: `${message} ${nextStep}` });

/** So near to their end that they are not used a second time. */
const soon = () => new Date(Date.now() + 4 * minute).toISOString();
const later = () => new Date(Date.now() + 60 * minute).toISOString();

/** An address on loopback that sends the responses of `answer`. */
async function serve(answer: (request: IncomingMessage) => { status?: number; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    const { status = 200, body } = answer(request);
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-aws-ec2-metadata-token-ttl-seconds': '21600' })
      .end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('credential_process', () => {
  const nameProgram = (line: string) => home.writeConfig(`[profile own]\ncredential_process = ${line}\n`);
  const keysFile = () => join(home.path, 'keys.json');
  const giveKeys = (AccessKeyId: string, Expiration: string) =>
    writeFile(
      keysFile(),
      JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: 's', SessionToken: 't', Expiration }),
    );

  test('is asked again when its keys come to their end', async () => {
    await giveKeys(first, soon());
    await nameProgram(`cat ${keysFile()}`);
    open('own');
    expect(await keyUsed()).toBe(first);
    await giveKeys(second, later());
    expect(await keyUsed()).toBe(second);
    await giveKeys(first, later());
    expect(await keyUsed()).toBe(second);
  });

  test('its failure is told without its arguments, and mended without a restart', async () => {
    await nameProgram(`sh -c 'echo the safe is sealed >&2; exit 3' --token hunter2`);
    open('own');
    const problem = told(await failure());
    expect(problem.kind).toBe('no-credentials');
    expect(problem.text).toMatch(/^The credential_process of profile own failed: the safe is sealed/);
    expect(problem.text).not.toContain('hunter2');
    await giveKeys(first, later());
    await nameProgram(`cat ${keysFile()}`);
    expect(await keyUsed()).toBe(first);
  });

  test.each([
    ['echo no json', /^The credentials cannot be read: Profile own credential_process returned invalid JSON/],
    [`echo '{"Version": 2}'`, /did not return Version 1/],
    [
      `echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "Expiration": "2020-01-01T00:00:00Z"}'`,
      /returned expired credentials/,
    ],
  ])('%s', async (line, sentence) => {
    await nameProgram(line);
    open('own');
    const { kind, text } = told(await failure());
    expect(kind).toBe('no-credentials');
    expect(text).toMatch(sentence);
  });

  test('one that waits for somebody is not started a second time', async () => {
    const [started, run] = [join(home.path, 'started'), join(home.path, 'go-on')];
    await giveKeys(first, later());
    await nameProgram(`sh -c 'echo x >> ${started}; until [ -e ${run} ]; do sleep 0.05; done; cat ${keysFile()}'`);
    open('own');
    const asking = ask();
    for (let tries = 0; tries < 3; tries += 1) {
      aws.renew('');
      void ask().catch(() => {});
    }
    await writeFile(run, '');
    await asking;
    expect(await keyUsed()).toBe(first);
    expect(await readFile(started, 'utf8')).toBe('x\n');
  });
});

describe('a credential_process that hangs', () => {
  const pids = () => join(home.path, 'pids');
  const shell = () => join(home.path, 'shell');
  /** A shell and its child process, which ignores SIGTERM. */
  const hanging = () =>
    `echo $$ > ${shell()}; sh -c 'trap "" TERM; echo $$ >> ${pids()}; while :; do sleep 60; done' & wait`;
  const startedPids = async () => (await readFile(pids(), 'utf8')).trim().split('\n').map(Number);
  const started = (count: number) =>
    vi.waitFor(async () => expect(await startedPids()).toHaveLength(count), { timeout: patienceMs, interval: 5 });
  const isThere = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const allGone = () =>
    vi.waitFor(async () => expect((await startedPids()).filter(isThere)).toEqual([]), {
      timeout: patienceMs,
      interval: 5,
    });

  async function openHanging() {
    await home.writeConfig(`[profile own]\ncredential_process = ${hanging()}\n`);
    const clock = createFakeClock();
    const connection = { id: '', endpointUrl: emulator.url, profile: 'own' };
    aws = createAws({ connections: [connection], clock, hasScreen: true });
    const waits: (string | undefined)[] = [];
    aws.onWaiting((_, problem) => waits.push(problem?.message));
    return { clock, waits };
  }

  test('is told of while it is waited for, and ended with all that it started', async () => {
    const { clock, waits } = await openHanging();
    const asking = problemOf(ask());
    await started(1);
    await clock.advance(3_000);
    expect(waits).toEqual(['The credential_process of profile own has not answered yet.']);
    await clock.advance(27_000);
    expect(await asking).toMatchObject({ kind: 'waiting-for-program', retryable: true });
    await clock.advance(130_000);
    const ended = problemOf(ask());
    await clock.advance(20_000);
    await clock.advance(300);
    expect(told(await ended)).toEqual({
      kind: 'no-credentials',
      text: expect.stringMatching(
        /^The credential_process of profile own returned nothing within 3 minutes, and vaultop ended it\. press r/,
      ),
    });
    expect(waits.at(-1)).toBeUndefined();
    await allGone();
  });

  test('is not started again before its rest is over, but when a person wants it', async () => {
    const { clock } = await openHanging();
    void problemOf(ask());
    await started(1);
    await clock.advance(180_300);
    await allGone();
    aws.renew('');
    expect(await problemOf(ask())).toMatchObject({ kind: 'no-credentials' });
    await started(1);
    aws.renew('', true);
    void problemOf(ask());
    await started(2);
    aws.close();
    await clock.advance(300);
    await allGone();
  });

  test('goes when vaultop does', async () => {
    const { clock } = await openHanging();
    void problemOf(ask());
    await started(1);
    aws.close();
    // What the shell started outlives it, and is ended all the same.
    const left = Number(await readFile(shell(), 'utf8'));
    await vi.waitFor(() => expect(isThere(left)).toBe(false), { timeout: patienceMs, interval: 5 });
    await clock.advance(300);
    await allGone();
  });
});

describe('web identity', () => {
  const tokenFile = () => join(home.path, 'token');
  const tokenUntil = (seconds: number) =>
    ['{}', JSON.stringify({ aud: 'sts.amazonaws.com', iss: 'https://oidc.example', sub: 'pod', exp: seconds })]
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.')
      .concat('.signature');
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

  beforeEach(async () => {
    home.setEnvironment('AWS_WEB_IDENTITY_TOKEN_FILE', tokenFile());
    home.setEnvironment('AWS_ROLE_ARN', `arn:aws:iam::${account}:role/BackupReader`);
    home.setEnvironment('AWS_ENDPOINT_URL_STS', emulator.url);
    home.setEnvironment('AWS_REGION', 'us-east-1');
  });

  test('a role is taken on with the token, which is read anew each time', async () => {
    await writeFile(tokenFile(), tokenUntil(inAnHour()));
    open();
    const before = emulator.calls.length;
    const used = await keyUsed();
    expect(used).toMatch(/^ASIA/);
    expect(emulator.calls.slice(before).map(({ operation }) => operation)).toEqual([
      'AssumeRoleWithWebIdentity',
      'GetCallerIdentity',
    ]);
    expect(await keyUsed()).toBe(used);
  });

  test('the role is taken on again when its keys come to their end', async () => {
    // Its sessions last an hour by its own clock: until two minutes from now.
    const slow = await startEmulator({ now: Date.now() - 58 * minute });
    closing.push(slow.close);
    home.setEnvironment('AWS_ENDPOINT_URL_STS', slow.url);
    await writeFile(tokenFile(), tokenUntil(inAnHour()));
    open();
    const used = await keyUsed();
    home.setEnvironment('AWS_ENDPOINT_URL_STS', emulator.url);
    const next = await keyUsed();
    expect(next).toMatch(/^ASIA/);
    expect(next).not.toBe(used);
    expect(await keyUsed()).toBe(next);
  });

  test('a token that has ended is told as such, and the next one is picked up', async () => {
    await writeFile(tokenFile(), tokenUntil(inAnHour() - 7200));
    open();
    const { kind, text } = told(await failure());
    expect(kind).toBe('expired-credentials');
    expect(text).toBe(`The web identity token has expired. renew the file ${tokenFile()}`);
    await writeFile(tokenFile(), tokenUntil(inAnHour()));
    expect(await keyUsed()).toMatch(/^ASIA/);
  });

  test('no token, and one that is none', async () => {
    open();
    const none = told(await failure());
    expect(none.kind).toBe('no-credentials');
    expect(none.text).toContain(`The file ${tokenFile()} cannot be read`);
    await writeFile(tokenFile(), 'no token');
    const bad = told(await failure());
    expect(bad.kind).toBe('no-credentials');
    expect(bad.text).toMatch(/^AWS does not accept the web identity token: The ID Token provided is not a valid JWT/);
  });

  test('a role that does not trust it', async () => {
    await writeFile(tokenFile(), tokenUntil(inAnHour()));
    home.setEnvironment('AWS_ROLE_ARN', 'arn:aws:iam::999999999999:role/Stranger');
    open();
    expect(told(await failure())).toMatchObject({
      kind: 'denied',
      text: expect.stringContaining('sts:AssumeRoleWithWebIdentity'),
    });
  });
});

describe('a container', () => {
  test('its address is asked with its token, and again when the keys end', async () => {
    let keys = { AccessKeyId: first, SecretAccessKey: 's', Token: 't', Expiration: soon() };
    const tokens: unknown[] = [];
    const url = await serve(({ headers }) => {
      tokens.push(headers.authorization);
      return { body: JSON.stringify(keys) };
    });
    home.setEnvironment('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/role`);
    home.setEnvironment('AWS_CONTAINER_AUTHORIZATION_TOKEN', 'Bearer pod');
    open();
    expect(await keyUsed()).toBe(first);
    keys = { ...keys, AccessKeyId: second, Expiration: later() };
    expect(await keyUsed()).toBe(second);
    expect(new Set(tokens)).toEqual(new Set(['Bearer pod']));
  });

  test('a profile that nobody knows does not get the keys of the container', async () => {
    let requested = 0;
    const url = await serve(() => {
      requested += 1;
      return { body: JSON.stringify({ AccessKeyId: first, SecretAccessKey: 's', Token: 't', Expiration: later() }) };
    });
    home.setEnvironment('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/role`);
    open('prdo');
    expect(told(await failure())).toMatchObject({
      kind: 'no-credentials',
      text: expect.stringMatching(/^Profile "prdo" is neither in ~\/.aws\/config nor in/),
    });
    expect(requested).toBe(0);
  });

  test('one that refuses, or is not there', async () => {
    const url = await serve(() => ({
      status: 403,
      body: '{"Code": "AccessDenied", "Message": "no role for this pod"}',
    }));
    home.setEnvironment('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/role`);
    open();
    const refused = told(await failure());
    expect(refused.kind).toBe('no-credentials');
    expect(refused.text).toMatch(/^The container's credentials endpoint returned 403\. check the role/);
    home.setEnvironment('AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://127.0.0.1:9/role');
    const gone = told(await failure());
    expect(gone).toMatchObject({ kind: 'unreachable', text: expect.stringContaining('does not accept connections') });
  });
});

describe('an instance', () => {
  const serveRole = (keys: () => object) =>
    serve(({ method, url = '', headers }) => {
      if (method === 'PUT' && url === '/latest/api/token') return { body: 'session' };
      if (headers['x-aws-ec2-metadata-token'] !== 'session') return { status: 401, body: '' };
      if (url.endsWith('/security-credentials/')) return { body: 'BackupReader' };
      return { body: JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', LastUpdated: later(), ...keys() }) };
    });

  test('its role is asked for by IMDSv2, and again when the keys end', async () => {
    let keys = { AccessKeyId: first, SecretAccessKey: 's', Token: 't', Expiration: soon() };
    home.setEnvironment('AWS_EC2_METADATA_SERVICE_ENDPOINT', await serveRole(() => keys));
    home.setEnvironment('AWS_EC2_METADATA_DISABLED', 'false');
    open();
    expect(await keyUsed()).toBe(first);
    keys = { ...keys, AccessKeyId: second, Expiration: later() };
    expect(await keyUsedInTheEnd(second)).toBe(second);
  });

  test('one without a role', async () => {
    const url = await serve(({ method }) => (method === 'PUT' ? { body: 'session' } : { status: 404, body: '' }));
    home.setEnvironment('AWS_EC2_METADATA_SERVICE_ENDPOINT', url);
    home.setEnvironment('AWS_EC2_METADATA_DISABLED', 'false');
    open();
    expect(told(await failure())).toEqual({
      kind: 'no-credentials',
      text: 'No AWS credentials were found. run: aws configure sso, or name a profile with --profile or AWS_PROFILE',
    });
  });
});

describe('aws login', () => {
  const session = 'arn:aws:iam::123456789012:user/alex';
  const folder = () => join(home.path, 'login');
  const file = () => join(folder(), `${createHash('sha256').update(session).digest('hex')}.json`);
  const signIn = async (accessKeyId: string, expiresAt: string) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const token = {
      accessToken: { accessKeyId, secretAccessKey: 's', sessionToken: 't', accountId: account, expiresAt },
      clientId: 'arn:aws:signin:::devtools/same-device',
      refreshToken: 'r',
      tokenType: 'urn:aws:params:oauth:token-type:access_token_sigv4',
      dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
    };
    await mkdir(folder(), { recursive: true });
    await writeFile(file(), JSON.stringify(token));
  };
  beforeEach(async () => {
    home.setEnvironment('AWS_LOGIN_CACHE_DIRECTORY', folder());
    await home.writeConfig(`[profile own]\nlogin_session = ${session}\nregion = us-east-1\n`);
  });

  test('its session serves, and one that ended is renewed by who signs in again', async () => {
    await signIn(first, later());
    open('own');
    expect(await keyUsed()).toBe(first);
    aws.renew('');
    await rm(file());
    const { kind, text } = told(await failure());
    expect({ kind, text }).toEqual({
      kind: 'expired-credentials',
      text: 'There is no valid sign-in session. run: aws login --profile own',
    });
    await signIn(second, later());
    expect(await keyUsed()).toBe(second);
  });

  test('a session that cannot be refreshed', async () => {
    const url = await serve(() => ({ status: 400, body: '{"error": "TOKEN_EXPIRED", "message": "over"}' }));
    home.setEnvironment('AWS_ENDPOINT_URL_SIGNIN', url);
    await signIn(first, new Date(Date.now() - minute).toISOString());
    open('own');
    expect(told(await failure()).text).toBe('The sign-in session has expired. run: aws login --profile own');
  });
});
