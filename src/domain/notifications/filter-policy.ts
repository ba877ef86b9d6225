// Whether the filter policy of a subscription lets a notification of AWS Backup through.
// https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
import { type Bag, isBag, parseBag } from '../../lib/bag.ts';
import { tableOf } from '../../lib/text/table.ts';
import type { FailureKind } from '../vaults/notification.ts';

export type FilterResult = 'passes' | 'stops' | 'unknown';

/**
 * The attributes of a failure's notification: a text, or null for one whose value differs by notification. SNS compares
 * names of attributes by case.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html: AWS shows those of backup jobs. Those
 * of copies and restores are taken to have the same names.
 */
const job = (EventType: string): Bag => ({ EventType, State: 'FAILED', AccountId: null, Id: null, StartTime: null });

/** Failures that are absent here: AWS does not document their attributes. */
const attributesOf: Readonly<Partial<Record<FailureKind, Bag>>> = {
  backup: job('BACKUP_JOB'),
  copy: job('COPY_JOB'),
  restore: job('RESTORE_JOB'),
};

/** `policy`: JSON; undefined: the subscription has none. `scope`: MessageAttributes, which is the default, or MessageBody. */
export function filterResult(kind: FailureKind, policy: string | undefined, scope = 'MessageAttributes'): FilterResult {
  if (policy === undefined) return 'passes';
  const document = parseBag(policy);
  if (!document) return 'unknown';
  if (Object.keys(document).length === 0) return 'passes';
  // AWS: the message is a sentence, and a text that is not JSON matches no policy of the body.
  if (scope === 'MessageBody') return 'stops';
  const attributes = attributesOf[kind];
  return attributes ? allOf(document, attributes) : 'unknown';
}

function allOf(policy: Bag, attributes: Bag): FilterResult {
  const found = Object.entries(policy).map(([name, alternatives]) => {
    if (!Array.isArray(alternatives)) return 'stops';
    if (name === '$or') return anyOf(alternatives.map((one) => (isBag(one) ? allOf(one, attributes) : 'unknown')));
    const value = tableOf(attributes)[name];
    return anyOf(alternatives.map((alternative) => matches(alternative, value)));
  });
  if (found.includes('stops')) return 'stops';
  return found.includes('unknown') ? 'unknown' : 'passes';
}

function anyOf(results: readonly FilterResult[]): FilterResult {
  if (results.includes('passes')) return 'passes';
  return results.includes('unknown') ? 'unknown' : 'stops';
}

const resultOf = (isMatch: boolean): FilterResult => (isMatch ? 'passes' : 'stops');

/** `value`: undefined for an absent attribute, null for a present one whose value is not known. */
function matches(alternative: unknown, value: unknown): FilterResult {
  if (isBag(alternative) && 'exists' in alternative) return resultOf((value !== undefined) === alternative.exists);
  if (value === undefined) return 'stops';
  if (typeof value !== 'string') return 'unknown';
  if (!isBag(alternative)) return resultOf(alternative === value);
  const [[operator, operand] = []] = Object.entries(alternative);
  switch (operator) {
    case 'prefix':
      return resultOf(value.startsWith(String(operand)));
    case 'suffix':
      return resultOf(value.endsWith(String(operand)));
    case 'equals-ignore-case':
      return resultOf(value.toLowerCase() === String(operand).toLowerCase());
    case 'anything-but':
      return anythingBut(operand, value);
    default:
      return 'unknown';
  }
}

function anythingBut(operand: unknown, value: string): FilterResult {
  if (isBag(operand)) {
    const inner = matches(operand, value);
    return inner === 'unknown' ? inner : resultOf(inner === 'stops');
  }
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return resultOf(!values.includes(value));
}
