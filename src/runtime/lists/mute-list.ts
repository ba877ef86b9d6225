// Acknowledgements and mutes on screen: a few rows, from the store and from the config file.
import { noRows, type Rows } from '../../app/list/rows.ts';
import type { MuteRow } from '../../domain/attention/lists/mute-rows.ts';
import { muteRows } from '../../domain/attention/lists/mute-rows.ts';
import type { Mute } from '../../domain/attention/settings.ts';
import { acknowledgementsIn } from '../../engine/store/acknowledgements.ts';
import { type LineListWanted, rowsInMemory } from './line-list.ts';
import type { WatchedStore } from './watched-store.ts';

export interface MuteListOptions {
  readonly watched: WatchedStore;
  mutes(): readonly Mute[];
}

export interface MuteList {
  /** The state of a mute is as of the last list on screen. */
  all(): readonly MuteRow[];
  rows(wanted: LineListWanted): Rows;
}

export function createMuteList({ watched, mutes }: MuteListOptions): MuteList {
  let now = 0;

  function all(): readonly MuteRow[] {
    watched.watch();
    const reader = watched.sight()?.reader;
    return muteRows(reader ? acknowledgementsIn(reader) : [], mutes(), now);
  }

  return {
    all,
    rows(wanted) {
      now = wanted.data.now;
      return watched.sight() ? rowsInMemory(all(), wanted) : noRows;
    },
  };
}
