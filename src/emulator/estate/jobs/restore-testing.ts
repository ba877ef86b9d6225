// Restore testing plans: the initial ones of the estate, and those that callers created or changed. The state is plain
// data in one collection.
import { backupRole } from '../arn.ts';
import type { RegionMoment } from '../estate.ts';
import type { EstateOverlay } from '../overlays/estate-overlay.ts';
import type { RegionSpec, RestoreTestSpec } from '../spec.ts';

/** A condition's key names a tag with or without it. */
export const tagPrefix = 'aws:ResourceTag/';

export interface TagValue {
  /** As the caller wrote it. */
  key: string;
  value: string;
}

export interface RestoreTestSelection {
  name: string;
  type: string;
  roleArn: string;
  /** `*` stands for all resources. Absent: the tags alone select. */
  arns?: string[] | undefined;
  equals: TagValue[];
  notEquals: TagValue[];
  /** How long AWS keeps the restored resource for validation. */
  validationHours?: number | undefined;
  overrides: Record<string, string>;
  createdAt: number;
  creatorRequestId?: string | undefined;
}

/** The rule that chooses one of a resource's recovery points. */
export interface PointChoice {
  algorithm: string;
  includes: string[];
  excludes: string[];
  types: string[];
  windowDays: number;
}

export interface RestoreTestPlan {
  name: string;
  arn: string;
  createdAt: number;
  updatedAt?: number;
  cron: string;
  timezone: string;
  startWindowHours: number;
  points: PointChoice;
  selections: RestoreTestSelection[];
  creatorRequestId?: string | undefined;
}

/** The period in which a plan had this content. */
export interface RestoreTestPeriod {
  key: string;
  plan: RestoreTestPlan;
  from: number;
  until?: number;
}

/** An initial test runs until a caller changes it. */
const periodsIn = ({ planOverlay }: EstateOverlay, region: string) =>
  planOverlay.collection<RestoreTestPeriod>('restore-test-era', region);
const initialEndsIn = ({ planOverlay }: EstateOverlay, region: string) =>
  planOverlay.collection<number>('restore-test-born-end', region);

/** Plans that callers created or changed, oldest first. */
export const restoreTestPeriods = (overlay: EstateOverlay, region: string): RestoreTestPeriod[] => [
  ...periodsIn(overlay, region).values(),
];

export const initialTestEndsAt = (overlay: EstateOverlay, region: string, name: string): number =>
  initialEndsIn(overlay, region).get(name) ?? Number.POSITIVE_INFINITY;

export interface RestoreTestOrigin {
  region: string;
  /** The Region's initial content. Absent outside of the estate's Regions, where callers may have created plans. */
  spec: RegionSpec | undefined;
  account: string;
}

export function restoreTestPlans(
  overlay: EstateOverlay,
  { region, spec, account }: RestoreTestOrigin,
): RestoreTestPlan[] {
  const initial = spec?.restoreTests.filter(({ name }) => !initialEndsIn(overlay, region).has(name)) ?? [];
  return [
    ...(spec ? initial.map((test) => asPlan(test, spec, account)) : []),
    ...standing(overlay, region).map(({ plan }) => plan),
  ];
}

const standing = (overlay: EstateOverlay, region: string) =>
  restoreTestPeriods(overlay, region).filter(({ until }) => until === undefined);

/** Creates the plan, or replaces the plan of the same name. */
export function putRestoreTestPlan(overlay: EstateOverlay, moment: RegionMoment, plan: RestoreTestPlan): void {
  endRestoreTestPlan(overlay, moment, plan.name);
  const key = String(overlay.nextSerial()).padStart(9, '0');
  periodsIn(overlay, moment.region).set(key, { key, plan, from: moment.now });
}

export function endRestoreTestPlan(overlay: EstateOverlay, { region, now }: RegionMoment, name: string): void {
  const period = standing(overlay, region).find(({ plan }) => plan.name === name);
  if (period) periodsIn(overlay, region).set(period.key, { ...period, until: now });
  const ends = initialEndsIn(overlay, region);
  if (!ends.has(name)) ends.set(name, now);
}

/** An initial test in the form of the API. */
function asPlan(test: RestoreTestSpec, { plans }: RegionSpec, account: string): RestoreTestPlan {
  const createdAt = plans[0]?.createdAt ?? 0;
  const byType = Map.groupBy(test.resources, ({ type }) => type);
  return {
    name: test.name,
    arn: test.arn,
    createdAt,
    cron: test.cron,
    timezone: test.timezone,
    startWindowHours: 24,
    points: {
      algorithm: 'LATEST_WITHIN_WINDOW',
      includes: ['*'],
      excludes: [],
      types: ['SNAPSHOT', 'CONTINUOUS'],
      windowDays: 30,
    },
    selections: [...byType].map(([type, resources]) => ({
      name: `${type.toLowerCase()}_of_${test.name}`.replace(/\W/g, '_').slice(0, 50),
      type,
      roleArn: backupRole(account),
      arns: resources.map(({ arn }) => arn),
      equals: [],
      notEquals: [],
      validationHours: 1,
      overrides: {},
      createdAt,
    })),
  };
}
