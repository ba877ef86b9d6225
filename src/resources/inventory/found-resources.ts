// What an inventory found, before it is known what contains what.

import { parseArn, shortName } from '../../domain/arn.ts';
import type { InventoryResource } from '../../domain/coverage/inventory.ts';
import type { TagMap } from '../../domain/coverage/tag-match.ts';
import type { Scope } from '../../domain/scope.ts';
import { sanitize } from '../../lib/text/text.ts';
import { typesOfArn } from './inventory-types.ts';

/** undefined: no resource that AWS Backup protects. */
export function toInventoryResource(
  arn: string,
  tags: TagMap | undefined,
  scope: Scope,
): InventoryResource | undefined {
  const types = typesOfArn(arn);
  if (types === undefined) return undefined;
  const [type, ...others] = types;
  return {
    kind: 'resource',
    scope,
    arn,
    ...(type !== undefined && others.length === 0 ? { type } : {}),
    name: sanitize(tags?.Name ?? '') || shortName(arn),
    ...(tags === undefined ? {} : { tags }),
    containers: [],
  };
}

/** Tags have no characters that sanitizing changes, unless somebody else than AWS sends them. */
export function tagsOf(list: readonly { readonly Key?: unknown; readonly Value?: unknown }[]): TagMap {
  const entries = list.flatMap(({ Key, Value }): [string, string][] =>
    typeof Key === 'string' && typeof Value === 'string' ? [[sanitize(Key), sanitize(Value)]] : [],
  );
  return Object.fromEntries(entries);
}

/** Lives in the account and Region, as far as its ARN says. */
export function isIn({ accountId, region }: Scope, arn: string): boolean {
  const parsed = parseArn(arn);
  return (
    parsed !== undefined &&
    (parsed.region === '' || parsed.region === region) &&
    (parsed.accountId === '' || accountId === '' || parsed.accountId === accountId)
  );
}
