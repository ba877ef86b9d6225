// The messages between the engine and the screen's side: plain data in both directions, so that the engine can stand in a
// thread of its own. Commands go in; notes of what has changed come out, in order.
import type { RowMark, Run } from '../app/forms/run.ts';
import type { AnySnapshot, FeedState } from '../app/state/data.ts';
import type { Effect } from '../app/state/events.ts';
import type { Question } from '../app/state/question.ts';
import type { AwsProblem, CliConnection } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import type { ActionRequest, AnyContext } from '../resources/action.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { ContextSettings } from '../settings/contexts.ts';
import type { AccessState } from './access/access-state.ts';
import type { WatchedScopes } from './access/place.ts';
import type { Cadences } from './polls/cadence-of.ts';

/** An action, and the rows that it is done to. `request` names the command in the note that answers it. */
export interface LoadCommand {
  readonly type: 'loadAction';
  readonly request: number;
  readonly resource: ResourceId;
  readonly action: string;
  readonly targets: readonly { readonly scope: Scope; readonly row: unknown }[];
}

export interface VerifyCommand {
  readonly type: 'verifyAction';
  readonly request: number;
  readonly resource: ResourceId;
  readonly action: string;
  readonly context: Omit<AnyContext, 'known'>;
}

export interface RunJob {
  /** Of the row; '' where something new is made. */
  readonly key: string;
  readonly label: string;
  readonly scope: Scope;
  /** ARN of the identity that acts there as the person saw it. Absent: whoever it is in that account. */
  readonly identity?: string | undefined;
  /** As the person saw them, in order. */
  readonly requests: readonly ActionRequest[];
}

export interface RunCommand {
  readonly type: 'runAction';
  /** Names the run. */
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
  /** Exactly these are to be kept current for this viewer. A list is never altered once it has been given. */
  | { readonly type: 'watch'; readonly viewer: string; readonly questions: readonly Question[] }
  /** Asks AWS now, and signs in again where that failed. */
  | { readonly type: 'refresh'; readonly questions: readonly Question[] }
  /** Leaves the requests that are under way for these. */
  | { readonly type: 'stop'; readonly questions: readonly Question[] }
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'mfa'; readonly code: string }
  /** What the config file says by now. */
  | { readonly type: 'configure'; readonly contexts: Contexts }
  | AccessCommand
  | LoadCommand
  | VerifyCommand
  | RunCommand;

/** Where we can look, and by which credentials, as plain data. */
export interface EngineState {
  readonly access: AccessState;
  /** Where it looks and how, as another engine would have to be started. */
  readonly place: PlainPlace;
  /** By connection. */
  readonly reach: ReadonlyMap<string, CliConnection>;
  /** Of those who ask, by connection, as the store names them. */
  readonly identities: ReadonlyMap<string, string>;
  readonly cloudWatch: boolean;
  readonly callsPerMinute: number;
  readonly feed: FeedState | undefined;
  /** How old the list of events is, as if it were the answer to a question. */
  readonly events: AnySnapshot | undefined;
  /** By id. */
  readonly runs: ReadonlyMap<string, Run>;
  /** What is being done to a row, by its key. */
  readonly marks: ReadonlyMap<string, RowMark>;
}

/** A place without what only the engine can do there. */
export interface PlainPlace extends Omit<WatchedScopes, 'profiles'> {
  readonly cadences?: Cadences | undefined;
  readonly queues: readonly string[];
}

export type EngineNote =
  | {
      readonly type: 'changed';
      /** Only those that are others than before. */
      readonly state: Partial<EngineState>;
      /** By key of the question: only those that changed. undefined: it is no longer known. */
      readonly answers: ReadonlyMap<string, AnySnapshot | undefined>;
      /** Something is there to be looked at; otherwise the next look is soon enough. */
      readonly isNews: boolean;
      /** It is not gathered with the notes of the next moments. */
      readonly atOnce?: true;
      /** The engine that gave the answers so far has died: another one begins, and has requested nothing yet. */
      readonly isRestart?: true;
    }
  | {
      readonly type: 'actionLoaded';
      readonly request: number;
      readonly token: string;
      /** One for each target. */
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
  /** Other accounts are looked at from now on: rows of those before are out of reach. */
  | { readonly type: 'placeLeft' };

export interface Engine {
  send(command: EngineCommand): void;
  /** The first note is about the whole state, at once. Returns the function that unsubscribes. */
  subscribe(listener: (note: EngineNote) => void): () => void;
  /** Epoch ms by AWS's clock. */
  now(): number;
  start(): void;
  /** For good: nothing is asked, and nothing is sent out. */
  stop(): void;
}
