// The coverage of each resource of an inventory by backup plans: one row for each, and one for each account-Region.
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';
import type { InventoryName } from './inventory.ts';
import type { SelectionReason } from './selection-verdict.ts';
import type { TagMap } from './tag-match.ts';

/** Worst first. */
export const coverageStates = [
  'in-no-plan',
  'never-backed-up',
  'opted-out',
  'too-old',
  'only-on-demand',
  'not-known',
  'waiting',
  'through-instance',
  'through-stack',
  'protected',
  'member-of-cluster',
  'excluded',
  'inventory',
] as const;

export type CoverageState = (typeof coverageStates)[number];

export type CoverageRow = ResourceCoverage | RegionCoverage;

interface CoverageBase {
  readonly scope: Scope;
  readonly state: CoverageState;
  readonly name: string;
  /** AWS Backup's name of the type; '' if it is not known. */
  readonly type: string;
  readonly inventory?: InventoryName;
  /** Epoch ms of the newest data to which the resource can be restored. */
  readonly newestAt?: number;
  /** Ms: maximum age of the resource's newest recovery point. */
  readonly promisedMs?: number;
}

export interface ResourceCoverage extends CoverageBase {
  readonly kind: 'resource';
  readonly arn: string;
  readonly why: CoverageReason;
  /** Selections that select the resource, and those of which it is not known. */
  readonly selections: readonly CoveringSelection[];
  readonly tags?: TagMap;
  readonly continuous?: true;
}

export interface CoveringSelection extends SelectionReason {
  readonly taken: 'yes' | 'unknown';
  readonly planId: string;
  readonly planName: string;
  readonly selectionId: string;
  readonly selectionName: string;
}

/** What is known about the resources of an account-Region. */
export interface RegionCoverage extends CoverageBase {
  readonly kind: 'account-region';
  readonly state: 'not-known' | 'inventory';
  /** The reasons why not every resource can be evaluated, as sentences. */
  readonly gaps: readonly string[];
  /** AWS Backup's names of the types that the inventory lacks. */
  readonly missingTypes: readonly string[];
}

/** The reason for the state. Times are epoch ms. */
export type CoverageReason =
  | { readonly kind: 'selection' | 'age' }
  | { readonly kind: PlainReasonKind }
  | { readonly kind: 'opted-out' | 'container' | 'unread' | 'container-unknown'; readonly detail: string }
  | { readonly kind: 'first-run'; readonly at: number }
  | { readonly kind: 'excluded'; readonly detail: string; readonly until?: number }
  | { readonly kind: 'selection-unknown'; readonly reason: SelectionReason; readonly detail: string };

export type PlainReasonKind =
  | ('no-selection' | 'no-run' | 'no-usable-point' | 'on-demand' | 'plan-took-it' | 'running')
  | ('not-inventoried' | 'no-promise' | 'exclusion-unknown');

/** States with findings. */
export type UncoveredState = 'in-no-plan' | 'never-backed-up' | 'only-on-demand';

/** Their data is in a recovery point. */
export const protectedStates: ReadonlySet<CoverageState> = new Set(['protected', 'through-instance', 'through-stack']);

/** Resources that need no protection of their own, or no protection. */
export const uncountedStates: ReadonlySet<CoverageState> = new Set(['member-of-cluster', 'excluded', 'inventory']);

const words: Readonly<Record<CoverageState, string>> = {
  'in-no-plan': 'in no plan',
  'never-backed-up': 'never backed up',
  'opted-out': 'opted out',
  'too-old': 'too old',
  'only-on-demand': 'only on demand',
  'not-known': 'not known',
  waiting: 'waiting',
  'through-instance': 'in its instance',
  'through-stack': 'in its stack',
  protected: 'protected',
  'member-of-cluster': 'cluster member',
  excluded: 'excluded',
  inventory: 'inventory',
};

export const coverageWords = (state: CoverageState): string => words[state];

const tones: Readonly<Record<CoverageState, Tone>> = {
  'in-no-plan': 'bad',
  'never-backed-up': 'bad',
  'opted-out': 'bad',
  'too-old': 'warn',
  'only-on-demand': 'warn',
  'not-known': 'warn',
  waiting: 'busy',
  'through-instance': 'good',
  'through-stack': 'good',
  protected: 'good',
  'member-of-cluster': 'muted',
  excluded: 'muted',
  inventory: 'muted',
};

export const coverageTone = ({ state }: Pick<CoverageRow, 'state'>): Tone => tones[state];
