import type { UpdateContext } from '../app/state/context.ts';
import type { AppEvent } from '../app/state/events.ts';
import type { ScreenSettings } from '../app/state/settings.ts';
import type { State } from '../app/state/state.ts';
import type { AttentionSettings } from '../domain/attention/settings.ts';
import type { AlertSettings } from '../engine/alerts.ts';
import type { Contexts } from '../engine/protocol.ts';
import type { SavedStart } from './last-start.ts';

/** Everything a screen is drawn from; a new object whenever something changed. */
export interface View extends UpdateContext {
  readonly state: State;
}

export interface Configured extends AlertSettings {
  /** Of the config file. Absent: none. */
  readonly contexts?: Contexts | undefined;
  readonly settings: ScreenSettings;
  readonly attention: AttentionSettings;
}

export interface Runtime {
  view(): View;
  subscribe(changed: () => void): () => void;
  dispatch(event: AppEvent): void;
  /** What the config file says by now. */
  configure(configured: Configured): void;
  /** Where it looks and by which identities, for the next start; undefined: AWS has not said yet who asks. */
  savedStart(): SavedStart | undefined;
  start(): void;
  stop(): void;
}
