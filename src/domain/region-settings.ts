import type { RegionSetting } from './setting.ts';

/** The settings of AWS Backup for one account-Region, by resource type. */
export interface RegionSettings {
  /** false excludes the type from everything that is selected by tag. */
  readonly optIn: Readonly<Record<string, boolean>>;
  /** true: AWS Backup fully manages the recovery points (DynamoDB's advanced features). */
  readonly fullManagement: Readonly<Record<string, boolean>>;
}

/** From the rows of one account-Region. */
export function toRegionSettings(rows: readonly RegionSetting[]): RegionSettings {
  const chosen = (member: 'optedIn' | 'managed') =>
    Object.fromEntries(rows.flatMap((row) => (row[member] === undefined ? [] : [[row.type, row[member]]])));
  return { optIn: chosen('optedIn'), fullManagement: chosen('managed') };
}
