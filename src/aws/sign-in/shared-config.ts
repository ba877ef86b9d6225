// Reads profiles from ~/.aws/config and ~/.aws/credentials. The files are read at each call: they may change while the
// program runs.

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { tableOf } from '../../lib/text/table.ts';
import type { CaBundle } from '../transport/transport.ts';
import { profilesIn, type Sections } from './sign-in.ts';

export interface Profile {
  readonly roleArn?: string;
  readonly sourceProfile?: string;
  readonly credentialSource?: string;
  readonly mfaSerial?: string;
  readonly externalId?: string;
  readonly roleSessionName?: string;
  readonly durationSeconds?: number;
  readonly region?: string;
  /** The path of a file with certificates. */
  readonly caBundle?: string;
  /** An endpoint of the profile itself, or the name of a section with endpoints. */
  readonly endpoint?: string;
}

export type ConfigSection = Record<string, string | undefined>;

/** By name of the profile; other sections by 'sso-session.NAME' and 'services.NAME'. */
export async function sections(): Promise<Sections> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  return tableOf(
    Object.fromEntries([...names].map((name) => [name, { ...credentialsFile[name], ...configFile[name] }])),
  );
}

/** Sorted; only sections of profiles. */
export async function profileNames(): Promise<string[]> {
  return profilesIn(await sections());
}

/** As written in the files. */
export async function readSection(name: string): Promise<ConfigSection | undefined> {
  return (await sections())[name];
}

/** Whether the config file has [name], where only [profile name] is valid. */
export async function hasBareSection(name: string): Promise<boolean> {
  const path = process.env.AWS_CONFIG_FILE || join(process.env.HOME || homedir(), '.aws', 'config');
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split(/\r?\n/).some((line) => line.trim() === `[${name}]`);
}

/** undefined: there is no such profile. */
export async function readProfile(name: string): Promise<Profile | undefined> {
  const section = await readSection(name);
  return section && toProfile(section);
}

/** Like the AWS CLI: the environment overrides the profile. */
export async function findCaBundle(env: NodeJS.ProcessEnv, profile: string | undefined): Promise<CaBundle | undefined> {
  const isFlag = env.AWS_CA_BUNDLE === env.VAULTOP_CA_BUNDLE;
  if (env.AWS_CA_BUNDLE) return { path: env.AWS_CA_BUNDLE, from: isFlag ? '--ca-bundle' : 'AWS_CA_BUNDLE' };
  const path = profile === undefined ? undefined : (await readProfile(profile))?.caBundle;
  if (path === undefined) return undefined;
  return { path: path.replace(/^~(?=\/)/, process.env.HOME ?? homedir()), from: `ca_bundle of profile ${profile}` };
}

/** Names of services in AWS_ENDPOINT_URL_… and in `services` sections that differ from this program's names. */
const sdkNames: Readonly<Record<string, string>> = {
  'resource-explorer-2': 'resource_explorer_2',
  tagging: 'resource_groups_tagging_api',
};

/**
 * The endpoint of the service in the named profile. The SDK reads it from the profile of the environment only; it finds
 * endpoints in the environment itself, which override this one.
 */
export async function configuredEndpoint(service: string, profile: string | undefined): Promise<string | undefined> {
  const { env } = process;
  const name = sdkNames[service] ?? service;
  const isSaid = env[`AWS_ENDPOINT_URL_${name.toUpperCase()}`] || env.AWS_ENDPOINT_URL;
  if (profile === undefined || isSaid || env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return undefined;
  return endpointIn(await sections(), profile, name);
}

function endpointIn(all: Record<string, ConfigSection>, profile: string, service: string): string | undefined {
  const { services, endpoint_url: general } = all[profile] ?? {};
  const own = services === undefined ? undefined : all[`services.${services}`]?.[`${service}.endpoint_url`];
  return own ?? general;
}

/** The services whose responses are stored. */
const answering = ['backup', 'cloudtrail', 'cloudwatch'] as const;

/** Whether the files name any endpoint. Reading them as text spares loading the SDK's parser. */
async function nameEndpoints(env: NodeJS.ProcessEnv): Promise<boolean> {
  const folder = join(env.HOME || homedir(), '.aws');
  const paths = [
    env.AWS_CONFIG_FILE || join(folder, 'config'),
    env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  ];
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return texts.some((text) => text.includes('endpoint_url'));
}

/**
 * The endpoint as one text, because responses of one endpoint are not valid for another. 'AWS' if none is configured,
 * the endpoint if there is one, and the endpoint of each service if they differ.
 */
export async function configuredAws(profile: string | undefined): Promise<string> {
  const { env } = process;
  const isIgnored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true';
  const all = isIgnored || !(await nameEndpoints(env)) ? {} : await sections();
  const named = profile ?? (env.AWS_PROFILE || 'default');
  const addresses = answering.map(
    (service) =>
      env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
      env.AWS_ENDPOINT_URL ||
      endpointIn(all, named, service) ||
      'AWS',
  );
  const [first = 'AWS'] = addresses;
  return addresses.every((address) => address === first) ? first : addresses.join(' ');
}

/** A profile may assume its role with the credentials of another profile, which may require a code itself. */
export async function wantsMfa(name: string): Promise<boolean> {
  const all = await sections();
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = all[at]?.source_profile) {
    seen.add(at);
    if (all[at]?.role_arn !== undefined && all[at]?.mfa_serial !== undefined) return true;
  }
  return false;
}

function toProfile(section: ConfigSection): Profile {
  const seconds = Number(section.duration_seconds);
  const texts = {
    roleArn: section.role_arn,
    sourceProfile: section.source_profile,
    credentialSource: section.credential_source,
    mfaSerial: section.mfa_serial,
    externalId: section.external_id,
    roleSessionName: section.role_session_name,
    region: section.region,
    caBundle: section.ca_bundle,
    endpoint: section.endpoint_url ?? section.services,
  };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    ...(section.duration_seconds !== undefined && Number.isInteger(seconds) ? { durationSeconds: seconds } : {}),
  };
}
