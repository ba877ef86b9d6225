// One trouble of one subject, in plain members: it can be stored, sent to another thread, compared and filtered. It holds
// times and no ages, and no sentence: finding-sentence.ts makes that when it is drawn.

import type { Scope } from '../../scope.ts';
import type { LockBounds } from '../../vaults/lock-change.ts';
import type { ExpiredRemedy } from '../points/expired-points.ts';
import type { JobEnd } from '../runs/job-end.ts';
import type { FailedRun, JoblessRun, UnmetRun } from '../runs/unmet-run.ts';
import type { Evidence } from './evidence.ts';
import type { FindingKind } from './finding-kind.ts';
import type { Severity } from './severity.ts';
import type { FirstNames } from './words.ts';

export interface FindingBase {
  /** The same from one evaluation to the next, and after a restart, for as long as the trouble is the same. */
  readonly id: string;
  readonly severity: Severity;
  readonly scope: Scope;
  /** What it is about, in one word: a resource, vault, plan or person. */
  readonly subject: string;
  /** Epoch ms from which on it was so; absent: not known. */
  readonly since?: number;
  readonly evidence: Evidence;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  /** All resources that it is about, where it names more than one. */
  readonly resourceArns?: readonly string[];
  /** How many things it is about, when more than one. */
  readonly count?: number;
  /** Id of the plan's rule, where the finding is about one rule of several. */
  readonly rule?: string;
  /** The vault that a copy should reach. */
  readonly vaultArn?: string;
  /** AWS's own words behind it. */
  readonly message?: string;
}

/** Times are epoch ms. */
export type Finding = { readonly [Kind in FindingKind]: FindingOf<Kind> }[FindingKind];

export type FindingOf<Kind extends FindingKind> = FindingBase & { readonly kind: Kind } & FindingMembers[Kind];

/** What a finding of each kind has besides what all have. */
export interface FindingMembers {
  malware: unknown;
  audit: Calls;
  'plan-missed': { readonly dueAt: number; readonly lastRunAt: number };
  /** `firstRunAt`: its plan takes it then for the first time; absent: it should have been taken. */
  unprotected: { readonly selectionName: string; readonly planName: string; readonly firstRunAt?: number };
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
  /** It never came to a run that was due, or came to one and restored nothing. */
  'restore-test-missed': { readonly dueAt: number; readonly lastRunAt?: number } | { readonly emptyRunAt: number };
  'restore-unproven': Unproven;
  'restore-failed': FailedRestore;
  'denied-attempts': Calls;
  'expired-points': Counted & { readonly remedy: ExpiredRemedy; readonly images: FirstNames };
  'lock-countdown': { readonly finalAt: number };
  'kept-forever': Counted;
  'copy-cannot-cross': OfCopy & OfRule & { readonly reason: string };
  issues: EndedJob;
  'scan-issues': { readonly state: string };
}

/** Of one person, with one operation. */
export interface Calls {
  readonly event: string;
  readonly count: number;
  readonly since: number;
  readonly targets: FirstNames;
  /** Where they tell more than the targets do. */
  readonly vaults: FirstNames;
  /** Why it matters, as the row says it. */
  readonly reason?: string;
  /** Of a single change of a lock: what it is now, and what it was. */
  readonly lock?: LockBounds;
  readonly lockBefore?: LockBounds;
}

export interface OldPoint {
  /** How old the newest point may be, wherever it lies; absent: it is not too old, those in `locations` are. */
  readonly everyMs?: number;
  /** Absent: there is none, or it is continuous. */
  readonly newestAt?: number;
  readonly isContinuous?: true;
  /** Where an objective wants a newer one. */
  readonly locations?: readonly OldLocation[];
  /** Why there is no newer one. */
  readonly run?: UnmetRun;
  readonly isUnderWay?: true;
  /** How many newer points there are in which a scan found malware. */
  readonly infected?: number;
}

/** `in`: as its objective has it. */
export interface OldLocation {
  readonly in: string;
  readonly everyMs: number;
  /** Absent: no point there is known. */
  readonly newestAt?: number;
}

/** `causeKey`: by what others that ended for the same cause are recognized; absent: unknown. */
export interface EndedJob {
  readonly end: JobEnd;
  readonly causeKey?: string;
}

export interface FailedRestore {
  readonly end: JobEnd;
  /** It ended well, and its data did not prove to be good. */
  readonly invalid?: 'FAILED' | 'TIMED_OUT';
}

export interface OfCopy {
  readonly vaultArn: string;
}

export interface OfRule {
  readonly ruleId: string;
  readonly ruleName: string;
}

/** `days`: absent for ever. One of the bounds, the one that is broken. */
export interface OutsideLock extends OfCopy {
  readonly ruleName: string;
  readonly days?: number;
  readonly minDays?: number;
  readonly maxDays?: number;
}

export interface EmptyPlan {
  /** It lost its selections, and ran then. */
  readonly lastRunAt?: number;
  /** What its selections ask for, each with all that must hold; absent: it has none. */
  readonly choices?: readonly (readonly string[])[];
}

export interface SlowJob {
  readonly job: JobEnd['kind'];
  readonly startedAt: number;
  /** What such jobs take, as far as that is known. */
  readonly usualMs?: number;
}

export interface Unproven {
  readonly everyMs: number;
  readonly provenAt?: number;
  /** Its objective reaches further back than AWS remembers restores. */
  readonly isForgotten: boolean;
}

export interface Counted {
  readonly count: number;
  /** Only the newer points of the vault are known. */
  readonly isAtLeast?: true;
}
