// The resources of an inventory, before their containers are known.

import { parseArn, shortName } from '../../domain/arn.ts';
import type { InventoryResource } from '../../domain/coverage/inventory.ts';
import type { TagMap } from '../../domain/coverage/tag-match.ts';
import type { Scope } from '../../domain/scope.ts';
import { sanitize } from '../../lib/text/text.ts';
import { typesOfArn } from './inventory-types.ts';

/** undefined: AWS Backup does not protect the resource. */
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

/** Sanitizing does not change AWS's tags, but another server may send other characters. */
export function tagsOf(list: readonly { readonly Key?: unknown; readonly Value?: unknown }[]): TagMap {
  const entries = list.flatMap(({ Key, Value }): [string, string][] =>
    typeof Key === 'string' && typeof Value === 'string' ? [[sanitize(Key), sanitize(Value)]] : [],
  );
  return Object.fromEntries(entries);
}

/** The resource lives in the account and Region, as far as its ARN shows. */
export function isIn({ accountId, region }: Scope, arn: string): boolean {
  const parsed = parseArn(arn);
  return (
    parsed !== undefined &&
    (parsed.region === '' || parsed.region === region) &&
    (parsed.accountId === '' || accountId === '' || parsed.accountId === accountId)
  );
}
