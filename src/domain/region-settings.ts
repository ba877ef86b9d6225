/** The settings of AWS Backup for one account-Region, by resource type. */
export interface RegionSettings {
  /** false excludes the type from everything that is selected by tag. */
  readonly optIn: Readonly<Record<string, boolean>>;
  /** true: AWS Backup fully manages the recovery points (DynamoDB's advanced features). */
  readonly fullManagement: Readonly<Record<string, boolean>>;
}
