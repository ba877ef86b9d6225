// How each resource of an inventory is covered by backup plans: one row each, and one for each account-Region.
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';
import type { InventoryName } from './inventory.ts';
import type { SelectionReason } from './selection-verdict.ts';
import type { TagMap } from './tag-match.ts';

/** The worst first. */
export const coverageStates = [
  ...(['in-no-plan', 'never-backed-up', 'opted-out', 'too-old', 'only-on-demand', 'not-known', 'waiting'] as const),
  ...(['through-instance', 'through-stack', 'protected', 'member-of-cluster', 'excluded', 'inventory'] as const),
] as const;

export type CoverageState = (typeof coverageStates)[number];

export type CoverageRow = ResourceCoverage | RegionCoverage;

interface CoverageBase {
  readonly scope: Scope;
  readonly state: CoverageState;
  readonly name: string;
  /** AWS Backup's name of the type; '' where it is not known. */
  readonly type: string;
  readonly inventory?: InventoryName;
  /** Epoch ms of the newest data that a resource can be restored to. */
  readonly newestAt?: number;
  /** Ms: how old the newest point of a resource may be. */
  readonly promisedMs?: number;
}

export interface ResourceCoverage extends CoverageBase {
  readonly kind: 'resource';
  readonly arn: string;
  readonly why: CoverageReason;
  /** Selections that take it, and those of which that is not known. */
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

/** What is known of the resources of an account-Region at all. */
export interface RegionCoverage extends CoverageBase {
  readonly kind: 'account-region';
  readonly state: 'not-known' | 'inventory';
  /** Why not every resource can be judged, as sentences. */
  readonly gaps: readonly string[];
  /** AWS Backup's names of the types that the inventory does not have. */
  readonly missingTypes: readonly string[];
}

/** Why it is in its state. Times are epoch ms. */
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

/** States of which a finding tells. */
export type UncoveredState = 'in-no-plan' | 'never-backed-up' | 'only-on-demand';

/** Their data is in a recovery point. */
export const protectedStates: ReadonlySet<CoverageState> = new Set(['protected', 'through-instance', 'through-stack']);

/** Not resources to be protected by themselves, or not to be protected. */
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
