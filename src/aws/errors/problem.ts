// Helpers for the texts of problems.
import { sanitize, truncate } from '../../lib/text/text.ts';
import type { AwsProblem, ErrorContext } from './errors.ts';

/** The operation, its place and its identity. */
export type CallContext = Pick<ErrorContext, 'service' | 'operation' | 'region' | 'profile' | 'endpointUrl' | 'signIn'>;

const longestMessage = 300;

/**
 * AWS's own words, sanitized and shortened; the first line only, because the SDK adds hints for developers after it.
 */
export function quote(message: string): string {
  return truncate(sanitize(message.split('\n')[0]?.trim() ?? ''), longestMessage);
}

interface ProblemText extends Pick<AwsProblem, 'message' | 'nextStep'> {
  /** As AWS sent it. */
  readonly code: string | undefined;
  /** Absent: false. */
  readonly retryable?: boolean;
}

export const problem = (
  kind: AwsProblem['kind'],
  { message, nextStep, code, retryable = false }: ProblemText,
): AwsProblem => ({ kind, message, nextStep, retryable, ...(code === undefined ? {} : { code: quote(code) }) });

/** The name of a profile may contain any character, and the shown command must be safe to paste. */
export function withProfile(command: string, profile: string | undefined): string {
  if (profile === undefined) return command;
  const quoted = /^[\w.@/+:%-]+$/.test(profile) ? profile : `'${sanitize(profile).replaceAll("'", `'\\''`)}'`;
  // A name that begins with a dash would be parsed as a flag.
  return `${command} --profile${profile.startsWith('-') ? '=' : ' '}${quoted}`;
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
