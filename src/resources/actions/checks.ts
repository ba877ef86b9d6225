// AWS's constraints on typed values, checked before a call. Each check returns a sentence, or undefined.
import { parseArn } from '../../domain/arn.ts';
import { partitionOf } from '../../domain/partition.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { AnyContext } from '../action.ts';

export const words = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

export function checkVaultName(text: string): string | undefined {
  if (/^[a-zA-Z0-9_-]{2,50}$/.test(text)) return undefined;
  return 'A vault name has 2 to 50 letters, digits, hyphens or underscores.';
}

export function checkRole(text: string, { scope }: AnyContext): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
    return `A role looks like ${defaultRole(scope.accountId, scope.region)}.`;
  }
  return otherAccount(arn.accountId, scope.accountId, 'The role');
}

const otherAccount = (owner: string, own: string, what: string): string | undefined =>
  owner === own || !/^\d{12}$/.test(own) ? undefined : `${what} belongs to account ${owner}; this is ${own}.`;

export function checkKey(text: string, { scope }: AnyContext): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
    return `A key looks like arn:aws:kms:${scope.region}:${scope.accountId}:key/1234abcd-….`;
  }
  return arn.region === scope.region
    ? undefined
    : `The key is in ${arn.region}; the vault would be in ${scope.region}.`;
}

export function checkVaultArn(text: string): string | undefined {
  const arn = parseArn(text);
  if (arn?.service === 'backup' && arn.resource.startsWith('backup-vault:')) return undefined;
  return 'Give the ARN of a vault, arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME.';
}

/** The account and Region of the resource, as far as its ARN contains them. */
export function checkResourceArn(text: string, { scope }: AnyContext): string | undefined {
  const arn = parseArn(text);
  if (!arn) return 'Give the ARN of a resource, such as arn:aws:ec2:eu-west-1:123456789012:volume/vol-0a1b.';
  if (arn.region !== '' && arn.region !== scope.region)
    return `The resource is in ${arn.region}; this action runs in ${scope.region}.`;
  return arn.accountId === '' ? undefined : otherAccount(arn.accountId, scope.accountId, 'It');
}

/**
 * The minimum time for which cold storage is billed, in days:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export const leastColdDays = 90;

export function checkLifecycle(deleteAfter: number | undefined, coldAfter: number | undefined): string | undefined {
  if (deleteAfter === undefined || coldAfter === undefined || deleteAfter >= coldAfter + leastColdDays)
    return undefined;
  return `Cold storage lasts at least ${leastColdDays} days: with a transition after ${coldAfter}, delete after ${coldAfter + leastColdDays} or later.`;
}

interface Range {
  readonly name: string;
  readonly minRetentionDays?: number;
  readonly maxRetentionDays?: number;
}

/** A job whose retention the vault's lock does not allow fails. */
export function checkRetention(days: number | undefined, vault: Range | undefined): string | undefined {
  const {
    name,
    minRetentionDays: least = 0,
    maxRetentionDays: most = Number.POSITIVE_INFINITY,
  } = vault ?? { name: '' };
  const kept = days ?? Number.POSITIVE_INFINITY;
  if (kept >= least && kept <= most) return undefined;
  const range = most === Number.POSITIVE_INFINITY ? `${least} days or longer` : `${least} to ${most} days`;
  return `The vault ${name} keeps ${range}; ${days === undefined ? 'forever' : `${days} days`} would fail.`;
}

/** undefined if the text is JSON; else the position of the error: 'line 3, column 7: …'. */
export function checkJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return jsonProblem(text, errorMessage(error));
  }
}

function jsonProblem(text: string, message: string): string {
  const at = brokenAt(text);
  const before = text.slice(0, at).split('\n');
  const what = message.replace(/, \.*".*$/s, '').replace(/,? ?(in JSON)? at position.*$/s, '');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${what}.`;
}

/**
 * Not every message of JSON.parse contains the position: it is the end of the longest prefix that can still become
 * JSON.
 */
function brokenAt(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function couldGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return (
      /end of JSON input|Unterminated/.test(message) || Number(/position (\d+)/.exec(message)?.[1]) === text.length
    );
  }
}

export const defaultRole = (accountId: string, region: string): string =>
  `arn:${partitionOf(region)}:iam::${accountId}:role/service-role/AWSBackupDefaultServiceRole`;
