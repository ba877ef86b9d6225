// The facts about some resources of an account-Region: the part that changes when their jobs and recovery points do.
import type { Job } from '../jobs/job.ts';
import type { RecoveryPoint } from '../vaults/recovery-point.ts';
import type { ListResponse, ScopeFacts } from './facts.ts';

/** The lists whose rows are about one resource each. */
export const resourceLists = [
  'backupJobs',
  'copyJobs',
  'restoreJobs',
  'points',
  'resources',
  'inventory',
] as const satisfies readonly (keyof ScopeFacts)[];

export type ResourceList = (typeof resourceLists)[number];

export type ResourceFacts = Pick<ScopeFacts, ResourceList>;

type AboutResource = { readonly resourceArn?: string; readonly arn?: string };

const arnOf: Readonly<Record<ResourceList, (row: AboutResource) => string | undefined>> = {
  backupJobs: ({ resourceArn }) => resourceArn,
  copyJobs: ({ resourceArn }) => resourceArn,
  restoreJobs: ({ resourceArn }) => resourceArn,
  points: ({ resourceArn }) => resourceArn,
  resources: ({ arn }) => arn,
  inventory: ({ arn }) => arn,
};

export const factsAbout = (arns: ReadonlySet<string>, facts: ScopeFacts): ResourceFacts =>
  filtered(facts, (arn) => arn !== undefined && arns.has(arn));

/** The facts with other rows about these resources, and the times of the responses that have them. */
export function withFactsAbout(arns: ReadonlySet<string>, about: ResourceFacts, facts: ScopeFacts): ScopeFacts {
  const others = filtered(facts, (arn) => arn === undefined || !arns.has(arn)) as Partial<
    Record<string, ListResponse<unknown>>
  >;
  const joined: Partial<Record<ResourceList, ListResponse<unknown>>> = {};
  for (const list of resourceLists) {
    const changed = about[list];
    if (changed) joined[list] = { rows: [...changed.rows, ...(others[list]?.rows ?? [])], at: changed.at };
  }
  return { ...facts, ...(joined as ResourceFacts) };
}

function filtered(facts: ScopeFacts, isWanted: (arn: string | undefined) => boolean): ResourceFacts {
  const found: Partial<Record<ResourceList, ListResponse<unknown>>> = {};
  for (const list of resourceLists) {
    const response = facts[list] as ListResponse<AboutResource> | undefined;
    if (response) found[list] = { rows: response.rows.filter((row) => isWanted(arnOf[list](row))), at: response.at };
  }
  return found as ResourceFacts;
}

/** Some job or recovery point has parts, or is one: it depends on the rows of other resources whether a part counts. */
export const haveParts = ({ backupJobs, copyJobs, restoreJobs, points }: ResourceFacts): boolean =>
  [backupJobs, copyJobs, restoreJobs].some((jobs) => jobs?.rows.some(isJobWithParts)) ||
  (points?.rows.some(isPointWithParts) ?? false);

const isJobWithParts = ({ isParent, parentId }: Job): boolean => isParent || parentId !== undefined;

const isPointWithParts = ({ isParent, parentArn }: RecoveryPoint): boolean => isParent || parentArn !== undefined;
