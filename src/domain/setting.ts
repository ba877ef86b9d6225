import type { Scope } from './scope.ts';

/** Whether AWS Backup may back a resource type up in this Region. */
export interface RegionSetting {
  readonly scope: Scope;
  readonly type: string;
  /** A type that is opted out is skipped without a word. */
  readonly optedIn?: boolean;
  /** AWS Backup manages its points by itself; absent where there is no choice. */
  readonly managed?: boolean;
}

/** A switch for the whole account, such as cross-account backup. */
export interface GlobalSetting {
  readonly scope: Scope;
  readonly name: string;
  readonly value: string;
  readonly updatedAt?: number;
}
