// The state of the UI. Data from AWS is in the store, never here.
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import type { FormValues } from '../../resources/action.ts';
import type { Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { Pickable } from '../command-line/pickable.ts';
import type { TextInput } from '../command-line/text-input.ts';
import type { FollowedJob } from '../following/followed-job.ts';
import type { ActOverlay } from '../forms/act-state.ts';

export interface State {
  readonly size: Size;
  /** The stack of screens, oldest first; the last one is on screen. Never empty; the first is the overview. */
  readonly screens: readonly [OverviewScreen, ...Screen[]];
  readonly overlay?: Overlay;
  readonly paused: boolean;
  /** Epoch ms of the past time on screen. Absent: the present. `setAsOf` changes it. */
  readonly asOf?: number;
  /** So many times as fast as the clock the past time on screen goes on. Absent: it stands. */
  readonly playing?: number;
  /** Name of the theme that was chosen in this run. */
  readonly theme?: string;
  readonly notice?: Notice;
  /** Jobs whose end the person wants to be told, the newest last; those that are over stay until they are removed. */
  readonly following?: readonly FollowedJob[];
  /** What was typed in the last form of each action, by resource and action: kept until the program ends. */
  readonly lastValues?: Readonly<Record<string, FormValues>>;
  /** Command lines of this run, oldest first. */
  readonly commandHistory?: readonly string[];
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Notice {
  readonly text: string;
  readonly tone: Tone;
  /** The URL of AWS's console for the text, if the terminal supports links. */
  readonly link?: string;
  /** Epoch ms. */
  readonly at: number;
}

export type Screen = OverviewScreen | ListScreen | DetailScreen;

/** The position of the cursor: the key of a row, with its last index in case the row has gone. */
export interface Cursor {
  readonly key?: string;
  readonly index: number;
  /** Index of the first row on screen. */
  readonly top: number;
}

/** In the order of their numbers; the last one has no rows for a cursor. */
export const panelIds = ['running', 'vaults', 'attention', 'audits', 'coverage', 'runs', 'last24h'] as const;
export type PanelId = (typeof panelIds)[number];
export const focusable: readonly PanelId[] = panelIds.filter((id) => id !== 'last24h');

export interface OverviewScreen {
  readonly kind: 'overview';
  readonly focus: PanelId;
  readonly cursors: Readonly<Record<PanelId, Cursor>>;
  /** By columns of the panels; absent: a panel has its own order. */
  readonly sorts?: PanelSorts;
}

export type PanelSorts = Partial<Readonly<Record<PanelId, Sort>>>;

export interface ListScreen {
  readonly kind: 'list';
  readonly resource: ResourceId;
  readonly params: Params;
  /** The scopes of the list; absent: all. */
  readonly scopes?: readonly Scope[];
  /** The source of a drill-down, for the breadcrumb: "vault prod-main". */
  readonly origin?: string;
  readonly cursor: Cursor;
  /** Key of the row in the preview: it follows the cursor when that rests. Absent: there was no rest yet. */
  readonly previewed?: string;
  /** Keys of the marked rows, which the next action applies to. */
  readonly marked: readonly string[];
  readonly sort: Sort;
  readonly filter: TextInput;
  /** Set while tab goes through completions of the filter. */
  readonly completion?: FilterCompletion;
  /** Keys edit the filter. */
  readonly filtering: boolean;
  /** Ids of the visible columns; absent: as in the settings. */
  readonly columns?: readonly string[];
  /** The number of columns that were scrolled off at the left. */
  readonly skippedColumns: number;
}

export interface FilterCompletion {
  readonly candidates: readonly string[];
  readonly choice: number;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export type Tab = 'detail' | 'document';

export interface DetailScreen {
  readonly kind: 'detail';
  readonly resource: ResourceId;
  readonly params: Params;
  readonly scopes: readonly Scope[];
  readonly origin?: string;
  /** Absent: the only row of the response. */
  readonly key?: string;
  /** The last known row, in case the list no longer has it. */
  readonly row?: unknown;
  readonly tab: Tab;
  readonly top: number;
  readonly search: TextInput;
  readonly searching: boolean;
  /** The index of the current match of the search. */
  readonly match: number;
  /** Absent: every section is open. */
  readonly folding?: Folding;
}

/** The sections of a detail while some are closed. */
export interface Folding {
  /** Titles of open sections. */
  readonly open: readonly string[];
  /** The index of the section that enter opens or closes. */
  readonly at: number;
}

export interface HelpOverlay {
  readonly kind: 'help';
  readonly top: number;
  /** The keys of all screens, the commands and the lists; else the keys of this screen. */
  readonly all: boolean;
  /** Only lines that contain the text, from all of them. */
  readonly filter: TextInput;
}

/** The command line behind ':'. */
export interface CommandOverlay {
  readonly kind: 'command';
  readonly input: TextInput;
  /** The index of the completion in the input; -1: none. */
  readonly choice: number;
  /** The text that is being completed; absent: the input. */
  readonly completed?: string;
  /** The position in the history, counted from the newest, which is 1; absent: a new line. */
  readonly recalled?: number;
  /** The new line from which the history was opened. */
  readonly draft?: TextInput;
}

export type Overlay =
  | HelpOverlay
  | CommandOverlay
  | { readonly kind: 'drill'; readonly choice: number }
  | { readonly kind: 'actions'; readonly choice: number }
  | { readonly kind: 'copyAs'; readonly choice: number }
  | { readonly kind: 'relations'; readonly choice: number }
  | { readonly kind: 'following'; readonly choice: number }
  | { readonly kind: 'pick'; readonly of: Pickable; readonly input: TextInput; readonly choice: number }
  | ActOverlay;

/** A state in which an overlay of this kind is open. */
export type WithOverlay<Kind extends Overlay['kind']> = State & {
  readonly overlay: Extract<Overlay, { readonly kind: Kind }>;
};

export const hasOverlay = <Kind extends Overlay['kind']>(state: State, kind: Kind): state is WithOverlay<Kind> =>
  state.overlay?.kind === kind;

const start: Cursor = { index: 0, top: 0 };

export function initialState(size: Size): State {
  const cursors = Object.fromEntries(panelIds.map((id) => [id, start])) as Record<PanelId, Cursor>;
  return { size, screens: [{ kind: 'overview', focus: 'running', cursors }], paused: false };
}

export const currentScreen = (state: State): Screen => state.screens.at(-1) ?? state.screens[0];
