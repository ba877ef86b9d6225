// Who disabled KMS keys or scheduled their deletion, from CloudTrail.
import { trailHistoryMs } from '../../../config/polling.ts';
import { keyEventNames } from '../../../config/risks.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import type { KeyCall } from '../../domain/vaults/kms-key.ts';
import { lookUp } from '../audits/look-up-events.ts';
import { isDenial } from '../document.ts';
import type { RequestContext } from '../resource.ts';

/**
 * The changes of each key, by its ARN: one look-up for each of two events. Calls that KMS refused change nothing. Only
 * the account of the key, in the Region of the key, has them. Without the right nobody is known.
 */
export async function readKeyChanges(request: RequestContext): Promise<(arn: string) => readonly KeyCall[]> {
  const found: Audit[] = [];
  try {
    for (const value of keyEventNames) {
      const since = request.now - trailHistoryMs;
      for await (const rows of lookUp(request, { key: 'EventName', value, since })) found.push(...rows);
    }
  } catch (error) {
    if (!isDenial(error)) throw error;
  }
  return (arn) =>
    found
      .filter(({ target, errorCode }) => errorCode === undefined && isSameKey(target, arn))
      .map(({ name, at, actor }) => ({ event: name, at, actor }));
}

/** A call names the key by its ARN or by its id. */
const isSameKey = (target: string, arn: string): boolean => target === arn || arn.endsWith(`:key/${target}`);
