// One role in many accounts: arn:aws:iam::*:role/BackupReader, over the accounts of an organization. Pure.
import { matchesWildcard } from '../../lib/text/wildcard.ts';

export interface AccountChoice {
  /** Ids or names with `*`; empty: every account. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const pattern = /^arn:(aws[a-z-]*):iam::(\*|\d{12}):role\/[\w+=,.@/-]+$/;

export const isRoleArn = (text: string): boolean => pattern.test(text);
export const isRolePattern = (text: string): boolean => pattern.exec(text)?.[2] === '*';

export const roleIn = (rolePattern: string, accountId: string): string =>
  rolePattern.replace('::*:', `::${accountId}:`);

/** Ids of the chosen accounts; explicit ids are included even if AWS lists no accounts. */
export function chosenAccounts(names: ReadonlyMap<string, string>, { include, exclude }: AccountChoice): string[] {
  const named = include.filter((word) => /^\d{12}$/.test(word));
  const known = new Set([...names.keys(), ...named]);
  const isMeant = (words: readonly string[], id: string) =>
    words.some((word) => word === id || matches(word, names.get(id) ?? ''));
  return [...known].filter((id) => (include.length === 0 || isMeant(include, id)) && !isMeant(exclude, id));
}

/** The whole name must match; case is ignored. */
function matches(word: string, name: string): boolean {
  return name !== '' && matchesWildcard(word.toLowerCase(), name.toLowerCase());
}
