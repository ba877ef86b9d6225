// What sentences about AWS's refusals are made of.
import { sanitize, truncate } from '../../lib/text/text.ts';
import type { AwsProblem, ErrorContext } from './errors.ts';

/** Of what, where and as whom. */
export type CallContext = Pick<ErrorContext, 'service' | 'operation' | 'region' | 'profile' | 'endpointUrl' | 'signIn'>;

const longestMessage = 300;

/** AWS's own words, safe and not too many; first line only, since the SDK adds hints for programmers below it. */
export function quote(message: string): string {
  return truncate(sanitize(message.split('\n')[0]?.trim() ?? ''), longestMessage);
}

export const problem = (
  kind: AwsProblem['kind'],
  message: string,
  nextStep: string,
  code: string | undefined,
  retryable = false,
): AwsProblem => ({ kind, message, nextStep, retryable, ...(code === undefined ? {} : { code: quote(code) }) });

/** A profile's name is typed by a person, yet the command shown must be safe to paste. */
export function withProfile(command: string, profile: string | undefined): string {
  if (profile === undefined) return command;
  const quoted = /^[\w.@/+:%-]+$/.test(profile) ? profile : `'${sanitize(profile).replaceAll("'", `'\\''`)}'`;
  // A name that begins with a dash would be taken for a flag.
  return `${command} --profile${profile.startsWith('-') ? '=' : ' '}${quoted}`;
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
