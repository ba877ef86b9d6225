import type { Scope } from './scope.ts';

/** What an account chose for AWS Backup in one Region. */
export interface RegionSettings {
  readonly scope: Scope;
  /** By resource type: false leaves it out of everything selected by tag. */
  readonly optIn: Readonly<Record<string, boolean>>;
  /** By resource type: true means that AWS Backup manages its points fully (DynamoDB "advanced"). */
  readonly fullManagement: Readonly<Record<string, boolean>>;
}
