// What one inventory lists, or why it cannot be used.
import { AwsProblemError, type ProblemKind } from '../../aws/errors/errors.ts';
import type { InventorySource } from '../../domain/coverage/inventory.ts';
import type { TagMap } from '../../domain/coverage/tag-match.ts';

export interface Inventoried {
  /** Tags by ARN; undefined: the inventory does not tell them. */
  readonly resources: ReadonlyMap<string, TagMap | undefined>;
  readonly source: Pick<InventorySource, 'viewArn' | 'missingTypes' | 'partial'>;
}

/** Its message is a sentence for the screen. */
export class UnusableInventory extends Error {}

/** Only a person changes these, or there is no way to the service: another one may answer. */
const lasting: readonly ProblemKind[] = [
  'denied',
  'not-offered',
  'not-found',
  'invalid',
  'region-off',
  'unreachable',
  'timeout',
];

/** False: the same request may succeed soon, and what was known before stands. */
export const isLasting = (error: unknown): boolean => reasonOf(error) !== undefined;

/** Why an inventory cannot be used, as a sentence. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof UnusableInventory) return error.message;
  const problem = error instanceof AwsProblemError ? error.problem : undefined;
  return problem && lasting.includes(problem.kind) ? problem.message : undefined;
}
