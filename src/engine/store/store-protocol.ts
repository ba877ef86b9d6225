// The messages between the screen's side and the store in the engine's thread: plain data, in order.
import type { EvaluationRequest } from '../evaluation/evaluation-request.ts';
import type { StoreQuery, StoreReply } from './store-queries.ts';

/** Commands of readers in other threads: `evaluate` names the account-Regions to evaluate from now on. */
export type StoreCommand =
  | { readonly type: 'evaluate'; readonly number: number; readonly request: EvaluationRequest }
  | { readonly type: 'query'; readonly number: number; readonly query: StoreQuery };

export type StoreNews =
  | {
      readonly type: 'opened';
      readonly path: string;
      readonly kind: 'kept' | 'temporary';
      readonly notices: readonly string[];
      /** A program that wrote the file was killed. */
      readonly needsCheck: boolean;
    }
  /** Sentences for the user. */
  | { readonly type: 'notices'; readonly notices: readonly string[] }
  /** `upTo`: the writes of this many commands have been evaluated by the request with this number. */
  | { readonly type: 'written'; readonly upTo: number; readonly number: number }
  /** `lost`: a write failed, so the stored rows are not the newest responses. */
  | { readonly type: 'lost' }
  | StoreReply;
