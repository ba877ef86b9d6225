// The problems of a config file, each with its position.
import type * as z from 'zod/mini';
import { didYouMean } from '../lib/text/did-you-mean.ts';
import { sanitize, truncate } from '../lib/text/text.ts';

export type Path = readonly PropertyKey[];

export interface Issue {
  readonly severity: 'error' | 'warning';
  /** Keys and indexes that lead to the value. */
  readonly path: Path;
  /** The problem is the key itself, not its value. */
  readonly atKey?: boolean;
  /** The text after the path, safe to print: 'expected true or false, not "yes"'. */
  readonly message: string;
}

export interface PlacedIssue extends Issue {
  /** Both start at 1. */
  readonly line: number;
  readonly column: number;
}

/** 'contexts.prod.regions[0]'. */
export const pathText = (path: Path): string =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${sanitize(String(part))}`))
    .join('');

export function formatIssue(file: string, { path, line, column, severity, message }: PlacedIssue): string {
  const at = path.length > 0 ? `${pathText(path)}: ` : '';
  return `${file}:${line}:${column}: ${severity === 'warning' ? 'warning: ' : ''}${at}${message}`;
}

type RawIssue = z.core.$ZodIssue;

/** A value that YAML parsed as a number, a boolean, or null. */
export interface WrittenScalar {
  /** As written in the file: '012345678901'. */
  readonly text: string;
  /** The value would be valid in quotes. */
  readonly wantsQuotes: boolean;
}

export interface AboutFile {
  keysAt(path: Path): readonly string[];
  /** undefined: the value is a text already, or not a scalar. */
  written(path: Path): WrittenScalar | undefined;
}

/** One issue for each mistake that a person can correct. */
export function toIssues(issue: RawIssue, plain: unknown, { keysAt, written }: AboutFile): Issue[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...unknownKey(key, keysAt(path)), path: [...path, key] }));
  }
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0] ? expectedText(issue.issues[0]) : 'another key';
    return [{ severity: 'error', path, atKey: true, message: `expected ${expected}` }];
  }
  const found = foundText(path, plain, written(path));
  return [{ severity: 'error', path, message: `expected ${expectedText(issue)}${found}` }];
}

/** Longer lists are not repeated in an error. */
const mostListed = 20;

function unknownKey(key: string, known: readonly string[]): Omit<Issue, 'path'> {
  const meant = didYouMean(key, known);
  const all = known.length > mostListed ? 'vaultop config schema lists all' : `there are: ${known.join(', ')}`;
  const help = meant === undefined ? all : `did you mean ${meant}?`;
  return { severity: 'warning', atKey: true, message: known.length === 0 ? 'unknown key' : `unknown key; ${help}` };
}

const plainMessage = 'Invalid input';

function expectedText(issue: RawIssue): string {
  if (issue.message !== plainMessage && issue.message !== '') return issue.message;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' or ');
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'invalid_type') return typeWords[issue.expected] ?? issue.expected;
  return 'something else';
}

const typeWords: Readonly<Record<string, string>> = {
  object: 'keys with values',
  record: 'keys with values',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

const secretKey = /secret|token|password|key/i;

/** Values of keys that may contain a secret are not repeated. */
function foundText(path: Path, plain: unknown, written: WrittenScalar | undefined): string {
  const found = path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
    plain,
  );
  const isSecret = path.some((part) => secretKey.test(String(part)));
  if (written?.wantsQuotes) return `; put it in quotes${isSecret ? '' : `: "${shown(written.text)}"`}`;
  if (found === undefined || isSecret) return '';
  if (found === null && !written?.text) return ', but the value is empty';
  return `, not ${shown(written?.text ?? JSON.stringify(found))}`;
}

const shown = (text: string): string => truncate(sanitize(text), 40);
