/** What an account chose for AWS Backup in one Region, by resource type. */
export interface RegionSettings {
  /** false leaves the type out of everything selected by tag. */
  readonly optIn: Readonly<Record<string, boolean>>;
  /** true: AWS Backup manages its points fully (DynamoDB's advanced features). */
  readonly fullManagement: Readonly<Record<string, boolean>>;
}
