import type { Scope } from './scope.ts';

/** Whether AWS Backup may back up a resource type in this Region. */
export interface RegionSetting {
  readonly scope: Scope;
  readonly type: string;
  /** AWS skips a type that is opted out without a message. */
  readonly optedIn?: boolean;
  /** AWS Backup manages the recovery points of the type itself; absent if the type has no such choice. */
  readonly managed?: boolean;
  /** Backups of the type are incremental; absent if the type has no such choice. */
  readonly incremental?: boolean;
}

/** A switch of the whole account, such as cross-account backup. */
export interface GlobalSetting {
  readonly scope: Scope;
  readonly name: string;
  readonly value: string;
  readonly updatedAt?: number;
}
