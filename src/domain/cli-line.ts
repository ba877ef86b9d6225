// The AWS CLI command that sends the same request: https://docs.aws.amazon.com/cli/latest/reference/

import { jsonText } from '../lib/text/json-text.ts';
import { shellQuote } from '../lib/text/shell.ts';
import { tableOf } from '../lib/text/table.ts';
import { isHarmless, sanitize } from '../lib/text/text.ts';

export interface CliCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface CliPlace {
  readonly region: string;
  readonly profile?: string | undefined;
  readonly endpointUrl?: string | undefined;
}

/** botocore's xform_name with '-': 'SNSTopicArn' → 'sns-topic-arn'. */
export function toCliName(name: string): string {
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const split = plural ? `${name.slice(0, -plural.length)}-${plural.toLowerCase()}` : name;
  return split
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** Services that the CLI names otherwise: https://docs.aws.amazon.com/cli/latest/reference/ */
const cliNames = tableOf<string>({ tagging: 'resourcegroupstaggingapi' });

/** The command as one line that is safe to paste into a POSIX shell. */
export function formatCliLine({ service, operation, input }: CliCall, place: CliPlace): string {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const flags = entries.every(([, value]) => canBeFlag(value))
    ? entries.flatMap(([name, value]) => flagOf(`--${toCliName(name)}`, value))
    : ['--cli-input-json', shellQuote(jsonText(Object.fromEntries(entries)))];
  return [
    'aws',
    cliNames[service] ?? service,
    toCliName(operation),
    ...flags,
    ...option('--region', sanitize(place.region)),
    // The CLI has no other form for a profile. A sanitized name may not be found, but the terminal stays safe.
    ...(place.profile ? option('--profile', sanitize(place.profile)) : []),
    ...(place.endpointUrl ? option('--endpoint-url', sanitize(place.endpointUrl)) : []),
  ].join(' ');
}

/**
 * Whether the CLI takes the value of a flag unchanged. As part of JSON it takes every value unchanged.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html
 */
function canBeFlag(value: unknown): boolean {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.every(canBeListed);
  return typeof value !== 'string' || canBeText(value);
}

/**
 * The CLI replaces a value that names a file or a page by its content, and argparse drops a lone "--". A line break or
 * a control character would run half of the line when it is pasted.
 */
const canBeText = (text: string): boolean => !/^(fileb?|https?):\/\//.test(text) && text !== '--' && isHarmless(text);

/** In a list, a word that begins with a dash is parsed as a flag, and a word that begins with a bracket as JSON. */
const canBeListed = (text: string): boolean => canBeText(text) && /^[^\s[{-]/.test(text);

function flagOf(flag: string, value: unknown): string[] {
  if (value === true) return [flag];
  if (value === false) return [`--no-${flag.slice(2)}`];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return [flag, ...value.map(shellQuote)];
  return option(flag, wordOf(value));
}

/** A word that begins with a dash would be parsed as a flag. */
const option = (flag: string, word: string): string[] =>
  word.startsWith('-') ? [`${flag}=${shellQuote(word)}`] : [flag, shellQuote(word)];

function wordOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? jsonText(value) : String(value);
}
