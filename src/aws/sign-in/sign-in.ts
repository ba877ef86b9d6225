// How a profile of ~/.aws/config signs in, through chains of source_profile, and the mistake if it cannot. The files
// are read like the AWS CLI reads them: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
import { tableOf } from '../../lib/text/table.ts';
import type { ConfigSection } from './shared-config.ts';

export type Sections = Readonly<Record<string, ConfigSection>>;

export type SignInKind =
  | 'sso'
  | 'login'
  | 'process'
  | 'keys'
  | 'web-identity'
  | 'container'
  | 'instance'
  | 'environment'
  /** Any credentials that the machine has. */
  | 'chain';

export interface SignIn {
  readonly kind: SignInKind;
  /**
   * The profile whose section configures the sign-in: the end of a chain of source_profile. Absent: the environment or
   * the machine.
   */
  readonly profile?: string;
  /** For a web identity. */
  readonly tokenFile?: string;
}

/** The mistake as plain data. `profile` contains the mistake, and may have been reached from another profile. */
export type ProfileMistake =
  | { readonly what: 'no-profile'; readonly profile: string; readonly near?: string }
  /** The section in the config file lacks the word "profile". */
  | { readonly what: 'bare-section'; readonly profile: string }
  | {
      readonly what: 'no-source-profile';
      readonly profile: string;
      readonly named: string;
      readonly near?: string;
      /** A program refers to the profile, not source_profile. */
      readonly isProgram: boolean;
    }
  | { readonly what: 'no-sso-session'; readonly profile: string; readonly named: string; readonly near?: string }
  | { readonly what: 'two-sources'; readonly profile: string }
  | { readonly what: 'no-source'; readonly profile: string }
  | { readonly what: 'strange-credential-source'; readonly profile: string; readonly named: string }
  | { readonly what: 'circle'; readonly profile: string; readonly visited: readonly string[] }
  | { readonly what: 'lacks'; readonly profile: string; readonly keys: readonly string[]; readonly session?: string }
  | { readonly what: 'nothing'; readonly profile: string };

export type SignInShape = { readonly signIn: SignIn } | { readonly mistake: ProfileMistake };

export interface SignInInput {
  readonly sections: Sections;
  readonly profile: string;
  /** The name that was probably meant. */
  readonly near: (name: string, among: readonly string[]) => string | undefined;
}

const credentialSources = tableOf<SignInKind>({
  Environment: 'environment',
  EcsContainer: 'container',
  Ec2InstanceMetadata: 'instance',
});

const isProfile = (name: string): boolean => !/^(sso-session|services)[ .]/.test(name);

/** Names of profiles, sorted. */
export const profilesIn = (sections: Sections): string[] => Object.keys(sections).filter(isProfile).sort();

export const signInShape = (input: SignInInput): SignInShape =>
  shapeOf({ ...input, sections: tableOf(input.sections) }, input.profile, []);

function shapeOf(input: SignInInput, profile: string, visited: readonly string[]): SignInShape {
  const section = input.sections[profile];
  if (!section) return missingProfile(input, profile, visited.at(-1));
  const { role_arn: role, web_identity_token_file: tokenFile } = section;
  const isSource = visited.length > 0;
  // The keys of a source are used before its own role, so a profile may be its own source.
  if (isSource && section.aws_access_key_id && section.aws_secret_access_key) return found('keys', profile);
  if (role && tokenFile) return { signIn: { kind: 'web-identity', profile, tokenFile } };
  if (role) return shapeOfRole(input, profile, [...visited, profile]);
  if (isSource && section.credential_source) return fromCredentialSource(profile, section.credential_source);
  const exported = exportedProfile(section);
  if (exported !== undefined && !visited.includes(exported) && exported !== profile) {
    return shapeOf(input, exported, [...visited, profile]);
  }
  return shapeOfOwn(input, profile, section);
}

/** For a credential_process that is the AWS CLI itself: the profile whose credentials it returns. */
function exportedProfile({ credential_process: program, aws_access_key_id: key }: ConfigSection): string | undefined {
  const named = /^"?[^\s"]*\baws(?:\.exe)?"? configure export-credentials\b.*?--profile[ =]"?([^\s"]+)/.exec(
    program ?? '',
  );
  return key === undefined ? named?.[1] : undefined;
}

function shapeOfRole(input: SignInInput, profile: string, visited: readonly string[]): SignInShape {
  const { source_profile: source, credential_source: from } = input.sections[profile] ?? {};
  if (source && from) return { mistake: { what: 'two-sources', profile } };
  if (from) return fromCredentialSource(profile, from);
  if (!source) return { mistake: { what: 'no-source', profile } };
  const { aws_access_key_id: key } = input.sections[source] ?? {};
  if (visited.includes(source) && !key) return { mistake: { what: 'circle', profile, visited: [...visited, source] } };
  return shapeOf(input, source, visited);
}

function fromCredentialSource(profile: string, named: string): SignInShape {
  const kind = credentialSources[named];
  return kind ? found(kind, profile) : { mistake: { what: 'strange-credential-source', profile, named } };
}

/** For a section without a role. */
function shapeOfOwn(input: SignInInput, profile: string, section: ConfigSection): SignInShape {
  if (section.aws_access_key_id || section.aws_secret_access_key) {
    return complete('keys', profile, lacking(section, ['aws_access_key_id', 'aws_secret_access_key']));
  }
  if (section.web_identity_token_file) return { mistake: { what: 'lacks', profile, keys: ['role_arn'] } };
  if (section.credential_process) return found('process', profile);
  if (section.sso_session) return shapeOfSession(input, profile, section);
  if (['sso_start_url', 'sso_account_id', 'sso_role_name', 'sso_region'].some((key) => section[key] !== undefined)) {
    return complete(
      'sso',
      profile,
      lacking(section, ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name']),
    );
  }
  return section.login_session ? found('login', profile) : { mistake: { what: 'nothing', profile } };
}

function shapeOfSession(
  { sections, near: nearest }: SignInInput,
  profile: string,
  section: ConfigSection,
): SignInShape {
  const named = section.sso_session ?? '';
  const session = sections[`sso-session.${named}`];
  if (!session) {
    const sessions = Object.keys(sections).filter((name) => name.startsWith('sso-session.'));
    const near = nearest(
      named,
      sessions.map((name) => name.slice('sso-session.'.length)),
    );
    return { mistake: { what: 'no-sso-session', profile, named, ...(near ? { near } : {}) } };
  }
  const keys = lacking(session, ['sso_start_url', 'sso_region']);
  if (keys.length > 0) return { mistake: { what: 'lacks', profile, session: named, keys } };
  return complete('sso', profile, lacking(section, ['sso_account_id', 'sso_role_name']));
}

const lacking = (section: ConfigSection, needed: readonly string[]): readonly string[] =>
  needed.filter((key) => !section[key]);

/** Unless keys are lacking. */
function complete(kind: SignInKind, profile: string, keys: readonly string[]): SignInShape {
  return keys.length > 0 ? { mistake: { what: 'lacks', profile, keys } } : found(kind, profile);
}

function missingProfile({ sections, near: nearest }: SignInInput, name: string, from?: string): SignInShape {
  const near = nearest(name, profilesIn(sections));
  const meant = near ? { near } : {};
  if (from === undefined) return { mistake: { what: 'no-profile', profile: name, ...meant } };
  const isProgram = !sections[from]?.role_arn;
  return { mistake: { what: 'no-source-profile', profile: from, named: name, isProgram, ...meant } };
}

const found = (kind: SignInKind, profile: string): SignInShape => ({ signIn: { kind, profile } });
