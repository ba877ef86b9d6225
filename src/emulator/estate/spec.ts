// What an estate is made of: the still part, from which everything that happens is computed.
import type { BackupPlan, BackupSelection, ScanMode, VaultType } from '@aws-sdk/client-backup';
import type { Estate } from './estate.ts';
import type { Mishap } from './mishap.ts';
import { isChosen, matchesArn } from './selection-match.ts';
import type { Actor } from './trail-event.ts';

export interface AccountName {
  account: string;
  name: string;
  /** When it joined the organization, in epoch ms; absent: years ago. */
  joinedAt?: number;
}

export interface OrganizationSpec {
  /** The management account first. */
  accounts: readonly AccountName[];
  estateOf(account: string): EstateSpec;
}

export interface EstateSpec {
  account: string;
  accountName: string;
  /** Regions that hold anything. */
  regionNames: readonly string[];
  region(name: string): RegionSpec | undefined;
  /** What has been done to it before it is first looked at. */
  plant?(estate: Estate): void;
  /** What people did in a Region; absent: chance decides. */
  deeds?(region: string): readonly Deed[];
}

/** What a person did, as CloudTrail tells it. */
export interface Deed {
  at: number;
  name: string;
  by: Actor;
  request?: (estate: Estate) => Record<string, unknown>;
  isDenied?: true;
  readOnly?: boolean;
}

/** Regions that are made up when they are first asked for. */
export function lazyRegions(
  regions: readonly { region: string; make: () => RegionSpec }[],
): Pick<EstateSpec, 'regionNames' | 'region'> {
  const known = new Map<string, RegionSpec>();
  return {
    regionNames: regions.map(({ region }) => region),
    region(name) {
      const made = known.get(name) ?? regions.find(({ region }) => region === name)?.make();
      if (made !== undefined) known.set(name, made);
      return made;
    },
  };
}

export interface RegionSpec {
  region: string;
  vaults: VaultSpec[];
  resources: ResourceSpec[];
  plans: PlanSpec[];
  restoreTests: RestoreTestSpec[];
  /** Absent: chance decides what befalls. */
  mishaps?: readonly Mishap[];
}

export interface VaultSpec {
  name: string;
  arn: string;
  type: VaultType;
  /** Epoch ms, as every `…At`. */
  createdAt: number;
  /** Absent where AWS owns the key. */
  keyArn?: string | undefined;
  /** Without `lockedAt` it governs, and can be taken off; with it nobody can, from then on. */
  lock?: { minDays?: number | undefined; maxDays?: number | undefined; lockedAt?: number | undefined } | undefined;
  policy?: string | undefined;
  notifications?: { topicArn: string; events: string[] } | undefined;
  tags: Record<string, string>;
  creatorRequestId?: string;
  /** Until then it is being created. */
  readyAt?: number;
  /** Who must agree before others restore from it; a change waits for those who were there before. */
  team?: { arn: string | undefined; update?: { at: number; arn: string | undefined; session: string } };
  /** Of a vault that gives access to another: which, by whose word, and since when no longer. */
  sourceArn?: string;
  accessSession?: string;
  revocation?: { at: number; session: string };
}

export interface ResourceSpec {
  arn: string;
  name: string;
  type: string;
  sizeBytes: number;
  tags: Record<string, string>;
  /** Members of a composite (a CloudFormation stack): each gets a child job and a nested recovery point. */
  members?: ResourceSpec[];
  windows?: boolean;
}

export interface Lifecycle {
  deleteAfterDays?: number | undefined;
  coldAfterDays?: number | undefined;
}

export interface RuleSpec {
  id: string;
  name: string;
  cron: string;
  timezone: string;
  vault: string;
  startWindowMinutes: number;
  completionWindowMinutes: number;
  lifecycle: Lifecycle;
  copies: CopySpec[];
  /** Point-in-time recovery for the types that can; the others get snapshots. */
  continuous: boolean;
  /** How long its backups run, where it is not the resource type that says so. */
  runMinutes?: readonly [number, number];
  /** What it leaves is looked through for malware. */
  scan?: ScanSpec | undefined;
}

export interface ScanSpec {
  mode: ScanMode;
  types: readonly string[];
  scannerRoleArn: string;
}

export interface CopySpec {
  region: string;
  vault: string;
  vaultArn: string;
  lifecycle: Lifecycle;
  runMinutes?: readonly [number, number];
}

export interface SelectionSpec {
  id: string;
  name: string;
  roleArn: string;
  createdAt: number;
  /** ARNs; `*` stands for anything. */
  resources: string[];
  tags: { key: string; value: string }[];
  /** As a caller wrote it: then it says what is selected. */
  document?: BackupSelection;
  creatorRequestId?: string | undefined;
}

export interface PlanVersion {
  versionId: string;
  createdAt: number;
  /** As a caller wrote it; absent in versions that the estate was born with, which all read as the latest. */
  document?: BackupPlan;
}

export interface PlanSpec {
  id: string;
  arn: string;
  name: string;
  versionId: string;
  createdAt: number;
  /** Earlier versions, oldest first. */
  versions: PlanVersion[];
  rules: RuleSpec[];
  selections: SelectionSpec[];
  windowsVss: boolean;
  /** As it was, with other rules, until it became what it is. */
  former?: { plan: PlanSpec; until: number };
  tags: Record<string, string>;
  creatorRequestId?: string | undefined;
  deletedAt?: number;
}

export interface RestoreTestSpec {
  name: string;
  arn: string;
  cron: string;
  timezone: string;
  resources: ResourceSpec[];
  runMinutes: readonly [number, number];
  /** What is found wrong with what is restored, by the name of the resource. */
  unfit?: Readonly<Record<string, string>>;
}

const isSelected = ({ document, resources, tags }: SelectionSpec, resource: ResourceSpec) =>
  document
    ? isChosen(document, resource)
    : resources.some((pattern) => matchesArn(pattern, resource.arn)) ||
      tags.some(({ key, value }) => resource.tags[key] === value);

/** What a plan's selections reach among `resources`. */
export function selectedResources(plan: PlanSpec, resources: readonly ResourceSpec[]): ResourceSpec[] {
  return resources.filter((resource) => plan.selections.some((selection) => isSelected(selection, resource)));
}

/** The role of the selection by which the plan reaches the resource. */
export const roleFor = ({ selections }: PlanSpec, resource: ResourceSpec): string | undefined =>
  selections.find((selection) => isSelected(selection, resource))?.roleArn;
