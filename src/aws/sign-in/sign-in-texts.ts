// Texts about a profile that cannot sign in, and the next step for its kind of sign-in.
import type { AwsProblem } from '../errors/errors.ts';
import { capitalized, problem, quote, withProfile } from '../errors/problem.ts';
import type { ProfileMistake, SignIn } from './sign-in.ts';

/** The next step if credentials or a session have expired. */
export function signInAgain({ kind, profile, tokenFile }: SignIn): string {
  const named = profile === undefined ? 'the profile' : `profile ${quote(profile)}`;
  switch (kind) {
    case 'sso':
      return `run: ${withProfile('aws sso login', profile)}`;
    case 'login':
      return `run: ${withProfile('aws login', profile)}`;
    case 'process':
      return `run the credential_process of ${named} by hand, and sign in as it asks`;
    case 'keys':
      return `renew the keys of ${named}: ${withProfile('aws configure', profile)}, and its aws_session_token`;
    case 'web-identity':
      return `renew the file ${quote(tokenFile ?? 'that AWS_WEB_IDENTITY_TOKEN_FILE names')}`;
    case 'environment':
      return 'set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, with temporary ones, AWS_SESSION_TOKEN anew';
    case 'container':
      return 'check the role of the task or pod, and AWS_CONTAINER_CREDENTIALS_FULL_URI';
    case 'instance':
      return 'check the role of the instance';
    case 'chain':
      return 'renew the credentials, or name a profile with --profile or AWS_PROFILE';
  }
}

export interface SharedFiles {
  /** In the form that persons use: '~/.aws/config'. */
  readonly config: string;
  readonly credentials: string;
}

export const sharedFiles = (env: NodeJS.ProcessEnv): SharedFiles => ({
  config: quote(env.AWS_CONFIG_FILE || '~/.aws/config'),
  credentials: quote(env.AWS_SHARED_CREDENTIALS_FILE || '~/.aws/credentials'),
});

export function profileMistake(mistake: ProfileMistake, files: SharedFiles): AwsProblem {
  const [message, step] = textsOf(mistake, files);
  return problem('no-credentials', { message, nextStep: step, code: undefined });
}

type Texts = readonly [message: string, step: string];

function textsOf(mistake: ProfileMistake, { config, credentials }: SharedFiles): Texts {
  const { profile } = mistake;
  const name = `Profile "${quote(profile)}"`;
  const anew = withProfile('aws configure sso', profile);
  switch (mistake.what) {
    case 'no-profile': {
      const text = `${name} is neither in ${config} nor in ${credentials}.`;
      return [text, meant(mistake.near, `see: aws configure list-profiles, or run: ${anew}`)];
    }
    case 'bare-section':
      return [
        `${name} is in ${config} as [${quote(profile)}], not as [profile ${quote(profile)}].`,
        `write [profile ${quote(profile)}] there`,
      ];
    case 'no-source-profile': {
      const named = `"${quote(mistake.named)}"`;
      const its = mistake.isProgram ? `credential_process names ${named}, which` : `source_profile ${named}`;
      const text = `${name}: its ${its} is neither in ${config} nor in ${credentials}.`;
      return [text, meant(mistake.near, `correct it in ${config}; see: aws configure list-profiles`)];
    }
    case 'no-sso-session': {
      const text = `${name}: its sso_session "${quote(mistake.named)}" is not in ${config}.`;
      return [text, meant(mistake.near, `correct it in ${config}, or run: ${anew}`)];
    }
    case 'two-sources':
      return [
        `${name} has both source_profile and credential_source.`,
        `leave one of them in ${config}, and remove the other`,
      ];
    case 'no-source':
      return [
        `${name} has a role_arn, but neither source_profile nor credential_source.`,
        `add one of them in ${config}: the source of the credentials that assume the role`,
      ];
    case 'strange-credential-source':
      return [
        `${name}: its credential_source is "${quote(mistake.named)}".`,
        `write Environment, EcsContainer or Ec2InstanceMetadata there, in ${config}`,
      ];
    case 'circle':
      return [
        `${name}: its source_profile entries form a loop: ${quote(mistake.visited.join(', '))}.`,
        `correct source_profile in ${config}; the last one needs credentials of its own`,
      ];
    case 'lacks': {
      const where = mistake.session === undefined ? name : `The sso-session "${quote(mistake.session)}"`;
      const file = mistake.keys.some((key) => key.startsWith('aws_')) ? credentials : config;
      return [`${where} has no ${mistake.keys.join(' and no ')}.`, `add what is missing in ${file}`];
    }
    case 'nothing':
      return [`${name} has no credentials in ${config} or ${credentials}.`, `run: ${anew}, or name another profile`];
  }
}

const meant = (near: string | undefined, step: string): string =>
  near === undefined ? step : `did you mean ${quote(near)}? ${capitalized(step)}`;
