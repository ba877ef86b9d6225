// The names of all members of the rows that a store keeps of AWS's own lists, at any depth, from the types of the rows.
import type { audits } from '../../resources/audits/audits.ts';
import type { events } from '../../resources/audits/events.ts';
import type { globalSettings } from '../../resources/global-settings.ts';
import type { inventory } from '../../resources/inventory/inventory.ts';
import type { backupJobs } from '../../resources/jobs/backup-jobs.ts';
import type { copyJobs } from '../../resources/jobs/copy-jobs.ts';
import type { jobDays } from '../../resources/jobs/job-days.ts';
import type { reportJobs } from '../../resources/jobs/report-jobs.ts';
import type { restoreJobs } from '../../resources/jobs/restore-jobs.ts';
import type { scanJobs } from '../../resources/jobs/scan-jobs.ts';
import type { metricSeries } from '../../resources/metric-series.ts';
import type { metrics } from '../../resources/metrics.ts';
import type { frameworks } from '../../resources/plans/frameworks.ts';
import type { planRules } from '../../resources/plans/plan-rules.ts';
import type { planVersions } from '../../resources/plans/plan-versions.ts';
import type { plans } from '../../resources/plans/plans.ts';
import type { reportPlans } from '../../resources/plans/report-plans.ts';
import type { restoreTestingPlans } from '../../resources/plans/restore-testing-plans.ts';
import type { restoreTestingSelections } from '../../resources/plans/restore-testing-selections.ts';
import type { selections } from '../../resources/plans/selections.ts';
import type { regionSettings } from '../../resources/region-settings.ts';
import type { accessPoints } from '../../resources/vaults/access-points.ts';
import type { keys } from '../../resources/vaults/keys.ts';
import type { legalHolds } from '../../resources/vaults/legal-holds.ts';
import type { notifications } from '../../resources/vaults/notifications.ts';
import type { protectedResources } from '../../resources/vaults/protected-resources.ts';
import type { recoveryPoints } from '../../resources/vaults/recovery-points.ts';
import type { tiering } from '../../resources/vaults/tiering.ts';
import type { vaults } from '../../resources/vaults/vaults.ts';

type Lists = readonly [
  typeof audits,
  typeof events,
  typeof globalSettings,
  typeof inventory,
  typeof backupJobs,
  typeof copyJobs,
  typeof jobDays,
  typeof reportJobs,
  typeof restoreJobs,
  typeof scanJobs,
  typeof metricSeries,
  typeof metrics,
  typeof frameworks,
  typeof planRules,
  typeof planVersions,
  typeof plans,
  typeof reportPlans,
  typeof restoreTestingPlans,
  typeof restoreTestingSelections,
  typeof selections,
  typeof regionSettings,
  typeof accessPoints,
  typeof keys,
  typeof legalHolds,
  typeof notifications,
  typeof protectedResources,
  typeof recoveryPoints,
  typeof tiering,
  typeof vaults,
];

type RowOf<List> = List extends { key(row: infer Row): string } ? Row : never;

/** Objects whose names are data, such as tags, are one value. */
type NamesIn<Value> = Value extends readonly (infer Item)[]
  ? NamesIn<Item>
  : Value extends object
    ? string extends keyof Value
      ? never
      : { [Name in keyof Value & string]-?: Name | NamesIn<NonNullable<Value[Name]>> }[keyof Value & string]
    : never;

type MembersOf<Row> = Row extends object ? NamesIn<Omit<Row, 'scope'>> : never;

export type StoredMember = { [Index in keyof Lists]: MembersOf<RowOf<Lists[Index]>> }[number];

type ItemOf<Value> = Value extends readonly (infer Item)[] ? ItemOf<Item> : Value;

type TypesIn<Value, Name extends string> = Value extends readonly (infer Item)[]
  ? TypesIn<Item, Name>
  : Value extends object
    ? string extends keyof Value
      ? never
      :
          | (Name extends keyof Value ? ItemOf<NonNullable<Value[Name]>> : never)
          | { [Key in keyof Value]-?: TypesIn<NonNullable<Value[Key]>, Name> }[keyof Value]
    : never;

type TypesOf<Row, Name extends string> = Row extends object ? TypesIn<Omit<Row, 'scope'>, Name> : never;

/** The types of all members of that name; of a list the types of its items. */
export type StoredMemberType<Name extends StoredMember> = {
  [Index in keyof Lists]: TypesOf<RowOf<Lists[Index]>, Name>;
}[number];
