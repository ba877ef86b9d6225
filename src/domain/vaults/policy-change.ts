// Decides what a new access policy grants that the old one did not.
import { accountOf, shortName } from '../arn.ts';
import type { RiskLevel } from '../audits/audit.ts';
import {
  emptyPolicy,
  matchesAction,
  type Permission,
  type Principal,
  readPolicy,
  type VaultPolicy,
} from './vault-policy.ts';

/** Policy documents as JSON; '' for none. */
export interface PolicyChange {
  /** Absent: not known. */
  readonly before?: string;
  readonly after: string;
  /** The account of the vault. */
  readonly accountId: string;
}

export interface PolicyVerdict {
  readonly level: RiskLevel;
  /** One clause. */
  readonly reason: string;
}

/** undefined: a document cannot be parsed, so nothing is known of it. */
export function judgePolicy({ before, after, accountId }: PolicyChange): PolicyVerdict | undefined {
  const next = documentOf(after);
  const last = before === undefined ? undefined : documentOf(before);
  if (next === undefined || (before !== undefined && last === undefined)) return undefined;
  const opened = added(last ?? emptyPolicy, next, 'allows');
  const outside = opened.filter(({ principal }) => isOutside(principal, accountId));
  const lifted = last ? added(next, last, 'denies') : [];
  const unknown = before === undefined ? '; the policy before is not known' : '';
  if (outside.length > 0) return { level: 'critical', reason: `${allowWords(outside)}${liftWords(lifted)}${unknown}` };
  if (lifted.length > 0) return { level: 'critical', reason: `no longer denies ${permissionWords(lifted)}` };
  if (opened.length > 0)
    return { level: 'high', reason: `${allowWords(opened)}, nobody outside the account${unknown}` };
  const denied = added(last ?? emptyPolicy, next, 'denies');
  if (denied.length > 0)
    return { level: 'high', reason: `denies ${permissionWords(denied)}, allows nothing new${unknown}` };
  if (before !== undefined) return { level: 'medium', reason: 'allows nothing new, and denies as much as before' };
  return after === ''
    ? { level: 'critical', reason: 'removes the policy and all its denials; the policy before is not known' }
    : { level: 'high', reason: `allows no access${unknown}` };
}

const documentOf = (text: string): VaultPolicy | undefined => (text === '' ? emptyPolicy : readPolicy(text));

/** Permissions of the second policy that the first lacks. */
const added = (first: VaultPolicy, second: VaultPolicy, effect: keyof VaultPolicy): Permission[] =>
  second[effect].filter((permission) => !first[effect].some((known) => covers(known, permission)));

const covers = (wide: Permission, narrow: Permission): boolean =>
  coversPrincipal(wide.principal, narrow.principal) &&
  matchesAction(wide.action, narrow.action) &&
  (wide.resource === '*' || wide.resource === narrow.resource) &&
  (wide.condition === '' || wide.condition === narrow.condition);

function coversPrincipal(wide: Principal, narrow: Principal): boolean {
  if (wide.kind === 'anyone') return true;
  if (wide.kind === 'account' && narrow.kind === 'identity') return accountOf(narrow.id) === wide.id;
  return wide.kind === narrow.kind && wide.id === narrow.id;
}

/** A service acts for a principal that is granted access by other means. */
function isOutside({ kind, id }: Principal, accountId: string): boolean {
  if (kind === 'service') return false;
  if (kind === 'account') return id !== accountId;
  return kind !== 'identity' || accountOf(id) !== accountId;
}

function principalWords({ kind, id }: Principal): string {
  switch (kind) {
    case 'anyone':
      return 'anyone';
    case 'organization':
      return `the organization ${id}`;
    case 'account':
      return `account ${id}`;
    case 'service':
      return id;
    default:
      return accountOf(id) === '' ? id : `${shortName(id)} of account ${accountOf(id)}`;
  }
}

const allowWords = (permissions: readonly Permission[]): string => `allows ${permissionWords(permissions)}`;
const liftWords = (lifted: readonly Permission[]): string =>
  lifted.length === 0 ? '' : `, and no longer denies ${permissionWords(lifted)}`;

/** 'account 2222: backup:CopyIntoBackupVault, backup:StartCopyJob and 2 more', the broadest permission first. */
function permissionWords(permissions: readonly Permission[]): string {
  const groups = [...Map.groupBy(permissions, ({ principal }) => principalWords(principal))];
  const [first] = groups.toSorted(([a], [b]) => Number(b === 'anyone') - Number(a === 'anyone'));
  if (!first) return '';
  const [who, members] = first;
  const actions = [...new Set(members.map(({ action }) => action))];
  const shown = actions.slice(0, 2).join(', ');
  const isConditional = members.every(({ condition }) => condition !== '');
  const rest = actions.length > 2 ? ` and ${actions.length - 2} more` : '';
  const others =
    groups.length > 1 ? `, and ${groups.length - 1} other ${groups.length === 2 ? 'principal' : 'principals'}` : '';
  return `${who} ${shown}${rest}${isConditional ? ' under a condition' : ''}${others}`;
}
