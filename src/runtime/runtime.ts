import type { UpdateContext } from '../app/state/context.ts';
import type { AppEvent } from '../app/state/events.ts';
import type { ScreenSettings } from '../app/state/settings.ts';
import type { State } from '../app/state/state.ts';
import type { AttentionSettings } from '../domain/attention/settings.ts';
import type { AlertSettings } from '../engine/alerts.ts';
import type { Contexts } from '../engine/protocol.ts';
import type { SavedStart } from './last-start.ts';

/** The inputs of drawing; a new object after each change. */
export interface View extends UpdateContext {
  readonly state: State;
}

export interface Configured extends AlertSettings {
  /** The contexts of the config file. Absent: there are none. */
  readonly contexts?: Contexts | undefined;
  readonly settings: ScreenSettings;
  readonly attention: AttentionSettings;
}

export interface Runtime {
  view(): View;
  subscribe(changed: () => void): () => void;
  dispatch(event: AppEvent): void;
  /** Applies the present config file. */
  configure(configured: Configured): void;
  /** The place and its identities, for the next start; undefined: the identities are not known yet. */
  savedStart(): SavedStart | undefined;
  start(): void;
  stop(): void;
}
