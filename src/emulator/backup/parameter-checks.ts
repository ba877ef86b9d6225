// Checks of parameters. The client's schemas contain no patterns and no ranges.
import { invalidParameter, missingParameter } from '../wire/aws-error.ts';

export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === null || value === '') throw missingParameter(`${name} is required.`);
  return value;
}

export function checkVaultName(value: string | undefined): string {
  const name = required(value, 'BackupVaultName');
  if (!/^[a-zA-Z0-9\-_]{2,50}$/.test(name)) {
    throw invalidParameter(`Invalid backup vault name ${name}: 2 to 50 letters, digits, hyphens or underscores.`);
  }
  return name;
}

type Range = readonly [least: number, most: number];

/** Accepts an integer in the range, or an absent value. */
export function checkRange(value: number | undefined, name: string, [least, most]: Range): void {
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > most)) {
    throw invalidParameter(`${name} must be from ${least} to ${most}; ${value} is not.`);
  }
}

const mostTags = 50;

export function checkTags(tags: Record<string, string> | undefined): Record<string, string> {
  const entries = Object.entries(tags ?? {});
  if (entries.length > mostTags) throw invalidParameter(`A resource has at most ${mostTags} tags.`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > 128) throw invalidParameter('A tag key has 1 to 128 characters.');
    if (key.toLowerCase().startsWith('aws:')) throw invalidParameter(`Tag key ${key} is reserved for AWS.`);
    if (value.length > 256) throw invalidParameter(`The value of tag ${key} is longer than 256 characters.`);
  }
  return Object.fromEntries(entries);
}

export const roleArnPattern = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

export function checkPattern(value: string, name: string, pattern: RegExp): string {
  if (!pattern.test(value)) throw invalidParameter(`Invalid ${name}: ${value}.`);
  return value;
}
