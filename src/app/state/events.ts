// The events of the screen. `update` turns them into state and effects.
import type { CommandName } from '../../../config/keys.ts';
import type { FindingDecision } from '../../domain/attention/decision.ts';
import type { JobNotification } from '../../domain/jobs/job-notification.ts';
import type { Scope } from '../../domain/scope.ts';
import type { NewExclusion } from '../../resources/action.ts';
import type { ConsoleLink } from '../../resources/references/row-reference.ts';
import type { Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { Pickable } from '../command-line/pickable.ts';
import type { ActEvent } from '../forms/act-events.ts';
import type { ActOverlay } from '../forms/act-state.ts';
import type { Rows } from '../list/rows.ts';
import type { SavedView } from './saved-view.ts';
import type { ListScreen, Notice, Sort } from './state.ts';

export type AppEvent =
  /** One key by its name in config/keys.ts: 'j', 'G', 'down', 'ctrl+d', 'space'. */
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'pasted'; readonly text: string }
  /** The left button was pressed on a cell; coordinates start at 0. */
  | { readonly type: 'clicked'; readonly column: number; readonly row: number }
  /** The wheel was turned over a cell: down by a positive number of notches, up by a negative one. */
  | { readonly type: 'wheeled'; readonly notches: number; readonly column: number; readonly row: number }
  | { readonly type: 'commanded'; readonly command: CommandName; readonly argument?: string }
  | { readonly type: 'resized'; readonly columns: number; readonly rows: number }
  | {
      readonly type: 'listRequested';
      readonly resource: ResourceId;
      readonly params?: Params;
      readonly scopes?: readonly Scope[];
      readonly filter?: string;
      /** Keys edit the filter at once. */
      readonly isFiltering?: true;
      readonly sort?: Sort;
      /** Ids of the visible columns. */
      readonly columns?: readonly string[];
    }
  /** The page of an AWS resource. */
  | { readonly type: 'pageRequested'; readonly arn: string }
  /** The list on screen is to be saved under this name. */
  | { readonly type: 'saveRequested'; readonly name: string; readonly replace: boolean }
  | { readonly type: 'exportRequested'; readonly request: ExportRequest }
  | { readonly type: 'reportRequested'; readonly request: MonthReportRequest }
  | { readonly type: 'pickerRequested'; readonly of: Pickable }
  /** The jobs whose end is to be told. */
  | { readonly type: 'followingRequested' }
  | { readonly type: 'themeChosen'; readonly name: string }
  /** The time to show, as typed. */
  | { readonly type: 'timeRequested'; readonly text: string }
  /** The time to show, in epoch ms; undefined: the present. */
  | { readonly type: 'timeChosen'; readonly at: number | undefined }
  /** The time on screen is to go on by itself, with the speed as typed: '60x'. */
  | { readonly type: 'playRequested'; readonly speed: string }
  /** The time on screen goes on by so many ms. */
  | { readonly type: 'timePlayed'; readonly ms: number }
  | { readonly type: 'notified'; readonly notice: Notice }
  /** The cursor has rested: the preview shows its row. */
  | { readonly type: 'cursorRested' }
  /** Responses changed: cursors follow their rows. */
  | { readonly type: 'answered' }
  | ActEvent;

/** The commands of the command line and of pickers. */
export type CommandEvent = Extract<
  AppEvent,
  {
    readonly type:
      | 'commanded'
      | 'listRequested'
      | 'pageRequested'
      | 'saveRequested'
      | 'exportRequested'
      | 'reportRequested'
      | 'pickerRequested'
      | 'followingRequested'
      | 'themeChosen'
      | 'timeRequested'
      | 'timeChosen'
      | 'playRequested';
  }
>;

/** What the runtime has to do; `update` itself has no side effects. */
export type Effect =
  | { readonly type: 'refresh' }
  /** Stops the requests in flight of the screen in view. */
  | { readonly type: 'halt' }
  | { readonly type: 'pause'; readonly paused: boolean }
  /** Shows times in the other time zone. */
  | { readonly type: 'changeZone' }
  | { readonly type: 'copy'; readonly text: string }
  | {
      readonly type: 'exportList';
      readonly request: ExportRequest;
      readonly screen: ListScreen;
      readonly rows: Rows;
      /** Every account and Region has responded. */
      readonly isWhole: boolean;
    }
  /** Writes the report of a month about these accounts. */
  | { readonly type: 'makeReport'; readonly request: MonthReportRequest; readonly accounts: readonly string[] }
  | { readonly type: 'openLink'; readonly link: ConsoleLink }
  | { readonly type: 'addRegion'; readonly region: string }
  | { readonly type: 'removeRegion'; readonly region: string }
  /** Loads the facts of the action. */
  | { readonly type: 'loadAction'; readonly overlay: ActOverlay }
  /** Verifies the typed values with AWS. */
  | { readonly type: 'verifyAction'; readonly overlay: ActOverlay }
  | { readonly type: 'runAction'; readonly overlay: ActOverlay }
  | { readonly type: 'editDocument'; readonly field: string; readonly text: string }
  | { readonly type: 'readDocument'; readonly field: string; readonly path: string }
  /** Writes an export to a file for the person. */
  | { readonly type: 'handOver'; readonly name: string; readonly text: string }
  /** Uses only this profile, adds it, or removes it. */
  | { readonly type: 'profile'; readonly change: 'only' | 'add' | 'remove'; readonly name: string }
  /** Watches an account, by name or id; 'all' means every account. */
  | { readonly type: 'account'; readonly change: 'only' | 'add' | 'remove'; readonly name: string }
  /** Changes to a context of the config file. */
  | { readonly type: 'context'; readonly name: string }
  | {
      readonly type: 'saveView';
      readonly name: string;
      readonly view: SavedView;
      readonly replace: boolean;
      /** The list shows only some account-Regions, which a view does not save. */
      readonly isWider: boolean;
    }
  /** Adds resources to the exclusions of the config file. */
  | { readonly type: 'saveExclusions'; readonly exclusions: readonly NewExclusion[] }
  /** Records decisions about findings. */
  | { readonly type: 'decide'; readonly decisions: readonly FindingDecision[] }
  /** Tells the person of jobs that have ended, wherever the person looks. */
  | { readonly type: 'notifyJobs'; readonly jobs: readonly JobNotification[] }
  | { readonly type: 'mfa'; readonly code: string }
  /** Signs in with the command that is advised; '' : where it is needed most. */
  | { readonly type: 'login'; readonly name: string }
  /** Allows changes for so many ms; 0: no more. */
  | { readonly type: 'write'; readonly forMs: number }
  /** Finds the nearest change in the store, and shows its time. */
  | {
      readonly type: 'stepTime';
      readonly direction: 'before' | 'after';
      /** Epoch ms of the time on screen. */
      readonly at: number;
      /** The list whose changes are meant; absent: all lists. */
      readonly resource?: ResourceId;
    }
  | { readonly type: 'repaint' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit' };

/** The formats of `vaultop get`. */
export type ExportFormat = 'table' | 'wide' | 'json' | 'jsonl' | 'csv';

export interface ExportRequest {
  /** As typed. */
  readonly file: string;
  readonly format: ExportFormat;
  /** Replaces a file of that name. */
  readonly replace: boolean;
}

export interface MonthReportRequest {
  /** '2026-10'. */
  readonly month: string;
  /** As typed; its end says the format. */
  readonly file: string;
  /** As typed; absent: UTC. */
  readonly timezone?: string;
  /** Replaces a file of that name. */
  readonly replace: boolean;
}
