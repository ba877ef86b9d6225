// The commands and keys that choose the time on screen.

import type { UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import type { Effect } from '../state/events.ts';
import { currentScreen, type State } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { presentOf, setAsOf } from '../state/time/as-of.ts';
import { pastText, readPastTime } from '../state/time/past-time.ts';
import { zoneOf } from '../state/time/zone.ts';

/** '05:40', '+1h', as typed behind `:at`. */
export function showTime(state: State, text: string, { data }: UpdateContext): UpdateResult {
  const read = readPastTime(text, { present: presentOf(data), asOf: state.asOf, zone: zoneOf(data) });
  if ('problem' in read) return stay({ ...state, notice: { text: read.problem, tone: 'warn', at: data.localNow } });
  return stay(setAsOf(state, read.at));
}

/** By so many ms; never beyond the present. */
export function moveTime(state: State, ms: number, { data }: UpdateContext): UpdateResult {
  const present = presentOf(data);
  const at = (state.asOf ?? present) + ms;
  return stay(setAsOf(state, at < present ? at : undefined));
}

/** To the nearest change of what is on screen: of a list its own, else of every list. */
export function stepTime(state: State, direction: 'before' | 'after', { data }: UpdateContext): UpdateResult {
  if (direction === 'after' && state.asOf === undefined) {
    const text = 'The screen shows the present; [ shows the last change.';
    return stay({ ...state, notice: { text, tone: 'plain', at: data.localNow } });
  }
  const screen = currentScreen(state);
  const at = state.asOf ?? presentOf(data);
  return withEffects(state, {
    type: 'stepTime',
    direction,
    at,
    ...(screen.kind === 'overview' ? {} : { resource: screen.resource }),
  });
}

const fastest = 3_600;

/** ':play 60x': a minute each second, until a key is pressed or the present is reached. */
export function playTime(state: State, speed: string, { data }: UpdateContext): UpdateResult {
  const times = Number(/^(\d{1,4})x?$/.exec(speed.trim() || '60x')?.[1] ?? 0);
  const say = (text: string, tone: 'plain' | 'warn') => ({ ...state, notice: { text, tone, at: data.localNow } });
  if (times < 1 || times > fastest) return stay(say(`Type :play 60x, at most ${fastest}x; any key stops.`, 'warn'));
  if (state.asOf === undefined) return stay(say('Choose a time first: :at yesterday 05:00, then :play 60x.', 'warn'));
  return stay({ ...say(`Replaying at ${times}x; any key stops.`, 'plain'), playing: times });
}

/** Commands that ask AWS have no meaning for the past. */
export function unlessPast(state: State, data: Data, otherwise: () => UpdateResult): UpdateResult {
  if (state.asOf === undefined) return otherwise();
  const when = pastText(state.asOf, zoneOf(data), presentOf(data));
  const text = `The screen shows ${when}, from the store; :now returns to the present.`;
  return stay({ ...state, notice: { text, tone: 'warn', at: data.localNow } });
}

/** The effect of a typed command. Changes cannot be allowed while a past time is on screen, only forbidden. */
export const commandEffect = (state: State, effect: Effect, { data }: UpdateContext): UpdateResult =>
  effect.type === 'write' && effect.forMs > 0
    ? unlessPast(state, data, () => withEffects(state, effect))
    : withEffects(state, effect);
