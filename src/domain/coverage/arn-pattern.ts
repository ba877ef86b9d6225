// Whether an ARN pattern of a selection matches a resource. AWS documents `*` for the Region, for the account, and at
// the end. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
import { parseArn } from '../arn.ts';
import { matchesPattern } from '../pattern.ts';
import type { Truth } from './truth.ts';
import { startOfArn } from './types-of-arn.ts';

/**
 * The form in which a pattern names a resource. `arn`: by its whole ARN. `type`: by its type, or by a part of its name.
 * `service`: with all types of its service, which may be opted out. `everything`: `*`. `part`: by a part of a type's
 * name.
 */
export type PatternForm = 'arn' | 'type' | 'service' | 'everything' | 'part';

/** Unknown: AWS does not document the effect of such a pattern. */
export function matchArnPattern(pattern: string, arn: string): Truth {
  if (!pattern.includes('*')) return sameArn(pattern, arn);
  if (pattern === '*') return 'yes';
  const full = withPlaces(pattern);
  if (!matchesPattern(full, arn)) return 'no';
  return full === pattern && isDocumented(pattern) ? 'yes' : 'unknown';
}

const sameArn = (pattern: string, arn: string): Truth => (pattern === arn ? 'yes' : 'no');

/**
 * 'arn:aws:ec2:::instance/*' of AWS's guide with `*` as Region and account, which only the ARNs of buckets lack. The
 * guide does not say that it is a short form.
 */
const withPlaces = (pattern: string): string => pattern.replace(/^(arn:[^:]*:(?!s3:)[^:]*):::/, '$1:*:*:');

/** Neither the partition nor the service contains `*`, and the resource part has one at its end only. */
function isDocumented(pattern: string): boolean {
  if (!/^arn:[^*:]+:[^*:]+:/.test(pattern)) return false;
  const inner = parseArn(pattern)?.resource ?? '';
  return !/\*./.test(inner);
}

export function formOfPattern(pattern: string): PatternForm {
  if (!pattern.includes('*')) return 'arn';
  if (/^\*+$/.test(pattern)) return 'everything';
  const { service, resource = '*' } = parseArn(pattern) ?? {};
  // Buckets are the one type of their service.
  if (service === 's3') return 'type';
  if (/^\*+$/.test(resource)) return 'service';
  return startOfArn(pattern).includes('*') || !/[:/]/.test(resource) ? 'part' : 'type';
}
