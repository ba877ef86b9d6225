import { fingerprint } from '../../lib/fingerprint.ts';
import type { AccountNames } from './places.ts';

const known = new WeakMap<AccountNames, string>();

/** Equal for the same accounts with the same names. */
export function accountsKey(accounts: AccountNames): string {
  const key = known.get(accounts) ?? fingerprint(JSON.stringify([...accounts]));
  known.set(accounts, key);
  return key;
}
