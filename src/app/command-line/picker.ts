// The items of `:context`, `:profile`, `:account`, `:region`, `:view` and `:theme` without a name.
import { fuzzyFilter } from '../../lib/text/fuzzy.ts';
import { resources } from '../../resources/index.ts';
import type { Data } from '../state/data.ts';
import { accountName, isWatched, knownAccounts } from '../state/places.ts';
import { defaultSettings } from '../state/settings.ts';
import type { Overlay, State } from '../state/state.ts';
import type { Pickable } from './pickable.ts';
import { emptyInput } from './text-input.ts';

export type PickOverlay = Extract<Overlay, { kind: 'pick' }>;

export interface PickerItem {
  readonly name: string;
  /** Additional text. */
  readonly note?: string;
  /** The item is in use. */
  readonly current: boolean;
}

type ChoicesOf = (data: Data, state: Pick<State, 'theme'>) => readonly PickerItem[];

const choicesOf: Readonly<Record<Pickable, ChoicesOf>> = {
  context: ({ contexts, context }) => contexts.map((name) => ({ name, current: name === context })),
  profile: ({ profiles, connections }) =>
    profiles.map((name) => ({ name, current: connections.some(({ id }) => id === name) })),
  account: accountChoices,
  region: ({ regions, knownRegions }) =>
    [...new Set([...regions, ...knownRegions])].sort().map((name) => ({ name, current: regions.includes(name) })),
  view: ({ settings = defaultSettings }) =>
    [...settings.views].map(([name, { resource }]) => ({ name, note: resources[resource].plural, current: false })),
  theme: ({ settings = defaultSettings }, { theme }) =>
    [...settings.themes.keys()].map((name) => ({ name, current: name === theme })),
};

function accountChoices(data: Data): PickerItem[] {
  const accounts = knownAccounts(data).map((id): PickerItem => {
    const name = accountName(id, data.accounts);
    return { name, ...(name === id ? {} : { note: id }), current: isWatched(id, data) };
  });
  const sorted = accounts.sort((one, other) => (one.name < other.name ? -1 : 1));
  return data.watchedAccounts ? [{ name: 'all', note: 'every account', current: false }, ...sorted] : sorted;
}

/** The items whose name matches the typed text, nearest first, then those whose note contains it. */
export function choicesIn({ of, input }: PickOverlay, data: Data, state: Pick<State, 'theme'>): readonly PickerItem[] {
  const all = choicesOf[of](data, state);
  const named = new Set(fuzzyFilter(all, input.text, ({ name }) => name));
  const wanted = input.text.toLowerCase();
  return [...named, ...all.filter((item) => !named.has(item) && item.note?.toLowerCase().includes(wanted))];
}

/** Several items may be in use at once: a choice adds or removes one. */
export const isToggled = (of: Pickable): boolean => of === 'profile' || of === 'account' || of === 'region';

/** The command line that chooses the item. */
export function commandOf(of: Pickable, { name, current }: PickerItem, toggle: boolean): string {
  const sign = toggle || of === 'region' ? (current ? '-' : '+') : '';
  return `${of} ${sign}${name}`;
}

/** Opens the picker at the item in use; undefined: there is nothing to choose from. */
export function openPicker(of: Pickable, data: Data, state: State): State | undefined {
  const overlay: PickOverlay = { kind: 'pick', of, input: emptyInput, choice: 0 };
  const choices = choicesIn(overlay, data, state);
  if (choices.length === 0) return undefined;
  const current = choices.findIndex((choice) => choice.current);
  return { ...state, overlay: { ...overlay, choice: Math.max(0, current) } };
}

/** The reason why there is nothing to choose from. */
export const nothingToPick: Readonly<Record<Pickable, string>> = {
  context: 'There are no contexts: the config file names them under "contexts".',
  profile: 'There are no profiles to choose from.',
  account: 'No account is known yet.',
  region: 'Type :region +eu-west-1 to add a Region, :region -eu-west-1 to remove it.',
  view: 'There are no saved views: :save NAME saves the list on screen as a view.',
  theme: 'There are no themes.',
};
