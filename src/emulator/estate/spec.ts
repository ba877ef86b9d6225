// The static description of an estate, from which all events are computed.
import type { BackupPlan, BackupSelection, ScanMode, VaultType } from '@aws-sdk/client-backup';
import type { Estate } from './estate.ts';
import type { Actor } from './events/trail-event.ts';
import type { JobFault } from './jobs/job-fault.ts';
import { isChosen, matchesArn } from './selection-match.ts';

export interface AccountName {
  account: string;
  name: string;
  /** Epoch ms of its joining the organization. Absent: years ago. */
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
  /** Regions with vaults, plans or resources. */
  regionNames: readonly string[];
  region(name: string): RegionSpec | undefined;
  /** Other accounts of the organization whose rules copy into its vaults. */
  copiesFrom?: readonly string[];
  /** Applies planted changes before the first use. */
  plant?(estate: Estate): void;
  /** Planted events by people in a Region. Absent: the seed decides. */
  plantedEvents?(region: string): readonly PlantedEvent[];
}

/** A call by a person, as CloudTrail records it. */
export interface PlantedEvent {
  at: number;
  name: string;
  by: Actor;
  request?: (estate: Estate) => Record<string, unknown>;
  isDenied?: true;
  readOnly?: boolean;
  /** Absent: AWS Backup. */
  source?: string;
}

/** Regions whose descriptions are created on first use. */
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
  /** Absent: the seed decides the outcomes of jobs. */
  jobFaults?: readonly JobFault[];
}

export interface VaultSpec {
  name: string;
  arn: string;
  type: VaultType;
  /** Epoch ms, as in every `…At`. */
  createdAt: number;
  /** Absent if AWS owns the key. */
  keyArn?: string | undefined;
  /**
   * Without `lockedAt` the lock is in governance mode and can be removed; with it nobody can remove the lock after that
   * time.
   */
  lock?: { minDays?: number | undefined; maxDays?: number | undefined; lockedAt?: number | undefined } | undefined;
  policy?: string | undefined;
  notifications?: { topicArn: string; events: string[] } | undefined;
  tags: Record<string, string>;
  creatorRequestId?: string;
  /** Epoch ms of the end of its creation. */
  readyAt?: number;
  /** The team that must approve restores by others. A change of the team waits for the approval of the former team. */
  team?: { arn: string | undefined; update?: { at: number; arn: string | undefined; session: string } };
  /**
   * For a restore access vault: the ARN of the source vault, the approval session, and the revocation of the access.
   */
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
  /** It never had a tag, so the tagging API does not list it. */
  isNeverTagged?: true;
  /** For a volume: the ARN of the instance that it is attached to. */
  attachedTo?: string;
  windows?: boolean;
  /** Of FSx; default: LUSTRE. */
  fileSystem?: FsxFileSystem;
}

export type FsxFileSystem = 'WINDOWS' | 'LUSTRE' | 'ONTAP' | 'OPENZFS';

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
  /** Point-in-time recovery for types that support it; other types get snapshots. */
  continuous: boolean;
  /** The duration of its backups. Default: the usual duration of the resource type. */
  runMinutes?: readonly [number, number];
  /** The malware scan of its recovery points. */
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
  /** ARNs; `*` matches any characters. */
  resources: string[];
  tags: { key: string; value: string }[];
  /** The caller's document, which decides the selected resources. Absent in initial selections. */
  document?: BackupSelection;
  creatorRequestId?: string | undefined;
}

export interface PlanVersion {
  versionId: string;
  createdAt: number;
  /** The caller's document. Absent in initial versions, which all have the content of the latest. */
  document?: BackupPlan;
}

export interface PlanSpec {
  id: string;
  arn: string;
  name: string;
  versionId: string;
  createdAt: number;
  /** All versions, oldest first. */
  versions: PlanVersion[];
  rules: RuleSpec[];
  selections: SelectionSpec[];
  windowsVss: boolean;
  /** The plan with its former rules, and the epoch ms at which the present rules replaced them. */
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
  /** Validation messages of restored resources, by the name of the resource. */
  unfit?: Readonly<Record<string, string>>;
}

const isSelected = ({ document, resources, tags }: SelectionSpec, resource: ResourceSpec) =>
  document
    ? isChosen(document, resource)
    : resources.some((pattern) => matchesArn(pattern, resource.arn)) ||
      tags.some(({ key, value }) => resource.tags[key] === value);

/** The resources that the plan's selections match. */
export function selectedResources(plan: PlanSpec, resources: readonly ResourceSpec[]): ResourceSpec[] {
  return resources.filter((resource) => plan.selections.some((selection) => isSelected(selection, resource)));
}

/** The role of the selection that matches the resource. */
export const roleFor = ({ selections }: PlanSpec, resource: ResourceSpec): string | undefined =>
  selections.find((selection) => isSelected(selection, resource))?.roleArn;
