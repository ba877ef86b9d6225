// Restore testing plans: those that the estate was born with, and what callers made of them. The state is plain data on
// one shelf.
import { backupRole } from './arn.ts';
import type { Overlay } from './overlay.ts';
import type { RegionSpec, RestoreTestSpec } from './spec.ts';

export interface TagValue {
  key: string;
  value: string;
}

export interface RestoreTestSelection {
  name: string;
  type: string;
  roleArn: string;
  /** `*` stands for all; absent: the tags alone say it. */
  arns?: string[] | undefined;
  equals: TagValue[];
  notEquals: TagValue[];
  /** How long what was restored is kept for somebody to look at. */
  validationHours?: number | undefined;
  overrides: Record<string, string>;
  createdAt: number;
  creatorRequestId?: string | undefined;
}

/** Which of a resource's points is tried out. */
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

/** A stretch of time in which a plan was as it stands here. */
export interface RestoreTestEra {
  key: string;
  plan: RestoreTestPlan;
  from: number;
  until?: number;
}

/** A test that the estate was born with goes on until a caller changes it. */
const erasIn = ({ planSide }: Overlay, region: string) => planSide.shelf<RestoreTestEra>('restore-test-era', region);
const bornEndsIn = ({ planSide }: Overlay, region: string) => planSide.shelf<number>('restore-test-born-end', region);

/** What callers made of plans, oldest first. */
export const restoreTestEras = (overlay: Overlay, region: string): RestoreTestEra[] => [
  ...erasIn(overlay, region).values(),
];

export const bornTestEndsAt = (overlay: Overlay, region: string, name: string): number =>
  bornEndsIn(overlay, region).get(name) ?? Number.POSITIVE_INFINITY;

export interface RestoreTestOrigin {
  region: string;
  /** What the estate was born with there; absent outside of its Regions, where callers may have made plans all the same. */
  spec: RegionSpec | undefined;
  account: string;
}

export function restoreTestPlans(overlay: Overlay, { region, spec, account }: RestoreTestOrigin): RestoreTestPlan[] {
  const born = spec?.restoreTests.filter(({ name }) => !bornEndsIn(overlay, region).has(name)) ?? [];
  return [
    ...(spec ? born.map((test) => asPlan(test, spec, account)) : []),
    ...standing(overlay, region).map(({ plan }) => plan),
  ];
}

const standing = (overlay: Overlay, region: string) =>
  restoreTestEras(overlay, region).filter(({ until }) => until === undefined);

/** Puts the plan in the place of the one of its name, if there is one, from `at` on. */
export function putRestoreTestPlan(overlay: Overlay, region: string, plan: RestoreTestPlan, at: number): void {
  endRestoreTestPlan(overlay, region, plan.name, at);
  const key = String(overlay.nextSerial()).padStart(9, '0');
  erasIn(overlay, region).set(key, { key, plan, from: at });
}

export function endRestoreTestPlan(overlay: Overlay, region: string, name: string, at: number): void {
  const era = standing(overlay, region).find(({ plan }) => plan.name === name);
  if (era) erasIn(overlay, region).set(era.key, { ...era, until: at });
  const ends = bornEndsIn(overlay, region);
  if (!ends.has(name)) ends.set(name, at);
}

/** A test that the estate was born with, as a caller sees it. */
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
