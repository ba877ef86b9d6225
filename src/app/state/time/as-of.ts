// The time on screen: the present, or a past time for which the whole screen is read from the store.
import type { Data } from '../data.ts';
import type { State } from '../state.ts';

/** Shows that time, in epoch ms; undefined: the present. Marks and menus belong to the rows of the time before. */
export function setAsOf(state: State, asOf: number | undefined): State {
  if (state.asOf === asOf) return state;
  const { asOf: _, overlay: __, playing, ...rest } = state;
  const [overview, ...above] = state.screens;
  const screens = above.map((screen) =>
    screen.kind === 'list' && screen.marked.length > 0 ? { ...screen, marked: [] } : screen,
  );
  return {
    ...rest,
    screens: [overview, ...screens],
    ...(asOf === undefined ? {} : { asOf, ...(playing === undefined ? {} : { playing }) }),
  };
}

/** The time stands again. */
export function stopPlaying(state: State): State {
  const { playing: _, ...rest } = state;
  return rest;
}

/** Epoch ms by AWS's clock, whatever time is on screen. */
export const presentOf = ({ now, past }: Pick<Data, 'now' | 'past'>): number => past?.present ?? now;

/** An extract of another store is on screen: AWS is not called, and its present is its end. */
export const isExtract = ({ origin }: Pick<Data, 'origin'>): boolean => origin === 'EXTRACT';
