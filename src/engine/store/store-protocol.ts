// What passes between the screen's side and the store in the engine's thread: plain data, in order.
import type { EvaluationRequest } from '../evaluation/evaluation-request.ts';
import type { StoreQuery, StoreReply } from './store-queries.ts';

/** What readers in other threads want of the store: `evaluate` names the account-Regions that are evaluated from now on. */
export type StoreCommand =
  | { readonly type: 'evaluate'; readonly number: number; readonly request: EvaluationRequest }
  | { readonly type: 'query'; readonly number: number; readonly query: StoreQuery };

export type StoreNews =
  | {
      readonly type: 'opened';
      readonly path: string;
      readonly kind: 'kept' | 'temporary';
      readonly notices: readonly string[];
      /** A program that wrote it was killed. */
      readonly needsCheck: boolean;
    }
  /** Sentences for the user. */
  | { readonly type: 'notices'; readonly notices: readonly string[] }
  /** `upTo`: what so many commands wrote has been evaluated as the request with this number wants it. */
  | { readonly type: 'written'; readonly upTo: number; readonly number: number }
  /** `lost`: something could not be kept, so what is stored is not what AWS said. */
  | { readonly type: 'lost' }
  | StoreReply;
