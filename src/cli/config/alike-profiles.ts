// Profiles that sign in as another one does, under another name: what is not allowed to one is not allowed to the others.
import type { ConfigSection } from '../../aws/sign-in/shared-config.ts';
import { matchesPattern } from '../../domain/pattern.ts';
import type { WriteBan } from './merge-config.ts';

type Sections = Readonly<Record<string, ConfigSection | undefined>>;

/** The bans, each with the profiles that sign in like those of its context, or take on one of its roles. */
export async function withAlikeProfiles(bans: readonly WriteBan[]): Promise<readonly WriteBan[]> {
  if (bans.length === 0) return bans;
  const { sections } = await import('../../aws/sign-in/shared-config.ts');
  const all = await sections().catch(() => ({}));
  return bans.map((ban) => ({ ...ban, alike: alikeProfiles(ban.context, all) }));
}

function alikeProfiles({ profiles = [], roles = [] }: WriteBan['context'], all: Sections): readonly string[] {
  // With roles, the profiles only sign in to take them on.
  const banned = roles.length > 0 ? [] : profiles.flatMap((name) => signInOf(all[name]) ?? []);
  const isBanned = (section: ConfigSection | undefined): boolean => {
    const used = signInOf(section);
    const role = section?.role_arn;
    return (
      (used !== undefined && banned.includes(used)) ||
      (role !== undefined && roles.some((one) => matchesPattern(one, role)))
    );
  };
  return Object.keys(all).filter((name) => !profiles.includes(name) && isBanned(all[name]));
}

/** Whose credentials the profile has. undefined: it names none of its own. */
function signInOf(section: ConfigSection = {}): string | undefined {
  const { role_arn: role, aws_access_key_id: key, credential_process: program, login_session: session } = section;
  if (role !== undefined) return `role ${role}`;
  const { sso_account_id: account, sso_role_name: permission } = section;
  if (account !== undefined && permission !== undefined) return `sso ${account} ${permission}`;
  if (key !== undefined) return `key ${key}`;
  if (program !== undefined) return `program ${program}`;
  return session === undefined ? undefined : `session ${session}`;
}
