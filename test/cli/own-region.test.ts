// A Region that comes from the environment or the profile: one sentence names a mistake in it and its source.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toAwsProblem } from '../../src/aws/errors/errors.ts';
import { isKnownRegion, nearRegion } from '../../src/aws/known-regions.ts';
import { checkedRegion, UsageError } from '../../src/cli/options/options.ts';
import { findPlace } from '../../src/cli/options/place-of-where.ts';
import { readWhere } from '../../src/cli/options/where.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';

let home: AwsHome;
beforeEach(async () => {
  home = await createAwsHome();
});
afterEach(() => home.remove());

const find = async (env: Readonly<Record<string, string>>, config: string, profile?: string) => {
  await home.writeConfig(config);
  for (const [name, value] of Object.entries(env)) home.setEnvironment(name, value);
  const where = readWhere(profile === undefined ? {} : { profile: [profile] });
  return (await findPlace(where, { connect: () => {} } as never)).regions;
};

const prod = '[profile prod]\nregion = eu-west-1\n';
const bare = '[profile prod]\noutput = json\n';

test.each<[Record<string, string>, string, string | undefined, string]>([
  [{ AWS_REGION: 'eu-north-1' }, prod, undefined, 'eu-north-1'],
  [{ AWS_REGION: 'eu-north-1' }, prod, 'prod', 'eu-west-1'],
  [{ AWS_REGION: '' }, prod, 'prod', 'eu-west-1'],
  [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-3' }, prod, undefined, 'eu-west-3'],
  [{ AWS_PROFILE: 'prod' }, prod, undefined, 'eu-west-1'],
  [{ AWS_PROFILE: '' }, '[default]\nregion = eu-west-2\n', undefined, 'eu-west-2'],
  // A Region newer than this program.
  [{ AWS_REGION: 'eu-west-9' }, '', undefined, 'eu-west-9'],
])('%j and %j with --profile %s: %s', async (env, config, profile, region) => {
  expect(await find(env, config, profile)).toEqual([region]);
});

test.each<[Record<string, string>, string, string | undefined, string]>([
  [
    { AWS_REGION: 'euwest1' },
    '',
    undefined,
    'AWS_REGION is "euwest1", which is not a Region name; did you mean eu-west-1?',
  ],
  [
    { AWS_REGION: 'EU-WEST-1' },
    '',
    undefined,
    'AWS_REGION is "EU-WEST-1", which is not a Region name; did you mean eu-west-1?',
  ],
  [
    { AWS_REGION: 'eu-west-1a' },
    '',
    undefined,
    'AWS_REGION is "eu-west-1a", which is not a Region name; did you mean eu-west-1?',
  ],
  [
    { AWS_DEFAULT_REGION: 'us east 1' },
    '',
    undefined,
    'AWS_DEFAULT_REGION is "us east 1", which is not a Region name; did you mean us-east-1?',
  ],
  [
    { AWS_REGION: 'Ireland' },
    '',
    undefined,
    'AWS_REGION is "Ireland", which is not a Region name; one looks like eu-west-1.',
  ],
  [
    {},
    '[profile prod]\nregion = eu_west_1\n',
    'prod',
    'the region of profile prod is "eu_west_1", which is not a Region name; did you mean eu-west-1?',
  ],
  [
    { AWS_REGION: '' },
    bare,
    'prod',
    'no Region is set. AWS_REGION is set and empty. Add --region eu-west-1, set AWS_REGION, or set the region of the profile.',
  ],
  [{}, bare, 'prod', 'no Region is set. Add --region eu-west-1, set AWS_REGION, or set the region of the profile.'],
  [
    { AWS_PROFILE: 'nope' },
    '',
    undefined,
    'Profile "nope" is neither in ~/.aws/config nor in ~/.aws/credentials. See: aws configure list-profiles, or run: aws configure sso --profile nope',
  ],
  [
    {},
    prod,
    'prdo',
    'Profile "prdo" is neither in ~/.aws/config nor in ~/.aws/credentials. Did you mean prod? See: aws configure list-profiles, or run: aws configure sso --profile prdo',
  ],
])('%j and %j with --profile %s is refused', async (env, config, profile, sentence) => {
  const refused = await find(env, config, profile).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect((refused as Error).message).toBe(sentence);
});

test('files in other places are named as they are', async () => {
  const env = { AWS_CONFIG_FILE: '/etc/aws/config', AWS_SHARED_CREDENTIALS_FILE: '/etc/aws/keys' };
  await expect(find(env, '', 'nope')).rejects.toThrow('"nope" is neither in /etc/aws/config nor in /etc/aws/keys.');
});

test('a well-formed Region that DNS does not know is told as one, with the one that was meant', () => {
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND', hostname: 'x' });
  const said = (region: string, endpointUrl?: string) =>
    toAwsProblem(error, { service: 'sts', operation: 'GetCallerIdentity', region, endpointUrl });
  expect(said('eu-wst-1')).toMatchObject({
    message: 'Region "eu-wst-1" may not exist: DNS does not resolve its endpoints.',
    nextStep: 'did you mean eu-west-1? Check --region, AWS_REGION and the region of the profile',
  });
  expect(said('eu-west-1').message).toBe('DNS does not resolve x.');
  expect(said('eu-wst-1', 'https://x').message).toBe('DNS does not resolve x.');
});

test('one that was typed is suggested too', () => {
  expect(() => checkedRegion('eu-west')).toThrow(/did you mean eu-west-1\?/);
  expect(nearRegion('us-east1')).toBe('us-east-1');
  expect(isKnownRegion('us-east1')).toBe(false);
});
