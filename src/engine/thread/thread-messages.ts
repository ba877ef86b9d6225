// The messages between the screen's side and the engine's thread: plain data, in order.
import type { PollRequest } from '../../app/state/lists/poll-request.ts';
import type { EngineCommand, EngineNote } from '../protocol.ts';
import type { StoreCommand, StoreNews } from '../store/store-protocol.ts';

export type ToEngine =
  | { readonly type: 'start' | 'stop' | 'close' }
  /** The requests that a viewer adds, or whose priority changed, and the keys of those that it removes. */
  | {
      readonly type: 'watch';
      readonly viewer: string;
      readonly wanted: readonly PollRequest[];
      readonly left: readonly string[];
    }
  | { readonly type: 'command'; readonly command: Exclude<EngineCommand, { type: 'watch' }> }
  | { readonly type: 'store'; readonly command: StoreCommand }
  /** undefined: there is no terminal for the prompt. */
  | { readonly type: 'mfaCode'; readonly request: number; readonly code: string | undefined };

export type FromEngine =
  | {
      readonly type: 'notes';
      readonly notes: readonly EngineNote[];
      /** Epoch ms by AWS's clock, and how many of its seconds pass in one second. */
      readonly now: number;
      readonly speed: number;
      /** The number of writes that the store had been asked for. */
      readonly written: number;
    }
  | { readonly type: 'store'; readonly news: StoreNews }
  /** An MFA code is needed before the screen opens. */
  | { readonly type: 'mfaCodeWanted'; readonly request: number; readonly prompt: string }
  /** A sentence for the terminal, before the screen opens. */
  | { readonly type: 'said'; readonly text: string }
  /** All codes were entered, or are not needed. */
  | { readonly type: 'ready' }
  /** The running process groups that the thread started: the program ends them when it ends. */
  | { readonly type: 'programs'; readonly groups: readonly number[] }
  | { readonly type: 'closed' };

/** One end of the connection between both threads. */
export interface EnginePort<Out> {
  post(message: Out): void;
}
