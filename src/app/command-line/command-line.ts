// The command line behind ':': names of lists, and commands.
import { coverageGroupings, groupingText, readCoverageGrouping } from '../../domain/coverage/coverage-groups.ts';
import { hourMs, parseDuration } from '../../lib/duration.ts';
import { fuzzyFilter } from '../../lib/text/fuzzy.ts';
import { tableOf } from '../../lib/text/table.ts';
import { isResourceArn } from '../../resources/find/resource-arn.ts';
import { resourceByName, resources } from '../../resources/index.ts';
import { listIds } from '../../resources/resource-id.ts';
import { filterCompletions } from '../list/filter-completions.ts';
import { readExport } from '../references/export-command.ts';
import { readReport } from '../references/report-command.ts';
import type { Data } from '../state/data.ts';
import type { CommandEvent, Effect } from '../state/events.ts';
import { accountName, isWatched, knownAccounts } from '../state/places.ts';
import { defaultSettings, type ScreenSettings, toListRequest } from '../state/settings.ts';
import { pickable } from './pickable.ts';
import { nothingToPick } from './picker.ts';

export interface Typed {
  readonly event?: CommandEvent;
  readonly effect?: Effect;
  /** The problem of the text. */
  readonly problem?: string;
}

const plainWords = tableOf<CommandEvent>({
  // The list of that id is what the overview draws.
  metrics: { type: 'listRequested', resource: 'metric-series' },
  overview: { type: 'commanded', command: 'view.overview' },
  help: { type: 'commanded', command: 'help.toggle' },
  relations: { type: 'commanded', command: 'row.relations' },
  console: { type: 'commanded', command: 'row.console' },
  copy: { type: 'commanded', command: 'row.copyAs' },
  now: { type: 'timeChosen', at: undefined },
  following: { type: 'followingRequested' },
  refresh: { type: 'commanded', command: 'data.refresh' },
  stop: { type: 'commanded', command: 'data.halt' },
  pause: { type: 'commanded', command: 'data.pause' },
  timezone: { type: 'commanded', command: 'view.zone' },
  quit: { type: 'commanded', command: 'app.quit' },
  q: { type: 'commanded', command: 'app.quit' },
});

export function readCommand(text: string, settings: ScreenSettings = defaultSettings): Typed {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  if (word === '') return {};
  // `accounts` is the name of a list.
  const picked = pickable.find((name) => word === name || (word === `${name}s` && word !== 'accounts'));
  if (picked && rest.length === 0) return { event: { type: 'pickerRequested', of: picked } };
  if (word === 'region' || word === 'regions') return readRegion(rest);
  if (word === 'profile')
    return readChange(
      'profile',
      rest,
      'Type :profile NAME to use only that profile, +NAME to add it, -NAME to remove it.',
    );
  if (word === 'account')
    return readChange(
      'account',
      rest,
      'Type :account NAME to show only that account, +NAME to add it, -NAME to remove it, or :account all.',
    );
  if (word === 'view' || word === 'views') return readView(rest.join(' '), settings);
  if (word === 'theme') return readTheme(rest.join(' '), settings);
  if (word === 'save' || word === 'save!') return readSave(rest.join(' '), word === 'save!');
  if (word === 'export' || word === 'export!') {
    const request = readExport(text.trim().slice(word.length), word === 'export!');
    return typeof request === 'string' ? { problem: request } : { event: { type: 'exportRequested', request } };
  }
  if (word === 'at') return { event: { type: 'timeRequested', text: rest.join(' ') } };
  if (word === 'report' || word === 'report!') {
    const request = readReport(text.trim().slice(word.length), word === 'report!');
    return typeof request === 'string' ? { problem: request } : { event: { type: 'reportRequested', request } };
  }
  if (word === 'play') return { event: { type: 'playRequested', speed: rest.join(' ') } };
  if (word === 'mfa') return readCode(rest);
  if (word === 'login') return { effect: { type: 'login', name: rest.join(' ') } };
  if (word === 'write') return readWrite(rest);
  if (word === 'find') return { event: search(rest.join(' ')) };
  if (word === 'context') return { effect: { type: 'context', name: rest.join(' ') } };
  const plain = plainWords[word];
  if (plain) return { event: plain };
  const resource = resourceByName(word);
  // Text that is neither a command nor a list, such as an ARN from a ticket, is searched.
  if (!resource || !listIds.includes(resource.id)) return { event: openNamed(text.trim()) };
  if (resource.id === 'coverage' && rest[0] === 'by') return readGrouping(rest.slice(1).join(' '));
  return {
    event: {
      type: 'listRequested',
      resource: resource.id,
      ...(rest.length > 0 ? { filter: withoutSlash(rest.join(' ')) } : {}),
    },
  };
}

/** ':jobs /prod' filters as '/prod' does in the list; '/a|b/' is a regular expression. */
const withoutSlash = (filter: string): string => filter.replace(/^\/([^/]+)$/, '$1');

function readGrouping(text: string): Typed {
  const grouping = readCoverageGrouping(text);
  if (!grouping) return { problem: 'Type :coverage by type, account, region, state or tag KEY.' };
  return { event: { type: 'listRequested', resource: 'coverage-groups', params: { by: groupingText(grouping) } } };
}

/** The ARN of a resource opens its page; any other text is searched. */
const openNamed = (text: string): CommandEvent =>
  isResourceArn(text) ? { type: 'pageRequested', arn: text } : search(text);

/** Without a text the following keys are the text. */
const search = (text: string): CommandEvent => ({
  type: 'listRequested',
  resource: 'found',
  ...(text === '' ? { isFiltering: true } : { filter: text }),
});

function readView(name: string, { views }: ScreenSettings): Typed {
  const view = views.get(name);
  if (view) return { event: toListRequest(view) };
  const names = [...views.keys()].join(', ');
  if (names === '') return { problem: nothingToPick.view };
  return { problem: `There is no view "${name}". There are: ${names}.` };
}

const viewName = /^[A-Za-z0-9][\w.-]*$/;

function readSave(name: string, replace: boolean): Typed {
  if (viewName.test(name)) return { event: { type: 'saveRequested', name, replace } };
  return { problem: 'Type :save NAME, of letters, digits, ".", "_" and "-"; :view NAME opens the list again.' };
}

function readTheme(name: string, { themes }: ScreenSettings): Typed {
  if (themes.has(name)) return { event: { type: 'themeChosen', name } };
  const names = [...themes.keys()].join(', ');
  return { problem: `There is no theme "${name}". There are: ${names}.` };
}

const regionName = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

function readRegion(words: readonly string[]): Typed {
  const [word = ''] = words;
  const region = word.replace(/^[+-]/, '');
  if (!regionName.test(region)) {
    return { problem: 'Type :region +eu-west-1 to add a Region, :region -eu-west-1 to remove it.' };
  }
  return { effect: word.startsWith('-') ? { type: 'removeRegion', region } : { type: 'addRegion', region } };
}

function readChange(type: 'profile' | 'account', words: readonly string[], usage: string): Typed {
  const [, sign = '', name = ''] = /^([+-]?)(.*)$/.exec(words.join(' ')) ?? [];
  if (name === '') return { problem: usage };
  return { effect: { type, change: sign === '+' ? 'add' : sign === '-' ? 'remove' : 'only', name } };
}

function readCode([code = '']: readonly string[]): Typed {
  return /^\d{6,8}$/.test(code)
    ? { effect: { type: 'mfa', code } }
    : { problem: 'Type :mfa and the code of your MFA device.' };
}

/** Longer is another start of the program, on purpose. */
const longestWriteMs = 8 * hourMs;

function readWrite([word = '', ...rest]: readonly string[]): Typed {
  if (word === 'off' && rest.length === 0) return { effect: { type: 'write', forMs: 0 } };
  const forMs = rest.length === 0 ? parseDuration(word) : undefined;
  return forMs !== undefined && forMs > 0 && forMs <= longestWriteMs
    ? { effect: { type: 'write', forMs } }
    : { problem: 'Type :write 30m to allow changes for that time, at most 8h, or :write off.' };
}

const verbs = ['save', 'export', 'report', 'find', 'login', 'write', 'at', 'play'];

/** All completions of the text, best first. */
export function completions(text: string, data: Data): readonly string[] {
  const region = /^(regions?)\s+([+-]?)(\S*)$/.exec(text);
  if (region) {
    const [, word = '', sign = '', typed = ''] = region;
    const shown = new Set(data.scopes.map((scope) => scope.region));
    const names = sign === '-' ? [...shown] : data.knownRegions.filter((name) => !shown.has(name));
    return names.filter((name) => name.startsWith(typed)).map((name) => `${word} ${sign || '+'}${name}`);
  }
  const own = /^(views?|save!|theme)\s+(\S*)$/.exec(text);
  if (own) {
    const [, word = '', typed = ''] = own;
    const { views, themes } = data.settings ?? defaultSettings;
    const names = [...(word === 'theme' ? themes : views).keys()];
    return names.filter((name) => name.startsWith(typed)).map((name) => `${word} ${name}`);
  }
  const change = /^(profile|account|context)\s+([+-]?)(.*)$/.exec(text);
  if (change) {
    const [, word = '', sign = '', typed = ''] = change;
    const names = choicesOf[word as keyof typeof choicesOf](sign, data);
    return names
      .filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()))
      .map((name) => `${word} ${sign}${name}`);
  }
  const grouping = /^(\S+)\s+(b|by|by\s+\S*)$/.exec(text);
  if (grouping && resourceByName(grouping[1] ?? '')?.id === 'coverage') {
    return groupingWords.map((word) => `${grouping[1]} by ${word}`).filter((one) => one.startsWith(text));
  }
  const filter = /^(\S+)\s+(\/?)(.*)$/s.exec(text);
  const filtered = filter && resourceByName(filter[1] ?? '');
  if (filter && filtered && listIds.includes(filtered.id)) {
    const [, word = '', sign = '', typed = ''] = filter;
    return filterCompletions(filtered.id, typed).map((one) => `${word} ${sign}${one}`);
  }
  const names = [...listIds, ...Object.keys(plainWords), ...pickable, ...verbs];
  const aliases = listIds.flatMap((id) => resources[id].aliases);
  if (text === '') return [...new Set([...names, ...aliases])];
  // The beginning of a name, such as vault of vaults, is no choice beside it.
  const isBeginning = (alias: string) => names.some((name) => name.startsWith(alias));
  const known = [...names, ...aliases.filter((alias) => !isBeginning(alias))];
  const starts = known.filter((name) => name.startsWith(text)).toSorted((one, other) => one.length - other.length);
  const others = aliases.filter((alias) => alias.startsWith(text));
  return [...new Set([...starts, ...others, ...fuzzyFilter(names, text, (name) => name)])];
}

const groupingWords = [...coverageGroupings, 'tag '];

const choicesOf = {
  profile: profileChoices,
  account: accountChoices,
  context: (_: string, { contexts }: Data) => contexts,
};

function profileChoices(sign: string, { profiles, connections }: Data): readonly string[] {
  const open = new Set(connections.map(({ id }) => id));
  if (sign === '-') return profiles.filter((name) => open.has(name));
  return sign === '+' ? profiles.filter((name) => !open.has(name)) : profiles;
}

function accountChoices(sign: string, data: Data): readonly string[] {
  const ids = knownAccounts(data).filter((id) => sign === '' || isWatched(id, data) === (sign === '-'));
  const names = ids.map((id) => accountName(id, data.accounts)).sort();
  return sign === '' && data.watchedAccounts ? ['all', ...names] : names;
}
