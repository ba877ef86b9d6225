// Names for what a restore makes: nobody has them yet.
import { shortName } from '../arn.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** '20261130-0540', in UTC. */
export function dateInName(at: number): string {
  const date = new Date(at);
  const day = `${date.getUTCFullYear()}${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())}`;
  return `${day}-${two(date.getUTCHours())}${two(date.getUTCMinutes())}`;
}

export interface NameRule {
  /** Default: 63 characters, as for DB identifiers and buckets. */
  readonly longest?: number;
  /** Between the parts; default: a hyphen. */
  readonly joint?: Joint;
}

/** A rule, and the time that the name contains, in epoch ms. */
export interface DatedNameRule extends NameRule {
  readonly at: number;
}

type Joint = '_' | '-';

/** What the name of a source becomes in a new name: for some services only letters, digits and underscores. */
const part = (name: string, joint: Joint): string => (joint === '_' ? name.replace(/[^a-zA-Z0-9_]/g, '_') : name);

/** 'orders-db-restored-20261130-0540': begins with the source's name, and is unused as far as known. */
export function freeName(name: string, taken: ReadonlySet<string>, rule: DatedNameRule): string {
  const { at, longest = 63, joint = '-' } = rule;
  const date = part(dateInName(at), joint);
  for (let number = 1; name !== ''; number += 1) {
    const suffix = [`${joint}restored`, date, ...(number === 1 ? [] : [String(number)])].join(joint);
    const proposed = `${part(name, joint)
      .slice(0, longest - suffix.length)
      .replace(/[-_.]+$/, '')}${suffix}`;
    if (!taken.has(proposed.toLowerCase())) return proposed;
  }
  return '';
}

/** The proposed name of several restores, before `{name}` becomes the name of each source. */
export const namePattern = ({ at, joint = '-' }: DatedNameRule): string =>
  ['{name}', 'restored', part(dateInName(at), joint)].join(joint);

/** Of a table in a database only the table's. */
export const sourceName = (resourceArn: string): string => shortName(resourceArn).split('/').at(-1) ?? '';

/** `{name}` is the source's name, `{date}` the time at which the form was opened. */
export const expandName = (pattern: string, name: string, { at, joint = '-' }: DatedNameRule): string =>
  pattern.replaceAll('{name}', part(name, joint)).replaceAll('{date}', part(dateInName(at), joint));
