// Reads the permissions of a vault's access policy as plain data.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import { type Bag, isBag, parseBag } from '../../lib/bag.ts';
import { sanitize } from '../../lib/text/text.ts';
import { matchesPattern } from '../pattern.ts';

/** An action that a principal may or may not do. */
export interface Permission {
  readonly principal: Principal;
  /** 'backup:CopyIntoBackupVault', with `*`; for NotAction 'everything but …'. */
  readonly action: string;
  /** ARNs, with `*`. */
  readonly resource: string;
  /** Conditions that do not restrict the principal, as JSON; '' if there are none. */
  readonly condition: string;
}

export interface Principal {
  readonly kind: 'anyone' | 'organization' | 'account' | 'identity' | 'service';
  /** 'o-1234', '111122223333', an ARN, 'backup.amazonaws.com'; '*' for anyone. */
  readonly id: string;
}

export interface VaultPolicy {
  readonly allows: readonly Permission[];
  readonly denies: readonly Permission[];
}

export const emptyPolicy: VaultPolicy = { allows: [], denies: [] };

const anyone: Principal = { kind: 'anyone', id: '*' };

/** undefined if the text is not a policy document. */
export function readPolicy(text: string): VaultPolicy | undefined {
  const document = parseBag(text);
  if (!document || document.Statement === undefined) return undefined;
  const statements = listOf(document.Statement).filter(isBag);
  const denies = statements.filter(({ Effect }) => Effect === 'Deny').flatMap(permissionsOf);
  const allows = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(permissionsOf);
  return { allows: allows.map((allow) => fencedIn(allow, denies)), denies };
}

function permissionsOf(statement: Bag): Permission[] {
  const all = [...conditionsOf(statement.Condition), ...exceptions(statement)];
  const narrowing = narrowest(all.flatMap((condition) => (narrowed(condition) ? [condition] : [])));
  const others = all.filter((condition) => condition !== narrowing);
  const resource = textsOf(statement.Resource).toSorted().join(' ') || '*';
  return principalsOf(statement).flatMap((principal) => {
    const isNarrowed = principal.kind === 'anyone' && narrowing !== undefined;
    const condition = textOf(isNarrowed ? others : all);
    const principals = isNarrowed ? (narrowed(narrowing) ?? []) : [principal];
    return principals.flatMap((one) =>
      actionsOf(statement).map((action) => ({ principal: one, action, resource, condition })),
    );
  });
}

const textOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0
    ? ''
    : JSON.stringify(conditions.map(({ operator, key, values }) => ({ operator, key, values })));

/** All conditions of a statement must hold: an account of an organization is the narrower of both. */
const narrowest = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.toSorted((a, b) => breadth(a) - breadth(b))[0];

const breadth = (condition: Condition): number =>
  Math.max(...(narrowed(condition) ?? []).map(({ kind }) => ['identity', 'account', 'organization'].indexOf(kind)));

/** NotPrincipal means every principal except these. */
const exceptions = ({ NotPrincipal }: Bag): Condition[] =>
  NotPrincipal === undefined ? [] : [{ operator: 'NotPrincipal', key: '', values: [JSON.stringify(NotPrincipal)] }];

/** A single text or a list: AWS accepts both everywhere. */
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const textsOf = (value: unknown): string[] =>
  listOf(value)
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => sanitize(String(one)));

function actionsOf({ Action, NotAction }: Bag): string[] {
  if (NotAction !== undefined) return [`everything but ${textsOf(NotAction).toSorted().join(', ')}`];
  return textsOf(Action);
}

function principalsOf({ Principal, NotPrincipal }: Bag): Principal[] {
  if (NotPrincipal !== undefined) return [anyone];
  if (Principal === '*') return [anyone];
  if (!isBag(Principal)) return [];
  return Object.entries(Principal).flatMap(([type, ids]) =>
    textsOf(ids).map((id): Principal => {
      if (type === 'Service') return { kind: 'service', id };
      if (type !== 'AWS') return { kind: 'identity', id };
      return id === '*' ? anyone : awsPrincipal(id);
    }),
  );
}

function awsPrincipal(id: string): Principal {
  const account = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(id)?.[1];
  return account === undefined ? { kind: 'identity', id } : { kind: 'account', id: account };
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const conditionsOf = (value: unknown): Condition[] =>
  isBag(value)
    ? Object.entries(value).flatMap(([operator, keys]) =>
        isBag(keys)
          ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: textsOf(values).toSorted() }))
          : [],
      )
    : [];

/** With IfExists a request without the key passes: the condition does not restrict the principal. */
const equals = /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like))$/;
const isOpen = (value: string): boolean => value === '*' || value === '' || value.startsWith('*');

/**
 * The principals that a condition allows; undefined: the condition does not restrict the principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function narrowed({ operator, key, values }: Condition): Principal[] | undefined {
  if (!equals.test(operator) || values.length === 0 || values.some(isOpen)) return undefined;
  return principalsIn(key, values);
}

function principalsIn(key: string, values: readonly string[]): Principal[] | undefined {
  switch (key.toLowerCase()) {
    case 'aws:principalorgid':
    case 'aws:sourceorgid':
      return values.map((id) => ({ kind: 'organization', id }));
    case 'aws:principalorgpaths':
      return values.map((path) => ({ kind: 'organization', id: path.split('/')[0] ?? path }));
    case 'aws:principalaccount':
    case 'aws:sourceaccount':
      return values.map((id) => ({ kind: 'account', id }));
    case 'aws:principalarn':
      return values.map(awsPrincipal);
    default:
      return undefined;
  }
}

/** A Deny for everyone outside an organization or an account limits an Allow for everyone. */
function fencedIn(allow: Permission, denies: readonly Permission[]): Permission {
  if (allow.principal.kind !== 'anyone') return allow;
  for (const { principal, action, condition } of denies) {
    if (principal.kind !== 'anyone' || condition === '' || !matchesAction(action, allow.action)) continue;
    const [inside, ...more] = JSON.parse(condition) as Condition[];
    if (inside === undefined || more.length > 0 || !/^StringNot(Equals|Like)(IfExists)?$/.test(inside.operator))
      continue;
    const [only, ...others] = inside.values.some(isOpen) ? [] : (principalsIn(inside.key, inside.values) ?? []);
    if (only && others.length === 0) return { ...allow, principal: only };
  }
  return allow;
}

/** Whether the first action covers the second; IAM ignores case in actions. */
export const matchesAction = (pattern: string, action: string): boolean =>
  pattern === action || matchesPattern(pattern.toLowerCase().replaceAll('?', '*'), action.toLowerCase());
