// The AWS CLI command that equals a call: https://docs.aws.amazon.com/cli/latest/reference/
import { shellQuote } from '../lib/shell.ts';

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

/** A word that the shell itself fills in, never quoted away: what an earlier command printed. */
export interface ShellVariable {
  readonly variable: string;
}

export const isVariable = (value: unknown): value is ShellVariable =>
  typeof value === 'object' && value !== null && 'variable' in value;

/** botocore's xform_name with '-': 'SNSTopicArn' → 'sns-topic-arn'. */
export function toCliName(name: string): string {
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const split = plural ? `${name.slice(0, -plural.length)}-${plural.toLowerCase()}` : name;
  return split
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

export function formatCliLine({ service, operation, input }: CliCall, place: CliPlace): string {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const flags = entries.some(([, value]) => isReference(value))
    ? ['--cli-input-json', shellQuote(JSON.stringify(Object.fromEntries(entries)))]
    : entries.flatMap(([name, value]) => flagOf(`--${toCliName(name)}`, value));
  return [
    ...['aws', service, toCliName(operation)],
    ...flags,
    ...['--region', shellQuote(place.region)],
    ...(place.profile ? ['--profile', shellQuote(place.profile)] : []),
    ...(place.endpointUrl ? ['--endpoint-url', shellQuote(place.endpointUrl)] : []),
  ].join(' ');
}

/** The CLI would read the file that the text names: as part of JSON it does not. */
const isReference = (value: unknown): boolean =>
  [value].flat().some((one) => typeof one === 'string' && /^(fileb?|https?):\/\//.test(one));

function flagOf(flag: string, value: unknown): string[] {
  if (value === true) return [flag];
  if (value === false) return [`--no-${flag.slice(2)}`];
  if (isVariable(value)) return [flag, `"$${value.variable}"`];
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return [flag, ...value.map(shellQuote)];
  const word = wordOf(value);
  // What begins with a dash would be taken for a flag.
  return word.startsWith('-') ? [`${flag}=${shellQuote(word)}`] : [flag, shellQuote(word)];
}

function wordOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
