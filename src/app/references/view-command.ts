// The command that opens this program with the present list, or with the list of the present row.
import { shellQuote } from '../../lib/text/shell.ts';
import { sanitize } from '../../lib/text/text.ts';
import { resources } from '../../resources/index.ts';
import type { Data } from '../state/data.ts';
import { currentScreen, type State } from '../state/state.ts';
import { isExtract } from '../state/time/as-of.ts';

export function viewCommand(state: State, data: Data): string {
  return ['vaultop', ...placeFlags(state, data), ...listFlags(state)].join(' ');
}

/** What begins with a dash would be taken for a flag. */
const flag = (name: string, value: string): string =>
  value.startsWith('-') ? `--${name}=${shellQuote(sanitize(value))}` : `--${name} ${shellQuote(sanitize(value))}`;

function placeFlags(state: State, data: Data): string[] {
  const { origin, context, profiles, connections, regions } = data;
  // The path of the file is this machine's own.
  if (isExtract(data)) return ['--open FILE'];
  const screen = currentScreen(state);
  const scopes = screen.kind === 'overview' ? undefined : screen.scopes;
  const looked = scopes ? [...new Set(scopes.map(({ region }) => region))] : regions;
  const signedIn = connections.flatMap(({ id }) => (profiles.includes(id) ? [id] : []));
  return [
    ...(origin === 'DEMO' ? ['--demo'] : []),
    ...(context === undefined ? [] : [flag('context', context)]),
    ...signedIn.map((profile) => flag('profile', profile)),
    ...(looked.length === 0 ? [] : [flag('region', looked.join(','))]),
  ];
}

function listFlags(state: State): string[] {
  const screen = currentScreen(state);
  if (screen.kind === 'overview') return [];
  const params = Object.entries(screen.params).map(([name, value]) => flag('param', `${name}=${value}`));
  if (screen.kind === 'detail') return [flag('view', screen.resource), ...params];
  const { sort, filter } = screen;
  const usual = resources[screen.resource].sort;
  const isUsual = usual.column === sort.column && usual.descending === sort.descending;
  return [
    flag('view', screen.resource),
    ...params,
    ...(filter.text.trim() === '' ? [] : [flag('filter', filter.text.trim())]),
    ...(isUsual ? [] : [flag('sort', `${sort.descending ? '-' : ''}${sort.column}`)]),
  ];
}
