// The contents of one inventory, or the reason why it cannot be used.
import { AwsProblemError, type ProblemKind } from '../../aws/errors/errors.ts';
import type { InventorySource } from '../../domain/coverage/inventory.ts';
import type { TagMap } from '../../domain/coverage/tag-match.ts';

export interface Inventoried {
  /** Tags by ARN; undefined: the inventory does not contain them. */
  readonly resources: ReadonlyMap<string, TagMap | undefined>;
  readonly source: Pick<InventorySource, 'viewArn' | 'missingTypes' | 'partial'>;
}

/** The message is a sentence for the screen. */
export class UnusableInventory extends Error {}

/** Only a person changes these, or the service cannot be reached: another inventory may respond. */
const lasting: readonly ProblemKind[] = [
  'denied',
  'not-offered',
  'not-found',
  'invalid',
  'region-off',
  'unreachable',
  'timeout',
];

/** false: the same request may succeed soon, and the earlier rows stay. */
export const isLasting = (error: unknown): boolean => reasonOf(error) !== undefined;

/** The reason why an inventory cannot be used, as a sentence. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof UnusableInventory) return error.message;
  const problem = error instanceof AwsProblemError ? error.problem : undefined;
  return problem && lasting.includes(problem.kind) ? problem.message : undefined;
}
