// The lines of the help screen and of the key table of the documentation, made from the key table.
import { type Binding, type KeyContext, type Keymap, keymap } from '../../../config/keys.ts';
import { resources } from '../../resources/index.ts';
import { listIds, type ResourceId } from '../../resources/resource-id.ts';
import { numberedLists } from '../overview/panel-lists.ts';
import type { HelpOverlay } from '../state/state.ts';

export interface HelpLine {
  /** '' for the title line of a group. */
  readonly keys: string;
  readonly text: string;
}

const symbols: Readonly<Record<string, string>> = {
  down: '↓',
  up: '↑',
  left: '←',
  right: '→',
  return: 'enter',
  escape: 'esc',
  pagedown: 'PgDn',
  pageup: 'PgUp',
};

export const keyName = (key: string): string => symbols[key] ?? key.replace('ctrl+', '^');

export function keyNames({ keys }: Binding): string {
  return keys.length > 4 ? `${keys[0]}…${keys.at(-1)}` : keys.map(keyName).join(' ');
}

const groups: readonly Binding['group'][] = ['Move', 'Look', 'Find', 'Do', 'Leave'];

/** Commands without a key are left out. */
export function helpLines(keys: Keymap = keymap): HelpLine[] {
  const bindings = Object.values(keys).filter((binding) => binding.keys.length > 0);
  const byGroup = groups.flatMap((group) => [
    { keys: '', text: group },
    ...bindings
      .filter((binding) => binding.group === group)
      .map((binding) => ({ keys: keyNames(binding), text: placed(binding) })),
  ]);
  const lists = listIds.map((id) => ({
    keys: `:${id}`,
    text: [...numberOf(id), resources[id].title, ...resources[id].aliases.map((alias) => `:${alias}`)].join(' '),
  }));
  return [
    ...byGroup,
    { keys: '', text: 'Filters' },
    ...filterLines,
    { keys: '', text: 'Commands' },
    ...commandLines,
    { keys: '', text: 'Lists' },
    ...lists,
  ];
}

/** The number key that opens the list. */
const numberOf = (id: ResourceId): string[] =>
  numberedLists.includes(id) ? [`${numberedLists.indexOf(id) + 1}:`] : [];

/** What the help shows: the keys of this screen, everything, or the lines of everything that contain the text. */
export function helpPage(
  { all, filter }: Pick<HelpOverlay, 'all' | 'filter'>,
  place: KeyContext,
  keys: Keymap,
): HelpLine[] {
  const wanted = filter.text.trim().toLowerCase();
  if (wanted !== '') {
    return helpLines(keys).filter(
      (line) => line.keys !== '' && `${line.keys} ${line.text}`.toLowerCase().includes(wanted),
    );
  }
  return all ? helpLines(keys) : ownLines(place, keys);
}

/** Short enough for one page of 80×24 cells: the last two groups have no title. */
function ownLines(place: KeyContext, keys: Keymap): HelpLine[] {
  const bindings = Object.values(keys).filter(
    (binding) => binding.keys.length > 0 && (binding.in.includes(place) || binding.in.includes('everywhere')),
  );
  return groups.flatMap((group) => [
    ...(group === 'Do' || group === 'Leave' ? [] : [{ keys: '', text: group }]),
    ...bindings
      .filter((binding) => binding.group === group && !binding.rare)
      .map((binding) => ({ keys: keyNames(binding), text: binding.help })),
  ]);
}

/** Behind `/` in a list, and behind its name in the command line. Short enough for two columns of 80 cells. */
const filterLines: readonly HelpLine[] = [
  { keys: 'tab', text: 'columns, then values' },
  { keys: 'vault:prod', text: 'vault contains prod' },
  { keys: 'age:<2h', text: 's m h d w; < <= > >=' },
  { keys: 'size:>1GB', text: 'KB MB GB TB' },
  { keys: 'percent:>90', text: 'columns of numbers' },
  { keys: '/a|b/', text: 'a regular expression' },
  { keys: '!word', text: 'rows without the word' },
  { keys: ':jobs /word', text: 'open a list, filtered' },
];

/** Short enough for two columns of 80 cells. Without a name the first six open a list of choices. */
const commandLines: readonly HelpLine[] = [
  { keys: ':context', text: 'use a context' },
  { keys: ':profile', text: '+NAME adds, -NAME removes' },
  { keys: ':account', text: '+NAME adds, -NAME removes' },
  { keys: ':region', text: '+NAME adds, -NAME removes' },
  { keys: ':view', text: 'open a saved view' },
  { keys: ':theme', text: 'choose a theme' },
  { keys: ':find TEXT', text: 'search all lists' },
  { keys: ':save NAME', text: 'save this list as a view' },
  { keys: ':export FILE', text: 'this list: .csv .json .txt' },
  { keys: ':login', text: 'sign in again' },
  { keys: ':write 30m', text: 'allow changes; :write off' },
  { keys: ':at 05:40', text: 'a past time; :now returns' },
  { keys: ':play 60x', text: 'replay from that time' },
  { keys: ':following', text: 'list followed jobs' },
  { keys: ':mfa CODE', text: 'sign in with MFA' },
];

function placed({ help, in: places }: Binding): string {
  if (places.includes('everywhere') || places.length > 2) return help;
  return `${help} (${places.join(', ')})`;
}
