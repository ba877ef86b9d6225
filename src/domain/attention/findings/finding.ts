// One trouble of one subject, in plain members: a finding can be stored, sent to another thread, compared and filtered.
// It contains times but no ages, and no sentence: finding-sentence.ts makes the sentence when the finding is drawn.

import type { UncoveredState } from '../../coverage/coverage-row.ts';
import type { Scope } from '../../scope.ts';
import type { GoneKeyState } from '../../vaults/kms-key.ts';
import type { LockBounds } from '../../vaults/lock-change.ts';
import type { ExpiredRemedy } from '../points/expired-points.ts';
import type { JobEnd } from '../runs/job-end.ts';
import type { FailedRun, JoblessRun, UnmetRun } from '../runs/unmet-run.ts';
import type { Evidence } from './evidence.ts';
import type { FindingKind } from './finding-kind.ts';
import type { Severity } from './severity.ts';
import type { FirstNames } from './words.ts';

export interface FindingBase {
  /** The id stays the same in each evaluation, and after a restart, as long as the trouble is the same. */
  readonly id: string;
  readonly severity: Severity;
  readonly scope: Scope;
  /** The subject in one word: a resource, vault, plan or person. */
  readonly subject: string;
  /** Epoch ms at which the trouble began; absent: not known. */
  readonly since?: number;
  readonly evidence: Evidence;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  /** ARNs of all resources that the finding is about, if it is about more than one. */
  readonly resourceArns?: readonly string[];
  /** The number of things that the finding is about, if it is more than one. */
  readonly count?: number;
  /** Id of the plan's rule, if the finding is about one of several rules. */
  readonly rule?: string;
  /** The destination vault of the copy. */
  readonly vaultArn?: string;
  /** AWS's own message. */
  readonly message?: string;
}

/** Times are epoch ms. */
export type Finding = { readonly [Kind in FindingKind]: FindingOf<Kind> }[FindingKind];

export type FindingOf<Kind extends FindingKind> = FindingBase & { readonly kind: Kind } & FindingMembers[Kind];

/** The members of each kind of finding besides the common ones. */
export interface FindingMembers {
  malware: unknown;
  audit: Calls;
  'plan-missed': { readonly dueAt: number; readonly lastRunAt: number };
  /** `firstRunAt`: the time of the first run of the plan that includes the resource; absent: that run is over. */
  unprotected: { readonly selectionName: string; readonly planName: string; readonly firstRunAt?: number };
  'not-covered': { readonly state: UncoveredState; readonly names: FirstNames };
  'last-copy-expires': LastCopy;
  'key-gone': GoneKey;
  'point-age': OldPoint;
  'continuous-stopped': unknown;
  'failed-run': { readonly run: FailedRun };
  'missed-run': { readonly run: JoblessRun };
  'late-run': { readonly run: JoblessRun };
  'copy-failed': OfCopy & EndedJob;
  'copy-missing': OfCopy & OfRule & { readonly backupAt: number };
  'copy-late': OfCopy & { readonly dataAt: number; readonly everyMs: number };
  'retention-outside-lock': OutsideLock;
  'selects-nothing': EmptyPlan;
  'opted-out': { readonly names: FirstNames };
  'stuck-job': SlowJob & { readonly percent: number };
  'long-job': SlowJob;
  'restore-test-failed': FailedRestore;
  /** The plan did not start a run that was due, or started a run that restored nothing. */
  'restore-test-missed': { readonly dueAt: number; readonly lastRunAt?: number } | { readonly emptyRunAt: number };
  'restore-unproven': Unproven;
  'restore-failed': FailedRestore;
  'denied-attempts': Calls;
  'expired-points': Counted & { readonly remedy: ExpiredRemedy; readonly images: FirstNames };
  'lock-countdown': { readonly finalAt: number };
  'kept-forever': Counted;
  'access-point-stands': { readonly createdAt: number };
  'copy-cannot-cross': OfCopy & OfRule & { readonly reason: string };
  issues: EndedJob;
  'scan-issues': { readonly state: string };
}

/** Calls of one operation by one person. */
export interface Calls {
  readonly event: string;
  readonly count: number;
  readonly since: number;
  readonly targets: FirstNames;
  /** Present if the vaults say more than the targets. */
  readonly vaults: FirstNames;
  /** The risk, as the audit row describes it. */
  readonly reason?: string;
  /** For a single change of a vault lock: the bounds after the change, and before it. */
  readonly lock?: LockBounds;
  readonly lockBefore?: LockBounds;
}

/** Times are epoch ms. */
export interface LastCopy {
  readonly deleteAt: number;
  /** Absent: no plan selects the resource. */
  readonly nextRunAt?: number;
  /** Its last backup job failed. */
  readonly isFailing?: true;
}

/** A KMS key that cannot decrypt. */
export interface GoneKey {
  readonly state: GoneKeyState;
  /** Epoch ms. */
  readonly deletionAt?: number;
  /** Who disabled the key or scheduled its deletion; absent: not known. */
  readonly actor?: string;
  /** The number of recovery points that the key encrypts. */
  readonly count: number;
  /** The vaults whose key it is. */
  readonly vaults: FirstNames;
}

export interface OldPoint {
  /**
   * Maximum age of the newest recovery point in any location; absent: that age is not exceeded, the ages in `locations`
   * are.
   */
  readonly everyMs?: number;
  /** Absent: there is no recovery point, or it is continuous. */
  readonly newestAt?: number;
  readonly isContinuous?: true;
  /** Locations in which an objective requires a newer recovery point. */
  readonly locations?: readonly OldLocation[];
  /** The reason why there is no newer recovery point. */
  readonly run?: UnmetRun;
  readonly isUnderWay?: true;
  /** The number of newer recovery points in which a scan found malware. */
  readonly infected?: number;
}

/** `in`: the location as the objective names it. */
export interface OldLocation {
  readonly in: string;
  readonly everyMs: number;
  /** Absent: no recovery point in this location is known. */
  readonly newestAt?: number;
}

/** `causeKey`: the key that jobs with the same cause share; absent: the cause is unknown. */
export interface EndedJob {
  readonly end: JobEnd;
  readonly causeKey?: string;
}

export interface FailedRestore {
  readonly end: JobEnd;
  /** The job completed, but the validation of its data failed. */
  readonly invalid?: 'FAILED' | 'TIMED_OUT';
}

export interface OfCopy {
  readonly vaultArn: string;
}

export interface OfRule {
  readonly ruleId: string;
  readonly ruleName: string;
}

/** `days`: absent means forever. Exactly one of the bounds is set: the one that is violated. */
export interface OutsideLock extends OfCopy {
  readonly ruleName: string;
  readonly days?: number;
  readonly minDays?: number;
  readonly maxDays?: number;
}

export interface EmptyPlan {
  /** The last run, if the plan had selections then and has none now. */
  readonly lastRunAt?: number;
  /** The criteria of each selection, all of which must match; absent: there is no selection. */
  readonly choices?: readonly (readonly string[])[];
}

export interface SlowJob {
  readonly job: JobEnd['kind'];
  readonly startedAt: number;
  /** Usual duration of such jobs, if known. */
  readonly usualMs?: number;
}

export interface Unproven {
  readonly everyMs: number;
  readonly provenAt?: number;
  /** The objective is longer than the time for which AWS keeps restore jobs. */
  readonly isForgotten: boolean;
}

export interface Counted {
  readonly count: number;
  /** Only the newer recovery points of the vault are known. */
  readonly isAtLeast?: true;
}
