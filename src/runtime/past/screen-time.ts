// The time on screen, and the data of that time and of the present.
import type { Data } from '../../app/state/data.ts';
import type { State } from '../../app/state/state.ts';
import type { Engine } from '../../engine/protocol.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ScreenReads } from '../screen/screen-reads.ts';
import type { CurrentSettings } from '../screen/screen-settings.ts';

export interface ScreenTimeOptions {
  readonly engine: Pick<Engine, 'now'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: Pick<CurrentSettings, 'screen'>;
  /** Increases with every change of a response. */
  version(): number;
  reads(): Pick<ScreenReads, 'dataOf' | 'ofPresent'>;
  /** The data on screen. */
  shown(): Data;
}

export interface ScreenTime {
  /** Epoch ms of the past time on screen; undefined: the present is. */
  asOf(): number | undefined;
  /** Shows the state's time from now on, and returns its data. */
  show(state: State): Data;
  /** The data of the present, whatever time is on screen. */
  present(): Data;
}

export function createScreenTime({ engine, clock, settings, version, reads, shown }: ScreenTimeOptions): ScreenTime {
  let asOf: number | undefined;
  const dataAt = (time: number | undefined): Data =>
    reads().dataOf({
      now: engine.now(),
      localNow: clock.now(),
      version: version(),
      settings: settings.screen(),
      asOf: time,
    });
  return {
    asOf: () => asOf,
    show(state) {
      asOf = state.asOf;
      return dataAt(asOf);
    },
    present: () => (asOf === undefined ? shown() : reads().ofPresent(dataAt(undefined))),
  };
}
