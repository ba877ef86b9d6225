// What the dashboard looks at: AWS with somebody's credentials, or the embedded AWS in a worker thread.
import { ratesOnce } from '../../config/budgets.ts';
import { type Aws, type AwsOptions, type Connection, createAws } from '../aws/aws.ts';
import { skewText } from '../aws/clock-skew.ts';
import { missingProfile } from '../aws/credential-source.ts';
import { defaultRegion } from '../aws/default-region.ts';
import { looksLikeRegion, regionHint } from '../aws/known-regions.ts';
import { capitalized } from '../aws/problem.ts';
import { isRolePattern } from '../aws/role-pattern.ts';
import { cliCacheDirectory, createRoleSessions } from '../aws/role-sessions.ts';
import { profileNames } from '../aws/shared-config.ts';
import type { Place, StartingPlace } from '../engine/access/place.ts';
import { systemClock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { marking } from '../lib/marking.ts';
import { sanitize } from '../lib/text.ts';
import { createTurns, holdWhile, type NextTurn } from '../lib/turns.ts';
import { askOnTerminal, createMfaCodes, type MfaCodes, signInWithMfa } from './mfa-codes.ts';
import { UsageError } from './options.ts';
import { complain } from './output.ts';
import { refuseFifos } from './refuse-fifos.ts';
import type { Environment } from './subcommands.ts';
import type { EstateSize, Where } from './where.ts';

export interface World {
  readonly aws: Aws;
  /** Connections and Regions to begin with. */
  readonly place: StartingPlace;
  readonly origin?: string;
  readonly mfa: MfaCodes;
  /** Tells of a clock of this machine that is wrong, in a sentence; what is known already at once. */
  onClockSkew(told: (text: string) => void): void;
  /** In which `aws` reads long answers: whoever has long work beside it takes turns with it. */
  readonly nextTurn: NextTurn;
  close(): Promise<void>;
}

/** `rates` and `reads`: how often to call and to try, for who does not stay. `hasScreen`: the terminal is the dashboard's. */
export async function openWorld(
  where: Where,
  environment: Environment,
  log: Log,
  { rates, reads, hasScreen = false }: Pick<AwsOptions, 'rates' | 'reads' | 'hasScreen'> = {},
): Promise<World> {
  refuseFifos(process.env);
  const skew = createSkewNews(hasScreen);
  const nextTurn = createTurns(setImmediate, holdWhile(marking.isOn, systemClock));
  const paced = { nextTurn, reads, onClockSkew: skew.found, ...(rates ? { rates } : {}) };
  if (where.demo) return { ...(await openDemo(where, environment, log, paced)), onClockSkew: skew.listen };
  const mfa = createMfaCodes(process.stdin.isTTY && process.stderr.isTTY ? askOnTerminal : undefined);
  const sessions = createRoleSessions(cliCacheDirectory());
  const aws = createAws({
    ...{ connections: [], clock: systemClock },
    ...{ log, sessions, mfaCode: mfa.code, hasScreen, ...paced },
  });
  const place = await findPlace(where, aws);
  await signInWithMfa(aws, place.connections, place.regions[0] ?? '');
  mfa.screenOpens();
  return { aws, place, mfa, nextTurn, onClockSkew: skew.listen, close: async () => aws.close() };
}

/** On stderr where no screen is drawn; else whoever draws it is told. */
function createSkewNews(hasScreen: boolean) {
  let known: string | undefined;
  let tell = (text: string): void => {
    if (!hasScreen) complain(text);
  };
  return {
    found(aheadMs: number) {
      known = `${skewText(aheadMs).slice(0, -1)}; AWS's time is used.`;
      tell(known);
    },
    listen(told: (text: string) => void) {
      tell = told;
      if (known !== undefined) told(known);
    },
  };
}

/** Where the flags or a context say; what signs in for others is made known to `aws`, though it may not be watched. */
export async function findPlace(where: Where, aws: Aws): Promise<Place> {
  const [profile] = where.profiles;
  const regions = where.regions.length > 0 ? where.regions : [await ownRegion(process.env, profile)];
  const profiles = (where.profiles.length > 0 ? where.profiles : [undefined]).map((name) => toConnection(where, name));
  const ways = waysIn(where, profiles);
  for (const connection of [...profiles, ...ways.connections]) aws.connect(connection);
  return { ...placeOf(where, ways, regions), profiles: { names: profileNames, toConnection: named(where) } };
}

/** A Region that nobody typed here: a mistake in it says where it stands, and one in the profile's name comes first. */
async function ownRegion(env: NodeJS.ProcessEnv, profile: string | undefined): Promise<string> {
  const { name, from } = await defaultRegion(env, profile);
  if (name !== undefined && looksLikeRegion(name)) return name;
  if (name !== undefined) {
    throw new UsageError(`${from} is "${sanitize(name)}", which is no name of a Region; ${regionHint(name)}`);
  }
  const missing = await missingProfile(profile ?? (env.AWS_PROFILE || undefined), env);
  if (missing) throw new UsageError(`${missing.message} ${capitalized(missing.nextStep)}`);
  const empty = from === undefined ? '' : ` ${from} is set and empty.`;
  const step = 'Say --region eu-west-1, or set AWS_REGION, or give the profile a region.';
  throw new UsageError(`which Region?${empty} ${step}`);
}

/** The leave to write is for the profiles that it was given for: one that is switched to does not inherit it. */
const named =
  (where: Where) =>
  (profile: string): Connection =>
    toConnection({ ...where, write: where.write && where.profiles.includes(profile) }, profile);

function toConnection({ endpointUrl, write, eventQueues }: Where, profile: string | undefined): Connection {
  return {
    ...{ id: profile ?? '', write, eventQueues },
    ...(profile === undefined ? {} : { profile }),
    ...(endpointUrl ? { endpointUrl } : {}),
  };
}

const placeOf = (where: Where, ways: WaysIn, regions: readonly string[]): Place => ({
  roles: undefined,
  ...ways,
  regions,
  allRegions: where.allRegions,
  organization: where.organization,
});

type WaysIn = Pick<Place, 'connections' | 'roles'>;

/** Roles are taken on from the first profile, which is then only watched itself where the others are taken from it. */
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

function toRole({ externalId, mfaSerial, write, eventQueues }: Where, source: Connection, roleArn: string) {
  const { endpointUrl, profile } = source;
  return {
    ...{ id: roleArn, roleArn, source: source.id, write, eventQueues },
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
};

/** In each account of the demo's organization there is a role to look into it with. */
const demoRoles = (where: Where): Where =>
  where.organization && where.roleArns.length === 0
    ? { ...where, roleArns: ['arn:aws:iam::*:role/BackupReader'] }
    : where;

/** An organization has more than one account: the medium estate. */
async function openDemo(
  where: Where,
  environment: Environment,
  log: Log,
  paced: Pick<AwsOptions, 'rates' | 'reads' | 'onClockSkew'> & Pick<World, 'nextTurn'>,
): Promise<Omit<World, 'onClockSkew'>> {
  const { readFaults } = await import('./read-faults.ts');
  const { startEmulatorWorker } = await import('../emulator/in-worker.ts');
  const estate = where.estate ?? (where.organization ? 'medium' : 'small');
  const emulator = await startEmulatorWorker(
    { estate, faults: readFaults(where.faults), ...(where.speed ? { speed: where.speed } : {}) },
    environment.emulatorWorker,
  );
  const connection: Connection = {
    id: 'demo',
    write: where.write,
    eventQueues: where.eventQueues,
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  };
  // Nobody but us is asked, and by the time that its own rates take, an hour and more would have passed there.
  const rates = where.speed !== undefined && where.speed > 1 ? { rates: ratesOnce } : {};
  const aws = createAws({ connections: [connection], clock: systemClock, log, ...paced, ...rates });
  const regions = where.regions.length > 0 ? where.regions : demoRegions[estate];
  return {
    aws,
    place: placeOf(where, waysIn(demoRoles(where), [connection]), regions),
    origin: 'DEMO',
    mfa: createMfaCodes(undefined),
    nextTurn: paced.nextTurn,
    async close() {
      aws.close();
      await emulator.close();
    },
  };
}
