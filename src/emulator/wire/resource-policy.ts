// Evaluates resource policies. An unsupported condition does not match.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { type Bag, isBag, parseBag } from '../../lib/bag.ts';
import { matchesWildcard } from '../../lib/text/wildcard.ts';

export interface Policy {
  statements: readonly Bag[];
}

export interface PolicyRequest {
  /** `service:Operation`. */
  action: string;
  resource: string;
  /** The principal: an account with the ARNs of its user or role, or an AWS service. */
  account?: string;
  callers?: readonly string[];
  service?: string;
  /** The values that conditions compare, by key in lower case. */
  context?: Readonly<Record<string, string>>;
}

/** Undefined if the text is not a policy. */
export function readPolicy(text: string): Policy | undefined {
  const statement = parseBag(text)?.Statement;
  const statements = [statement].flat();
  return statement !== undefined && statements.every(isStatement) ? { statements } : undefined;
}

const isStatement = (value: unknown): value is Bag =>
  isBag(value) && (value.Effect === 'Allow' || value.Effect === 'Deny');

export const denies = (policy: Policy, access: PolicyRequest) => applies(policy, 'Deny', access);
export const allows = (policy: Policy, access: PolicyRequest) =>
  applies(policy, 'Allow', access) && !denies(policy, access);

const applies = ({ statements }: Policy, effect: 'Allow' | 'Deny', access: PolicyRequest) =>
  statements.some(
    (statement) =>
      statement.Effect === effect &&
      names(statement, 'Action', access.action) &&
      names(statement, 'Resource', access.resource) &&
      appliesToPrincipal(statement, access) &&
      conditionsOf(statement).every((condition) => holds(condition, access.context ?? {})),
  );

const textsOf = (value: unknown): string[] => [value].flat().filter((item) => typeof item === 'string');

/** Matches the element or its negation; actions ignore case. */
function names(statement: Bag, element: 'Action' | 'Resource', wanted: string): boolean {
  const fold = (text: string) => (element === 'Action' ? text.toLowerCase() : text);
  const isNamed = (patterns: unknown) =>
    textsOf(patterns).some((pattern) => matchesWildcard(fold(pattern), fold(wanted)));
  const not = statement[`Not${element}`];
  return not === undefined ? isNamed(statement[element]) : !isNamed(not);
}

function appliesToPrincipal(statement: Bag, access: PolicyRequest): boolean {
  if (statement.NotPrincipal !== undefined) return !isAmong(statement.NotPrincipal, access);
  return isAmong(statement.Principal, access);
}

function isAmong(principal: unknown, { account, callers = [], service }: PolicyRequest): boolean {
  if (principal === '*') return true;
  if (!isBag(principal)) return false;
  if (service !== undefined) return textsOf(principal.Service).some((name) => name === service || name === '*');
  return textsOf(principal.AWS).some(
    (name) =>
      name === '*' ||
      name === account ||
      callers.includes(name) ||
      (name.startsWith('arn:aws') && name.endsWith(`:iam::${account}:root`)),
  );
}

type Condition = readonly [operator: string, key: string, values: readonly string[]];

const conditionsOf = ({ Condition: condition }: Bag): Condition[] =>
  Object.entries(isBag(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isBag(keys) ? keys : {}).map(([key, values]): Condition => [operator, key, textsOf(values)]),
  );

const isLike = (values: readonly string[], actual: string) => values.some((value) => matchesWildcard(value, actual));
const isOne = (values: readonly string[], actual: string) => values.includes(actual);

/** If the key is absent, a negated comparison matches and any other does not. */
function holds([operator, key, values]: Condition, context: Readonly<Record<string, string>>): boolean {
  const actual = Object.hasOwn(context, key.toLowerCase()) ? context[key.toLowerCase()] : undefined;
  const compare = { StringEquals: isOne, ArnEquals: isLike, StringLike: isLike, ArnLike: isLike }[
    operator.replace('Not', '')
  ];
  if (compare === undefined) return false;
  const isMatch = actual !== undefined && compare(values, actual);
  return operator.includes('Not') ? !isMatch : isMatch;
}
