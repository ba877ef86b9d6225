// Rows of an inventory, made by hand.
import type { InventoryResource, InventorySource } from '../../../src/domain/coverage/inventory.ts';
import { arnOf, scope } from '../attention/facts-of.ts';

export const inventoried = (name: string, more: Partial<InventoryResource> = {}): InventoryResource => ({
  kind: 'resource',
  scope,
  arn: arnOf(name),
  type: 'RDS',
  name,
  tags: {},
  containers: [],
  ...more,
});

export const inventorySource = (more: Partial<InventorySource> = {}): InventorySource => ({
  kind: 'source',
  scope,
  inventory: 'resource-explorer',
  missingTypes: ['DSQL', 'VirtualMachine'],
  unknownRelations: [],
  refused: [],
  ...more,
});
