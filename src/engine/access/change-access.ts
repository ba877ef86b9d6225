// Carries out `:region`, `:profile`, `:account` and `:context`, and returns the sentence that reports the result.
import type { Effect } from '../../app/state/events.ts';
import { accountText, findAccount, isWatched, knownAccounts } from '../../app/state/places.ts';
import type { Tone } from '../../domain/tone.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Access, AccessState } from './access.ts';
import type { StartingPlace, WatchedPlace } from './place.ts';
import { placeChanges, writes } from './place-changes.ts';

export type NoticeText = readonly [text: string, tone: Tone];

type ChangeOf<Type> = Extract<Effect, { readonly type: Type }>;

/** Uses only this profile, adds it, or removes it. Returns the notice about the result. */
export function changeProfile({ change, name }: ChangeOf<'profile'>, data: AccessState, access: Access): NoticeText {
  const { profiles } = access.place();
  if (!profiles) return ['The demo has no profiles.', 'warn'];
  const isOpen = data.connections.some(({ id }) => id === name);
  if (change === 'remove') {
    if (!isOpen) return [`Profile ${name} is not in use.`, 'warn'];
    if (data.connections.length === 1) return ['At least one profile must stay in use.', 'warn'];
    access.disconnect(name);
    return [`No longer using profile ${name}`, 'good'];
  }
  if (!data.profiles.includes(name)) return [`There is no profile "${name}" in ~/.aws/config.`, 'warn'];
  if (change === 'add') {
    if (isOpen) return [`Profile ${name} is already in use.`, 'warn'];
    access.connect(profiles.toConnection(name));
    return [`Also using profile ${name}`, 'good'];
  }
  const { regions } = data;
  access.switchTo({ connections: [profiles.toConnection(name)], regions, roles: undefined, context: undefined });
  return [`Using profile ${name}`, 'good'];
}

/** Adds or removes a Region. Returns the notice about the result. */
export function changeRegions(
  { type, region }: ChangeOf<'addRegion' | 'removeRegion'>,
  access: Pick<Access, 'state' | 'setRegions'>,
): NoticeText {
  const { regions } = access.state();
  const isWatchedHere = regions.includes(region);
  if (type === 'addRegion') {
    if (isWatchedHere) return [`${region} is already watched.`, 'warn'];
    access.setRegions([...regions, region]);
    return [`Also watching ${region}`, 'good'];
  }
  if (!isWatchedHere) return [`${region} is not watched.`, 'warn'];
  if (regions.length === 1) return ['At least one Region must be watched.', 'warn'];
  access.setRegions(regions.filter((one) => one !== region));
  return [`${region} is no longer watched`, 'good'];
}

export interface ContextMove {
  readonly contexts: StartingPlace['contexts'];
  moveTo(there: WatchedPlace): void;
}

/** Write access at the new place is emphasized, so that nobody changes something by accident. */
export async function changeContext(
  { name }: ChangeOf<'context'>,
  here: WatchedPlace,
  { contexts, moveTo }: ContextMove,
): Promise<NoticeText> {
  if (!contexts?.names().includes(name)) return [`There is no context "${name}" in the config file.`, 'warn'];
  try {
    const there = await contexts.open(name);
    moveTo(there);
    const changes = placeChanges(here, there).join(', ') || 'same accounts and Regions';
    return [`Context ${name}: ${changes}`, writes(there.place) ? 'warn' : 'good'];
  } catch (error) {
    return [errorMessage(error), 'warn'];
  }
}

/** Watches only this account, adds it, or removes it. Returns the notice about the result. */
export function changeAccounts({ change, name }: ChangeOf<'account'>, data: AccessState, access: Access): NoticeText {
  if (name === 'all' && change === 'only') {
    access.setAccounts(undefined);
    return ['Watching all accounts', 'good'];
  }
  const id = findAccount(name, data) ?? (/^\d{12}$/.test(name) ? name : undefined);
  if (id === undefined) return [`No known account has the name or id "${name}".`, 'warn'];
  const text = accountText(id, data.accounts);
  const watched = new Set(knownAccounts(data).filter((one) => isWatched(one, data)));
  const isKnown = knownAccounts(data).includes(id);
  if (change === 'remove') {
    if (!watched.delete(id)) return [`${text} is not watched.`, 'warn'];
    if (watched.size === 0) return ['At least one account must be watched.', 'warn'];
    access.setAccounts(watched);
    return [`${text} is no longer watched`, 'good'];
  }
  if (!isKnown && !access.reachAccount(id)) return [`The given credentials have no access to account ${id}.`, 'warn'];
  if (change === 'only') access.setAccounts(new Set([id]));
  else if (data.watchedAccounts) access.setAccounts(watched.add(id));
  return [change === 'only' ? `Watching only ${text}` : `Also watching ${text}`, 'good'];
}
