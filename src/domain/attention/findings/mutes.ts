import { matchesPattern } from '../../pattern.ts';
import type { Mute } from '../settings.ts';
import type { Finding } from './finding.ts';
import { causeOf, predicateOf } from './finding-sentence.ts';

/**
 * Whether the mute matches the members of the finding. A message part of the mute is searched in AWS's message and in
 * the sentence as of now.
 */
export function mutes({ name, type, kind, cause, message, until }: Mute, finding: Finding, now: number): boolean {
  if (until !== undefined && now >= until) return false;
  const { subject, resourceArn = '' } = finding;
  if (name !== undefined && !matchesPattern(name, subject) && !matchesPattern(name, resourceArn)) return false;
  if (type !== undefined && type.toLowerCase() !== finding.resourceType?.toLowerCase()) return false;
  if (kind !== undefined && kind !== finding.kind) return false;
  if (cause !== undefined && cause !== causeOf(finding)) return false;
  if (message === undefined) return [name, type, kind, cause].some((part) => part !== undefined);
  const words = `${finding.message ?? ''} ${predicateOf(finding, now)}`.toLowerCase();
  return words.includes(message.toLowerCase());
}
