import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRoleSessions, type RoleArguments, sessionKey } from '../../src/aws/sign-in/role-sessions.ts';

const args: RoleArguments = { RoleArn: 'arn:aws:iam::111122223333:role/Reader', SerialNumber: 'arn:aws:iam::1:mfa/a' };
const credentials = {
  accessKeyId: 'ASIAX',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: new Date('2026-01-15T13:00:00Z'),
};

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vaultop-sessions-'));
});
afterAll(() => rm(home, { recursive: true }));

/** As Python's hashlib.sha1(json.dumps(args, sort_keys=True).encode()).hexdigest() gives it. */
test('a session has the key that botocore gives it', () => {
  const odd = {
    SerialNumber: 'arn:aws:iam::1:mfa/a',
    ExternalId: 'x"y',
    DurationSeconds: 3600,
    RoleArn: 'arn:aws:iam::111122223333:role/Zoë',
  };
  expect(sessionKey(odd)).toBe('08e2cf79ba50c732e2cd7ab1df571a3893cb5ded');
});

test('what is written is read again, by nobody else', async () => {
  const directory = join(home, 'new', 'cache');
  const sessions = createRoleSessions(directory);
  expect(await sessions.read(args)).toBeUndefined();
  await sessions.write(args, credentials);
  expect(await sessions.read(args)).toEqual(credentials);
  const path = join(directory, `${sessionKey(args)}.json`);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    Credentials: { AccessKeyId: 'ASIAX', AccountId: '111122223333', Expiration: '2026-01-15T13:00:00Z' },
  });
});

test('what the AWS CLI wrote is read', async () => {
  const sessions = createRoleSessions(home);
  const written = {
    Credentials: {
      AccessKeyId: 'ASIACLI',
      SecretAccessKey: 's',
      SessionToken: 't',
      Expiration: '2026-01-15T13:00:00UTC',
    },
    ResponseMetadata: { RetryAttempts: 0 },
  };
  await writeFile(join(home, `${sessionKey(args)}.json`), JSON.stringify(written));
  expect(await sessions.read(args)).toMatchObject({ accessKeyId: 'ASIACLI', expiration: credentials.expiration });
});

test('long-term keys are never kept, and what is broken is nothing', async () => {
  const other = { RoleArn: 'arn:aws:iam::111122223333:role/Other' };
  const sessions = createRoleSessions(home);
  await sessions.write(other, { accessKeyId: 'AKIAX', secretAccessKey: 's' });
  expect(await sessions.read(other)).toBeUndefined();
  await writeFile(join(home, `${sessionKey(other)}.json`), '{"Credentials": {"AccessKeyId": 1');
  expect(await sessions.read(other)).toBeUndefined();
  await expect(createRoleSessions('/dev/null/x').write(args, credentials)).resolves.toBeUndefined();
});
