// The host of each request, by the environment, the config file and the partition: read from a proxy that forwards
// nothing.
import { Server as ProxyServer, RequestError } from 'proxy-chain';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { type AwsHome, createAwsHome } from '../support/aws-home.ts';

let proxy: ProxyServer;
let requested: string[] = [];
beforeAll(async () => {
  proxy = new ProxyServer({
    port: 0,
    host: '127.0.0.1',
    prepareRequestFunction({ hostname }) {
      requested.push(hostname);
      throw new RequestError('nobody goes out', 403);
    },
  });
  await proxy.listen();
});
afterAll(() => proxy.close(true));

let home: AwsHome;
beforeEach(async () => {
  requested = [];
  home = await createAwsHome();
  home.setEnvironment('AWS_ACCESS_KEY_ID', 'AKIDTEST');
  home.setEnvironment('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => home.remove());

const services = `
[default]
services = inside
[services inside]
backup =
  endpoint_url = https://backup.inside.example
`;

interface Case {
  readonly region?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of the profile, if one is named. */
  readonly config?: string;
  readonly profile?: string;
  readonly role?: string;
  readonly host: string;
}

const inside = `
[services inside]
backup =
  endpoint_url = https://backup.inside.example
sts =
  endpoint_url = https://sts.inside.example
`;

const roleOf = (partition: string) => `arn:${partition}:iam::111122223333:role/R`;
const keys = 'aws_access_key_id = AKIDTEST\naws_secret_access_key = secret\n';

test.each<Case>([
  { host: 'backup.eu-west-1.amazonaws.com' },
  { env: { AWS_USE_FIPS_ENDPOINT: 'true' }, region: 'us-gov-west-1', host: 'backup-fips.us-gov-west-1.amazonaws.com' },
  { env: { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, host: 'backup.eu-west-1.api.aws' },
  { region: 'cn-north-1', host: 'backup.cn-north-1.amazonaws.com.cn' },
  { region: 'eusc-de-east-1', host: 'backup.eusc-de-east-1.amazonaws.eu' },
  { env: { AWS_ENDPOINT_URL: 'https://all.example' }, host: 'all.example' },
  {
    env: { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_BACKUP: 'https://backup.example' },
    host: 'backup.example',
  },
  { config: services, host: 'backup.inside.example' },
  {
    config: services,
    env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    host: 'backup.eu-west-1.amazonaws.com',
  },
  { config: 'endpoint_url = https://own.example', profile: 'own', host: 'own.example' },
  { config: 'endpoint_url = https://own.example', profile: 'own', role: roleOf('aws'), host: 'own.example' },
  {
    config: 'endpoint_url = https://own.example',
    profile: 'own',
    env: { AWS_ENDPOINT_URL: 'https://all.example' },
    host: 'all.example',
  },
  {
    config: `endpoint_url = https://own.example\nsource_profile = own\nrole_arn = ${roleOf('aws')}`,
    profile: 'own',
    host: 'own.example',
  },
  {
    config: `source_profile = own\nrole_arn = ${roleOf('aws-cn')}`,
    profile: 'own',
    region: 'cn-north-1',
    host: 'sts.cn-north-1.amazonaws.com.cn',
  },
  {
    config: `region = cn-northwest-1\nsource_profile = own\nrole_arn = ${roleOf('aws-cn')}`,
    profile: 'own',
    region: 'cn-north-1',
    host: 'sts.cn-northwest-1.amazonaws.com.cn',
  },
  { config: `services = inside\n${inside}`, profile: 'own', host: 'backup.inside.example' },
  { config: `services = inside\n${inside}`, profile: 'own', role: roleOf('aws'), host: 'sts.inside.example' },
  {
    config: 'use_fips_endpoint = true',
    profile: 'own',
    region: 'us-east-1',
    host: 'backup-fips.us-east-1.amazonaws.com',
  },
  {
    config: 'use_fips_endpoint = true',
    profile: 'own',
    region: 'us-east-1',
    env: { AWS_USE_FIPS_ENDPOINT: 'false' },
    host: 'backup.us-east-1.amazonaws.com',
  },
  {
    config: 'use_fips_endpoint = true',
    profile: 'own',
    region: 'us-east-1',
    role: roleOf('aws'),
    host: 'sts-fips.us-east-1.amazonaws.com',
  },
  { config: 'use_dualstack_endpoint = true', profile: 'own', host: 'backup.eu-west-1.api.aws' },
  // The global endpoint of STS signs for us-east-1 alone: the SDK uses the Region's endpoint, whatever old files say.
  {
    config: 'sts_regional_endpoints = legacy',
    profile: 'own',
    role: roleOf('aws'),
    host: 'sts.eu-west-1.amazonaws.com',
  },
  // A Region in the profile does not redirect requests to another Region.
  { config: 'region = us-west-2', profile: 'own', host: 'backup.eu-west-1.amazonaws.com' },
  { config: 'region = us-west-2', profile: 'own', role: roleOf('aws'), host: 'sts.eu-west-1.amazonaws.com' },
  { region: 'cn-north-1', role: 'arn:aws-cn:iam::111122223333:role/R', host: 'sts.cn-north-1.amazonaws.com.cn' },
  { region: 'us-gov-west-1', role: 'arn:aws-us-gov:iam::111122223333:role/R', host: 'sts.us-gov-west-1.amazonaws.com' },
  { region: 'eusc-de-east-1', role: 'arn:aws-eusc:iam::111122223333:role/R', host: 'sts.eusc-de-east-1.amazonaws.eu' },
])('$region $env $config $role: $host', async ({ region = 'eu-west-1', env = {}, config, profile, role, host }) => {
  if (config) await home.writeConfig(profile ? `[profile ${profile}]\n${keys}${config}\n` : config);
  for (const [name, value] of Object.entries(env)) home.setEnvironment(name, value);
  const named = profile ? { profile } : {};
  const roleConnection = { id: 'asked', source: '', ...named, ...(role ? { roleArn: role } : {}) };
  const aws = createAws({
    connections: [{ id: '', ...named }, role ? roleConnection : { id: 'asked', ...named }],
    clock: systemClock,
    env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` },
  });
  const scope = { accountId: '111122223333', region, connection: 'asked' };
  const call = aws.call(
    scope,
    { service: 'backup', operation: 'ListBackupVaults', input: {} },
    { signal: new AbortController().signal },
  );
  await expect(call).rejects.toThrow('proxy');
  aws.close();
  expect(requested).toEqual([host]);
});

const explorer =
  'services = inside\n[services inside]\nresource_explorer_2 =\n  endpoint_url = https://explorer.example';

test.each<
  Case & { readonly service: 'tagging' | 'resource-explorer-2' | 'rds' | 'kms' | 'sns'; readonly operation: string }
>([
  { service: 'tagging', operation: 'GetResources', host: 'tagging.eu-west-1.amazonaws.com' },
  { service: 'tagging', operation: 'GetResources', region: 'cn-north-1', host: 'tagging.cn-north-1.amazonaws.com.cn' },
  {
    service: 'tagging',
    operation: 'GetResources',
    env: { AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: 'https://tags.example' },
    host: 'tags.example',
  },
  { service: 'resource-explorer-2', operation: 'ListIndexes', host: 'resource-explorer-2.eu-west-1.amazonaws.com' },
  {
    service: 'resource-explorer-2',
    operation: 'ListIndexes',
    env: { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    host: 'resource-explorer-2.eu-west-1.api.aws',
  },
  {
    service: 'resource-explorer-2',
    operation: 'ListIndexes',
    config: explorer,
    profile: 'own',
    host: 'explorer.example',
  },
  {
    service: 'kms',
    operation: 'DescribeKey',
    region: 'us-gov-west-1',
    env: { AWS_USE_FIPS_ENDPOINT: 'true' },
    host: 'kms-fips.us-gov-west-1.amazonaws.com',
  },
  {
    service: 'rds',
    operation: 'DescribeDBClusters',
    region: 'us-gov-west-1',
    env: { AWS_USE_FIPS_ENDPOINT: 'true' },
    host: 'rds.us-gov-west-1.amazonaws.com',
  },
  {
    service: 'sns',
    operation: 'ListTopics',
    region: 'us-gov-west-1',
    env: { AWS_USE_FIPS_ENDPOINT: 'true' },
    host: 'sns.us-gov-west-1.amazonaws.com',
  },
  { service: 'kms', operation: 'DescribeKey', region: 'eusc-de-east-1', host: 'kms.eusc-de-east-1.amazonaws.eu' },
])(
  '$service in $region $env $config: $host',
  async ({ service, operation, region = 'eu-west-1', env = {}, config, profile, host }) => {
    if (config) await home.writeConfig(`[profile ${profile}]\n${keys}${config}\n`);
    for (const [name, value] of Object.entries(env)) home.setEnvironment(name, value);
    const aws = createAws({
      connections: [{ id: 'asked', ...(profile ? { profile } : {}) }],
      clock: systemClock,
      env: { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` },
    });
    const scope = { accountId: '111122223333', region, connection: 'asked' };
    const { signal } = new AbortController();
    await expect(
      aws.call(scope, { service, operation: operation as never, input: { KeyId: 'a' } as never }, { signal }),
    ).rejects.toThrow('proxy');
    aws.close();
    expect(requested).toEqual([host]);
  },
);

const own = (text: string) => `[profile own]\n${keys}${text}\n`;

test.each<Pick<Case, 'env' | 'config' | 'profile'> & { readonly flag?: string; readonly address: string }>([
  { address: 'AWS' },
  { flag: 'http://flag.example', env: { AWS_ENDPOINT_URL: 'https://all.example' }, address: 'http://flag.example' },
  { env: { AWS_ENDPOINT_URL: 'https://all.example' }, address: 'https://all.example' },
  { env: { AWS_ENDPOINT_URL_BACKUP: 'https://backup.example' }, address: 'https://backup.example AWS AWS' },
  // The endpoint of GetCallerIdentity says nothing about the endpoints of the other services.
  { env: { AWS_ENDPOINT_URL_STS: 'https://sts.example' }, address: 'AWS' },
  { config: 'endpoint_url = https://own.example', profile: 'own', address: 'https://own.example' },
  { config: 'endpoint_url = https://own.example', address: 'AWS' },
  {
    config: 'endpoint_url = https://own.example',
    env: { AWS_PROFILE: 'own', AWS_ENDPOINT_URL_CLOUDTRAIL: 'https://trail.example' },
    address: 'https://own.example https://trail.example https://own.example',
  },
  { config: `services = inside\n${inside}`, profile: 'own', address: 'https://backup.inside.example AWS AWS' },
])('answers are those of $address: $flag $env $config', async ({ flag, env = {}, config, profile, address }) => {
  if (config) await home.writeConfig(own(config));
  for (const [name, value] of Object.entries(env)) home.setEnvironment(name, value);
  const named = { ...(profile ? { profile } : {}), ...(flag ? { endpointUrl: flag } : {}) };
  const aws = createAws({ connections: [{ id: '', ...named }], clock: systemClock });
  expect(await aws.address('')).toBe(address);
  aws.close();
});

test("an address that is changed in the profile counts from the next sign-in on, as the profile's calls go", async () => {
  await home.writeConfig(own('endpoint_url = https://own.example'));
  const aws = createAws({ connections: [{ id: '', profile: 'own' }], clock: systemClock });
  expect(await aws.address('')).toBe('https://own.example');
  await home.writeConfig(own('endpoint_url = https://other.example'));
  expect(await aws.address('')).toBe('https://own.example');
  aws.renew('');
  expect(await aws.address('')).toBe('https://other.example');
  aws.close();
});
