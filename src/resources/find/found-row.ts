// A row of any list, as the search over all lists shows it.
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import type { ResourceId } from '../resource-id.ts';

export interface FoundRow {
  readonly scope: Scope;
  /** The list that has the row, and the row's key there. */
  readonly list: ResourceId;
  readonly key: string;
  /** The kind of thing, as 'recovery point'. */
  readonly kind: string;
  readonly name: string;
  /** ARN or id. */
  readonly id: string;
  readonly state: string;
  readonly stateTone: Tone;
  /** Epoch ms. */
  readonly at?: number;
  readonly rank: FoundRank;
  /** The text that matched, where neither name nor id shows it. */
  readonly match: string;
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly row: any;
}

/** 0: the name or id is the text; 1: begins with it; 2: contains it; 3: another text of the row contains it. */
export type FoundRank = 0 | 1 | 2 | 3;
