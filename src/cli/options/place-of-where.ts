// The place by flags and profiles: connections and Regions.
import { ratesOnce } from '../../../config/budgets.ts';
import type { Aws, AwsOptions, Connection } from '../../aws/aws.ts';
import { capitalized } from '../../aws/errors/problem.ts';
import { looksLikeRegion, regionHint } from '../../aws/known-regions.ts';
import { missingProfile } from '../../aws/sign-in/credential-source.ts';
import { defaultRegion } from '../../aws/sign-in/default-region.ts';
import { isRolePattern } from '../../aws/sign-in/role-pattern.ts';
import { profileNames } from '../../aws/sign-in/shared-config.ts';
import type { WatchedScopes } from '../../engine/access/place.ts';
import { sanitize } from '../../lib/text/text.ts';
import { UsageError } from './options.ts';
import type { EstateSize, Where } from './where.ts';

/**
 * By the flags or a context; connections that are sources of roles are added to `aws`, even if they are not watched.
 */
export async function findPlace(where: Where, aws: Pick<Aws, 'connect'>): Promise<WatchedScopes> {
  const [profile] = where.profiles;
  const regions = where.regions.length > 0 ? where.regions : [await ownRegion(process.env, profile, where)];
  const profiles = (where.profiles.length > 0 ? where.profiles : [undefined]).map((name) => toConnection(where, name));
  const ways = waysIn(where, profiles);
  for (const connection of [...profiles, ...ways.connections]) aws.connect(connection);
  return { ...placeOf(where, ways, regions), profiles: { names: profileNames, toConnection: named(where) } };
}

/**
 * A Region that was not typed: a mistake in it is reported with its source, and a mistake in the profile's name comes
 * first.
 */
async function ownRegion(
  env: NodeJS.ProcessEnv,
  profile: string | undefined,
  { allRegions }: Pick<Where, 'allRegions'>,
): Promise<string> {
  const { name, from } = await defaultRegion(env, profile);
  if (name !== undefined && looksLikeRegion(name)) return name;
  if (name !== undefined) {
    throw new UsageError(`${from} is "${sanitize(name)}", which is not a Region name; ${regionHint(name)}`);
  }
  const missing = await missingProfile(profile ?? (env.AWS_PROFILE || undefined), env);
  if (missing) throw new UsageError(`${missing.message} ${capitalized(missing.nextStep)}`);
  const empty = from === undefined ? '' : ` ${from} is set and empty.`;
  const step = 'Add --region eu-west-1, set AWS_REGION, or set the region of the profile.';
  const why = allRegions ? ' --all-regions asks in one which others there are.' : '';
  throw new UsageError(`no Region is set.${empty}${why} ${step}`);
}

/** Write access belongs to the profiles for which it was given: a profile that is added later does not inherit it. */
const named =
  (where: Where) =>
  (profile: string): Connection =>
    toConnection(where.profiles.includes(profile) ? where : withoutWriting(where), profile);

const withoutWriting = ({ timedWrite: _, ...where }: Where): Where => ({ ...where, write: false });

function toConnection({ endpointUrl, write, timedWrite, eventQueues }: Where, profile: string | undefined): Connection {
  return {
    id: profile ?? '',
    write,
    ...(timedWrite ? { timedWrite } : {}),
    eventQueues,
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl ? { endpointUrl } : {}),
  };
}

const placeOf = (where: Where, ways: WaysIn, regions: readonly string[]): WatchedScopes => ({
  roles: undefined,
  ...ways,
  regions,
  allRegions: where.allRegions,
  organization: where.organization,
});

type WaysIn = Pick<WatchedScopes, 'connections' | 'roles'>;

/**
 * Roles are assumed from the first profile, which is then watched itself only if roles are assumed from other profiles.
 */
export function waysIn(where: Where, profiles: readonly Connection[]): WaysIn {
  const { roleArns, accounts: include, excludedAccounts: exclude } = where;
  const [source, ...others] = profiles;
  if (!source) return { connections: profiles };
  const roles = roleArns.map((roleArn) => toRole(where, source, roleArn));
  const [pattern] = roles.filter(({ roleArn }) => isRolePattern(roleArn));
  const plain = roles.filter((role) => role !== pattern);
  const isWatched = pattern !== undefined || plain.length === 0 || where.organization;
  return {
    connections: [...(isWatched ? [source] : []), ...plain, ...others],
    ...(pattern ? { roles: { role: pattern, include, exclude } } : {}),
  };
}

function toRole({ externalId, mfaSerial, write, timedWrite, eventQueues }: Where, source: Connection, roleArn: string) {
  const { endpointUrl, profile } = source;
  return {
    id: roleArn,
    roleArn,
    source: source.id,
    write,
    ...(timedWrite ? { timedWrite } : {}),
    eventQueues,
    ...(externalId ? { externalId } : {}),
    ...(mfaSerial ? { mfaSerial } : {}),
    ...(endpointUrl ? { endpointUrl } : {}),
    ...(profile === undefined ? {} : { profile }),
  };
}

const demoRegions: Readonly<Record<EstateSize, readonly string[]>> = {
  small: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
  medium: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'],
  large: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'],
  waves: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'us-west-2'],
  types: ['us-east-1'],
};

/** Each account of the demo's organization has a role with read access. */
const demoRoles = (where: Where): Where =>
  where.organization && where.roleArns.length === 0
    ? { ...where, roleArns: ['arn:aws:iam::*:role/BackupReader'] }
    : where;

/** Only the embedded AWS is called: with AWS's own rates, an hour and more would pass on its clock. */
export const demoRates = ({ speed }: Where): Pick<AwsOptions, 'rates'> =>
  speed !== undefined && speed > 1 ? { rates: ratesOnce } : {};

/** An organization needs several accounts: the medium estate. */
export const demoEstate = ({ estate, organization }: Where): EstateSize =>
  estate ?? (organization ? 'medium' : 'small');

/** The place of the embedded AWS at this URL; its connection is added to `aws`. */
export function demoPlace(where: Where, endpointUrl: string, aws: Pick<Aws, 'connect'>): WatchedScopes {
  const connection: Connection = {
    id: 'demo',
    write: where.write,
    eventQueues: where.eventQueues,
    endpointUrl,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  };
  aws.connect(connection);
  const regions = where.regions.length > 0 ? where.regions : demoRegions[demoEstate(where)];
  return placeOf(where, waysIn(demoRoles(where), [connection]), regions);
}
