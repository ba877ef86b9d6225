// The messages between the engine and the screen's side: plain data in both directions, so that the engine can run in a
// thread of its own. Commands go in; change notes come out, in order.
import type { RowMark, Run } from '../app/forms/run.ts';
import type { AnySnapshot, FeedState } from '../app/state/data.ts';
import type { Effect } from '../app/state/events.ts';
import type { PollRequest } from '../app/state/lists/poll-request.ts';
import type { AwsProblem, CliConnection } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import type { ActionRequest, AnyContext } from '../resources/action.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { ContextSettings } from '../settings/contexts.ts';
import type { AccessState } from './access/access-state.ts';
import type { WatchedScopes } from './access/place.ts';
import type { Cadences } from './polls/cadence-of.ts';

/** An action and its target rows. `request` identifies the command in the note that answers it. */
export interface LoadCommand {
  readonly type: 'loadAction';
  readonly request: number;
  readonly resource: ResourceId;
  readonly action: string;
  readonly targets: readonly { readonly scope: Scope; readonly row: unknown; readonly rows?: readonly unknown[] }[];
}

export interface VerifyCommand {
  readonly type: 'verifyAction';
  readonly request: number;
  readonly resource: ResourceId;
  readonly action: string;
  readonly context: Omit<AnyContext, 'known'>;
}

export interface RunJob {
  /** Key of the row; '' if the action creates something new. */
  readonly key: string;
  readonly label: string;
  readonly scope: Scope;
  /** ARN of the identity that the person saw for the scope. Absent: any identity in that account. */
  readonly identity?: string | undefined;
  /** The requests as the person saw them, in order. */
  readonly requests: readonly ActionRequest[];
}

export interface RunCommand {
  readonly type: 'runAction';
  /** Identifies the run. */
  readonly run: string;
  readonly resource: ResourceId;
  readonly action: string;
  readonly jobs: readonly RunJob[];
}

/** By name. */
export type Contexts = Readonly<Record<string, ContextSettings>>;

type AccessCommand = Extract<
  Effect,
  { readonly type: 'addRegion' | 'removeRegion' | 'profile' | 'account' | 'context' }
>;

export type EngineCommand =
  /**
   * The requests to keep current for this viewer: they replace the previous ones. A list is never modified after it was
   * passed.
   */
  | { readonly type: 'watch'; readonly viewer: string; readonly requests: readonly PollRequest[] }
  /** Sends the requests to AWS now, and signs in again if the sign-in failed. */
  | { readonly type: 'refresh'; readonly requests: readonly PollRequest[] }
  /** Aborts the requests in flight for these lists. */
  | { readonly type: 'stop'; readonly requests: readonly PollRequest[] }
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'mfa'; readonly code: string }
  /** A person has signed in: the credentials of the connection are read anew. */
  | { readonly type: 'signedIn'; readonly connection: string }
  /** Allows changes for so many ms; 0: no more. */
  | { readonly type: 'write'; readonly forMs: number }
  /** While a past time is on screen, nothing is changed. */
  | { readonly type: 'hold'; readonly isHeld: boolean }
  /** The present contexts of the config file. */
  | { readonly type: 'configure'; readonly contexts: Contexts }
  | AccessCommand
  | LoadCommand
  | VerifyCommand
  | RunCommand;

/** The place and its credentials, as plain data. */
export interface EngineState {
  readonly access: AccessState;
  /** The place with its settings, for starting another engine. */
  readonly place: PlainPlace;
  /** By connection. */
  readonly reach: ReadonlyMap<string, CliConnection>;
  /** The identities of connections, by connection id, as the store names them. */
  readonly identities: ReadonlyMap<string, string>;
  /** Epoch ms by this machine's clock until which a person has allowed changes. */
  readonly writeUntil: number | undefined;
  readonly cloudWatch: boolean;
  readonly callsPerMinute: number;
  readonly feed: FeedState | undefined;
  /** The snapshot of the list of events, as if the list were a response. */
  readonly events: AnySnapshot | undefined;
  /** By id. */
  readonly runs: ReadonlyMap<string, Run>;
  /** The state of an action on a row, by the row's key. */
  readonly marks: ReadonlyMap<string, RowMark>;
}

/** A place without the functions that only the engine can call. */
export interface PlainPlace extends Omit<WatchedScopes, 'profiles'> {
  readonly cadences?: Cadences | undefined;
  readonly queues: readonly string[];
}

export type EngineNote =
  | {
      readonly type: 'changed';
      /** Only the members that changed. */
      readonly state: Partial<EngineState>;
      /** By key of the request: only the snapshots that changed. undefined: the request is not polled any more. */
      readonly responses: ReadonlyMap<string, AnySnapshot | undefined>;
      /** The screen should show the change now; otherwise the next draw is soon enough. */
      readonly isNews: boolean;
      /** The note is not joined with later notes. */
      readonly atOnce?: true;
      /** The previous engine died: a new one starts, and has sent no request yet. */
      readonly isRestart?: true;
    }
  | {
      readonly type: 'actionLoaded';
      readonly request: number;
      readonly token: string;
      /** One element for each target. */
      readonly facts: readonly unknown[];
      readonly problem?: AwsProblem;
    }
  | {
      readonly type: 'actionVerified';
      readonly request: number;
      readonly problems: Readonly<Record<string, string>>;
    }
  | { readonly type: 'runChanged'; readonly run: string }
  /** A sentence for the person. */
  | { readonly type: 'notice'; readonly text: string; readonly tone: Tone }
  /** Other accounts are watched from now on: rows of the previous ones cannot be reached. */
  | { readonly type: 'placeLeft' };

export interface Engine {
  send(command: EngineCommand): void;
  /** The first note has the whole state, and comes at once. Returns the function that unsubscribes. */
  subscribe(listener: (note: EngineNote) => void): () => void;
  /** Epoch ms by AWS's clock. */
  now(): number;
  start(): void;
  /** Final: no request is sent, and no note is emitted. */
  stop(): void;
}
