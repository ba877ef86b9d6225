// A row of any list, as the search over all lists shows it.
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import type { ResourceId } from '../resource-id.ts';

export interface FoundRow {
  readonly scope: Scope;
  /** The list of the row, and the row's key in that list. */
  readonly list: ResourceId;
  readonly key: string;
  /** The kind of the row, such as 'recovery point'. */
  readonly kind: string;
  readonly name: string;
  /** ARN or id. */
  readonly id: string;
  readonly state: string;
  readonly stateTone: Tone;
  /** Epoch ms. */
  readonly at?: number;
  /** Epoch ms since which AWS no longer returns the row, or the list no longer shows it; absent: the row is present. */
  readonly goneAt?: number;
  readonly rank: FoundRank;
  /** The matching text, if neither name nor id contains it. */
  readonly match: string;
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly row: any;
}

/** 0: the name or id equals the text; 1: begins with it; 2: contains it; 3: another text of the row contains it. */
export type FoundRank = 0 | 1 | 2 | 3;
