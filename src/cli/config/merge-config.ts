// Lays the user's config over that of the machine: lists of rules hold together, all else of the user's replaces.
import { matchesPattern } from '../../domain/pattern.ts';
import type { ContextSettings } from '../../settings/contexts.ts';
import type { Config } from '../../settings/schema.ts';

/** A context without write access, wherever it stands, and who wrote so. */
export interface WriteBan {
  readonly name: string;
  readonly context: ContextSettings;
  /** '/etc/vaultop/config.yaml:3'. */
  readonly from: string;
  /** Profiles of the AWS CLI's files that sign in as the context does. */
  readonly alike?: readonly string[];
}

/** The sign-ins of a context or of flags. */
export type SignIns = Pick<ContextSettings, 'profiles' | 'roles' | 'organization' | 'endpoint'>;

/** `bans`: contexts with the same sign-ins cannot write either, whatever their names are. */
export function mergeConfig(site: Config, own: Config, bans: readonly WriteBan[]): Config {
  const merged: Record<string, unknown> = { ...site };
  for (const [section, value] of Object.entries(own)) merged[section] = joined(merged[section], value);
  const contexts = Object.entries((merged.contexts ?? {}) as Record<string, ContextSettings>).map(
    ([name, context]) => [name, banOf(bans, context, name) ? { ...context, write: 'never' } : context] as const,
  );
  return { ...(merged as Config), ...(contexts.length > 0 ? { contexts: Object.fromEntries(contexts) as never } : {}) };
}

/** Rules of both files hold. Of keys with values, the user's replace those with the same name. */
function joined(site: unknown, own: unknown): unknown {
  if (Array.isArray(site) && Array.isArray(own)) return [...site, ...own];
  if (!isRecord(site) || !isRecord(own)) return own;
  const names = new Set([...Object.keys(site), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, replaced(site[name], own[name])]));
}

function replaced(site: unknown, own: unknown): unknown {
  if (own === undefined) return site;
  return isRecord(site) && isRecord(own) ? { ...site, ...own } : own;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The ban of a place: of its name, or of one of its sign-ins. */
export const banOf = (bans: readonly WriteBan[], place: SignIns, name?: string): WriteBan | undefined =>
  bans.find((ban) => ban.name === name || isSameSignIn(signInsBanned(ban), signInsUsed(place)));

const signInsBanned = ({ context, alike = [] }: WriteBan): readonly string[] => [
  ...signInsOf(context),
  ...alike.map((profile) => `profile ${profile}`),
];

/**
 * With roles, the profiles only sign in to take them on, and are not looked through themselves; a context with neither
 * uses the credentials that the machine has, or an address of its own.
 */
function signInsOf({ profiles = [], roles = [], organization, endpoint }: SignIns): readonly string[] {
  const [source, ...others] = profiles;
  const isWatched = source !== undefined && (roles.length === 0 || organization === true || roles.some(isPattern));
  const named = [...roles, ...(isWatched ? [`profile ${source}`] : []), ...others.map((one) => `profile ${one}`)];
  if (named.length > 0) return named;
  return [endpoint === undefined ? ofMachine() : `at ${new URL(endpoint).href}`];
}

/** An address alone does not say whose credentials are sent there. */
function signInsUsed(place: SignIns): readonly string[] {
  if (isUnnamed(place)) return [any];
  const { profiles = [], roles = [], endpoint } = place;
  const isAddressAlone = endpoint !== undefined && profiles.length + roles.length === 0;
  return [...signInsOf(place), ...(isAddressAlone ? [ofMachine()] : [])];
}

const ofMachine = (): string => `profile ${process.env.AWS_PROFILE || 'default'}`;

const any = '*';

/** Keys in the environment name no profile: they may be anybody's. */
export const isUnnamed = ({ profiles = [], roles = [] }: SignIns): boolean =>
  profiles.length + roles.length === 0 && !process.env.AWS_PROFILE && Boolean(process.env.AWS_ACCESS_KEY_ID);

const isPattern = (role: string): boolean => role.includes('*');

const isSameSignIn = (banned: readonly string[], used: readonly string[]): boolean =>
  banned.some((one) => used.some((other) => matchesPattern(one, other) || matchesPattern(other, one)));
