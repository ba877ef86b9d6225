// Queries of Resource Explorer: filters, joined with AND, and free text.
// https://docs.aws.amazon.com/resource-explorer/latest/userguide/using-search-query-syntax.html
import { AwsError } from '../wire/aws-error.ts';
import type { IndexedResource } from './explorer-indexes.ts';

interface Term {
  /** Absent: free text. */
  name?: string;
  /** Joined with OR. `*` at the end of one stands for anything. */
  values: readonly string[];
  isNegated: boolean;
}

export interface SearchSyntax {
  takesText: boolean;
  /** The view shows tags. */
  hasTags: boolean;
}

export const invalidQuery = (message: string) =>
  new AwsError('ValidationException', message, {
    members: { FieldList: [{ Name: 'QueryString', ValidationIssue: message }] },
  });

const valuesOf: Readonly<Record<string, (resource: IndexedResource) => string[]>> = {
  accountid: ({ account }) => [account],
  id: ({ arn }) => [arn],
  region: ({ region }) => [region],
  resourcetype: ({ explorerType = '' }) => [explorerType],
  'resourcetype.supports': () => ['tags'],
  service: ({ explorerType = '' }) => [explorerType.split(':')[0] ?? ''],
  application: () => [],
  tag: ({ tags }) => {
    const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
    return [...pairs, isUserTagged(tags) ? 'all' : 'none'];
  },
  'tag.key': ({ tags }) => Object.keys(tags),
  'tag.value': ({ tags }) => Object.values(tags),
};

/** `tag:none` finds resources that have tags by AWS alone. */
const isUserTagged = (tags: Record<string, string>) => Object.keys(tags).some((key) => !key.startsWith('aws:'));

/** Resource Explorer compares without case. */
export function compileQuery(text: string, options: SearchSyntax): (resource: IndexedResource) => boolean {
  const terms = wordsOf(text).map(toTerm);
  for (const term of terms) checkTerm(term, options);
  const filters = terms.filter(({ name }) => name !== undefined);
  const words = terms.filter(({ name }) => name === undefined).flatMap(({ values }) => values);
  return (resource) =>
    filters.every((term) => isMet(term, resource)) &&
    (words.length === 0 || words.some((word) => saysOf(resource).includes(word.toLowerCase())));
}

const saysOf = ({ arn, tags }: IndexedResource) => `${arn} ${Object.entries(tags).flat().join(' ')}`.toLowerCase();

function isMet({ name = '', values, isNegated }: Term, resource: IndexedResource): boolean {
  const actual = (valuesOf[name]?.(resource) ?? []).map((value) => value.toLowerCase());
  const hasOne = values.some((value) => {
    const wanted = value.toLowerCase();
    return wanted.endsWith('*') ? actual.some((one) => one.startsWith(wanted.slice(0, -1))) : actual.includes(wanted);
  });
  return hasOne !== isNegated;
}

function checkTerm({ name, values }: Term, { takesText, hasTags }: SearchSyntax): void {
  if (name === undefined) {
    if (!takesText) throw invalidQuery('The filter string cannot have free text.');
    return;
  }
  if (!Object.hasOwn(valuesOf, name)) throw invalidQuery(`Unknown filter name: ${name}.`);
  if (name.startsWith('tag') && !hasTags) throw invalidQuery('The view does not include tags.');
  if (values.some((value) => value.slice(0, -1).includes('*'))) {
    throw invalidQuery('The wildcard * can stand only at the end of a value.');
  }
}

/** Blanks separate words, unless they stand in quotes or after a backslash. */
function wordsOf(text: string): string[] {
  return text.match(/(?:\\.|"[^"]*"|[^\s"\\])+/g) ?? [];
}

const unescaped = (text: string) => text.replaceAll(/\\(.)|"/g, (_, character: string | undefined) => character ?? '');

function toTerm(word: string): Term {
  const [, minus, name, rest = ''] = /^(-?)([a-zA-Z.]+):(.*)$/.exec(word) ?? [];
  if (name === undefined) return { values: [unescaped(word)], isNegated: false };
  // `resourcetype.supports:tags` has a name with a full stop; an ARN has colons after its first.
  if (name === 'arn') return { values: [unescaped(word)], isNegated: false };
  const values = rest.match(/(?:\\.|"[^"]*"|[^,"\\])+/g) ?? [];
  return { name: name.toLowerCase(), values: values.map(unescaped), isNegated: minus === '-' };
}
