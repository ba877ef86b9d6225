import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SignInKind } from '../../src/aws/sign-in/sign-in.ts';
import { signInAhead } from '../../src/aws/sign-in/sign-in-ahead.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';

let home: AwsHome;
beforeEach(async () => {
  home = await createAwsHome();
});
afterEach(() => home.remove());

const at = Date.UTC(2026, 0, 15, 12);
const keys = { accessKeyId: 'A', secretAccessKey: 's', expiration: new Date(at) };
const later = at + 3_600_000;

const config = `[profile prod]
sso_session = corp
[sso-session corp]
sso_region = us-east-1
`;

describe('IAM Identity Center', () => {
  const sso = { kind: 'sso', profile: 'prod' } as const;
  const command = ['aws', 'sso', 'login', '--profile=prod'];

  test('the token decides, and the keys that outlive it', async () => {
    await home.writeConfig(config);
    await home.writeSsoToken('corp', new Date(later));
    expect(await signInAhead(sso, keys)).toEqual({ expiresAt: later, command });
    await home.writeSsoToken('corp', new Date(at - 1));
    expect(await signInAhead(sso, keys)).toEqual({ expiresAt: at, command });
  });

  test('without a token only the command is known', async () => {
    await home.writeConfig(config);
    expect(await signInAhead(sso, undefined)).toEqual({ command });
  });
});

test.each<[SignInKind, number | undefined, boolean]>([
  ['environment', at, false],
  ['keys', at, false],
  ['process', at, false],
  ['login', undefined, true],
  // The machine renews these by itself.
  ['web-identity', undefined, false],
  ['container', undefined, false],
  ['instance', undefined, false],
  ['chain', undefined, false],
])('%s', async (kind, expiresAt, hasCommand) => {
  const found = await signInAhead({ kind, profile: '-x' }, keys);
  expect(found.expiresAt).toBe(expiresAt);
  expect(found.command).toEqual(hasCommand ? ['aws', 'login', '--profile=-x'] : undefined);
});
