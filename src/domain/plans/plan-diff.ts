// What differs between two documents of a backup plan, by rule and member by member.
import { type Bag, isBag } from '../../lib/bag.ts';
import type { DiffLine } from '../../lib/text/line-diff.ts';
import { sanitize } from '../../lib/text/text.ts';
import { defaultText, membersOf, type PlanMembers } from './plan-members.ts';

/** Members of the plan that are compared rule by rule, and of a rule that AWS assigns. */
const ofPlan: ReadonlySet<string> = new Set(['Rules']);
const ofRule: ReadonlySet<string> = new Set(['RuleId']);

/**
 * Empty: both mean the same. A rule is the same rule by its RuleId, else by its name. Of a member that one side leaves to
 * AWS, the default is shown beside the value.
 */
export function planDiff(before: object, after: object): DiffLine[] {
  const [one, other] = [before as Bag, after as Bag];
  return [
    ...changedLines(membersOf(one, ofPlan), membersOf(other, ofPlan)),
    ...pairsOf(rulesOf(one), rulesOf(other)).flatMap(ruleLines),
  ];
}

export const isSamePlan = (before: object, after: object): boolean => planDiff(before, after).length === 0;

const rulesOf = ({ Rules }: Bag): readonly Bag[] => (Array.isArray(Rules) ? Rules.filter(isBag) : []);

interface Pair {
  readonly before?: Bag;
  readonly after?: Bag;
}

/** In the order of the rules before; new rules follow. */
function pairsOf(before: readonly Bag[], after: readonly Bag[]): Pair[] {
  const left = new Set(after);
  const takeBy = (rule: Bag, member: string): Bag | undefined => {
    const found = [...left].find((one) => one[member] === rule[member]);
    if (rule[member] === undefined || found === undefined) return undefined;
    left.delete(found);
    return found;
  };
  const byId = new Map(before.map((rule) => [rule, takeBy(rule, 'RuleId')]));
  const pairs = before.map((rule): Pair => {
    const found = byId.get(rule) ?? takeBy(rule, 'RuleName');
    return found ? { before: rule, after: found } : { before: rule };
  });
  return [...pairs, ...[...left].map((rule): Pair => ({ after: rule }))];
}

const nameOf = ({ RuleName }: Bag): string => sanitize(typeof RuleName === 'string' ? RuleName : 'without a name');

function ruleLines({ before, after }: Pair): DiffLine[] {
  const indented = (lines: readonly DiffLine[]): DiffLine[] =>
    lines.map(({ sign, text }) => ({ sign, text: `  ${text}` }));
  if (before && after) {
    const lines = changedLines(membersOf(before, ofRule), membersOf(after, ofRule));
    return lines.length === 0 ? [] : [{ sign: ' ', text: `rule ${nameOf(before)}` }, ...indented(lines)];
  }
  const [rule, sign] = before ? ([before, '-'] as const) : ([after ?? {}, '+'] as const);
  const members = [...membersOf(rule, new Set([...ofRule, 'RuleName']))];
  return [
    { sign, text: `rule ${nameOf(rule)}` },
    ...indented(members.map((member) => ({ sign, text: textOf(member) }))),
  ];
}

const textOf = ([path, value]: readonly [path: string, value: string]): string =>
  sanitize(value === '' ? path : `${path}: ${value}`);

function changedLines(before: PlanMembers, after: PlanMembers): DiffLine[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap((path): DiffLine[] => {
    const [one, other] = [before.get(path), after.get(path)];
    if (one === other) return [];
    return [...sideLine('-', path, one), ...sideLine('+', path, other)];
  });
}

function sideLine(sign: '-' | '+', path: string, value: string | undefined): DiffLine[] {
  if (value !== undefined) return [{ sign, text: textOf([path, value]) }];
  const assumed = defaultText(path);
  return assumed === undefined ? [] : [{ sign, text: `${path}: ${assumed} (default)` }];
}
