// An inventory of AWS: every resource of a type that AWS Backup supports, whether or not it was ever backed up.
import type { Scope } from '../scope.ts';

/** Best first. `backup`: only the resources that AWS Backup has backed up. */
export const inventoryNames = ['resource-explorer', 'tagging', 'backup'] as const;

export type InventoryName = (typeof inventoryNames)[number];

export type InventoryRow = InventoryResource | InventorySource;

export interface InventoryResource {
  readonly kind: 'resource';
  readonly scope: Scope;
  readonly arn: string;
  /**
   * AWS Backup's name of the type, such as 'EBS'. Absent: not known, for example for an `rds:cluster` whose engine AWS
   * did not return.
   */
  readonly type?: string;
  /** The Name tag, or the name or id in the ARN. */
  readonly name: string;
  /** Epoch ms of its creation. Absent: AWS was not asked, or did not say. */
  readonly createdAt?: number;
  /** Includes tags that begin with `aws:`. Absent: the inventory has no tags. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Epoch ms at which other tags were last seen to have changed to these. Absent: not known. */
  readonly tagsChangedAt?: number;
  /**
   * The resources that contain this one: the instance of a volume, the stack of a member, the cluster of a database
   * instance.
   */
  readonly containers: readonly InventoryContainer[];
}

export interface InventoryContainer {
  readonly relation: ContainerRelation;
  readonly arn: string;
}

export type ContainerRelation = 'instance' | 'stack' | 'cluster';

/** The inventory that has the resources of an account-Region, and its gaps: one row for each account-Region. */
export interface InventorySource {
  readonly kind: 'source';
  readonly scope: Scope;
  readonly inventory: InventoryName;
  /** ARN of the Resource Explorer view that was searched. */
  readonly viewArn?: string;
  /** AWS Backup's names of the types that the inventory lacks: nothing is known of such resources. */
  readonly missingTypes: readonly string[];
  /**
   * The reason why resources of the other types may be missing, as a sentence: for example an index that is still being
   * made.
   */
  readonly partial?: string;
  /** Relations that AWS refused to return or did not return: their absence means nothing. */
  readonly unknownRelations: readonly ContainerRelation[];
  /** The reason why each better inventory was not used, as a sentence. */
  readonly refused: readonly { readonly inventory: InventoryName; readonly reason: string }[];
}
