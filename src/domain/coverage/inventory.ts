// What an inventory of AWS knows: every resource of a type that AWS Backup supports, whether or not it was ever backed up.
import type { Scope } from '../scope.ts';

/** Best first. `backup`: only the resources that AWS Backup itself has met. */
export const inventoryNames = ['resource-explorer', 'tagging', 'backup'] as const;

export type InventoryName = (typeof inventoryNames)[number];

export type InventoryRow = InventoryResource | InventorySource;

export interface InventoryResource {
  readonly kind: 'resource';
  readonly scope: Scope;
  readonly arn: string;
  /** AWS Backup's name of the type, as 'EBS'. Absent: not known, as of an `rds:cluster` whose engine AWS did not tell. */
  readonly type?: string;
  /** Its Name tag, or its name or id in the ARN. */
  readonly name: string;
  /** With those that begin with `aws:`. Absent: the inventory does not tell tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What contains it: a volume's instance, a stack's member, a database instance of a cluster. */
  readonly containers: readonly InventoryContainer[];
}

export interface InventoryContainer {
  readonly relation: ContainerRelation;
  readonly arn: string;
}

export type ContainerRelation = 'instance' | 'stack' | 'cluster';

/** Which inventory gave the resources of an account-Region, and what it leaves out: one row in each. */
export interface InventorySource {
  readonly kind: 'source';
  readonly scope: Scope;
  readonly inventory: InventoryName;
  /** ARN of the view of Resource Explorer that was searched. */
  readonly viewArn?: string;
  /** AWS Backup's names of the types that it does not have, so that nothing can be said of them. */
  readonly missingTypes: readonly string[];
  /** Why it does not have every resource of the other types, as a sentence: an index that is still being made. */
  readonly partial?: string;
  /** Relations that AWS refused to tell, or did not tell: nothing is concluded from their absence. */
  readonly unknownRelations: readonly ContainerRelation[];
  /** Why each better inventory was not used, as sentences. */
  readonly refused: readonly { readonly inventory: InventoryName; readonly reason: string }[];
}
