// What passes between the screen's side and the engine's thread: plain data, in order.
import type { Question } from '../../app/state/question.ts';
import type { EngineCommand, EngineNote } from '../protocol.ts';
import type { StoreCommand, StoreNews } from '../store/store-protocol.ts';

export type ToEngine =
  | { readonly type: 'start' | 'stop' | 'close' }
  /** What a viewer wants besides, or with another priority, and the keys of what it wants no more. */
  | {
      readonly type: 'watch';
      readonly viewer: string;
      readonly wanted: readonly Question[];
      readonly left: readonly string[];
    }
  | { readonly type: 'command'; readonly command: Exclude<EngineCommand, { type: 'watch' }> }
  | { readonly type: 'store'; readonly command: StoreCommand }
  /** undefined: there is no terminal to ask on. */
  | { readonly type: 'mfaCode'; readonly request: number; readonly code: string | undefined };

export type FromEngine =
  | {
      readonly type: 'notes';
      readonly notes: readonly EngineNote[];
      /** Epoch ms by AWS's clock, and how many seconds pass there in one. */
      readonly now: number;
      readonly speed: number;
      /** How many writes the store had been asked for by then. */
      readonly written: number;
    }
  | { readonly type: 'store'; readonly news: StoreNews }
  /** A device's code is needed before the screen opens. */
  | { readonly type: 'mfaCodeWanted'; readonly request: number; readonly question: string }
  /** A sentence for the terminal, before the screen opens. */
  | { readonly type: 'said'; readonly text: string }
  /** Whoever wants a code has got it, or does without. */
  | { readonly type: 'ready' }
  /** Process groups that the thread has started and that run now: whoever ends the process ends them. */
  | { readonly type: 'programs'; readonly groups: readonly number[] }
  | { readonly type: 'closed' };

/** One end of the line between the two. */
export interface EnginePort<Out> {
  post(message: Out): void;
}
