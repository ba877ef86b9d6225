// The line behind ':': names of lists, and words that do something.
import { resourceByName, resources } from '../resources/index.ts';
import { listIds } from '../resources/resource-id.ts';
import type { Data } from './data.ts';
import type { AppEvent, Wish } from './events.ts';

export interface Typed {
  readonly event?: AppEvent;
  readonly wish?: Wish;
  /** What was wrong with it. */
  readonly problem?: string;
}

const plainWords: Readonly<Record<string, AppEvent>> = {
  overview: { type: 'commanded', command: 'view.overview' },
  help: { type: 'commanded', command: 'help.toggle' },
  refresh: { type: 'commanded', command: 'data.refresh' },
  pause: { type: 'commanded', command: 'data.pause' },
  quit: { type: 'commanded', command: 'app.quit' },
  q: { type: 'commanded', command: 'app.quit' },
};

export function readCommand(text: string): Typed {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  if (word === '') return {};
  if (word === 'region' || word === 'regions') return readRegion(rest);
  const plain = plainWords[word];
  if (plain) return { event: plain };
  const resource = resourceByName(word);
  // Metrics are drawn by the overview and are no list.
  if (!resource || resource.id === 'metrics')
    return { problem: `There is no ":${word}". Try :jobs, :vaults, :region or tab for all of them.` };
  return {
    event: { type: 'listRequested', resource: resource.id, ...(rest.length > 0 ? { filter: rest.join(' ') } : {}) },
  };
}

const regionName = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

function readRegion(words: readonly string[]): Typed {
  const [word = ''] = words;
  const region = word.replace(/^[+-]/, '');
  if (!regionName.test(region)) {
    return { problem: 'Say :region +eu-west-1 to add one, :region -eu-west-1 to take it away.' };
  }
  return { wish: word.startsWith('-') ? { type: 'removeRegion', region } : { type: 'addRegion', region } };
}

/** All that the text may become, best first. */
export function completions(text: string, data: Data): readonly string[] {
  const region = /^(regions?)\s+([+-]?)(\S*)$/.exec(text);
  if (region) {
    const [, word = '', sign = '', typed = ''] = region;
    const shown = new Set(data.scopes.map((scope) => scope.region));
    const names = sign === '-' ? [...shown] : data.knownRegions.filter((name) => !shown.has(name));
    return names.filter((name) => name.startsWith(typed)).map((name) => `${word} ${sign || '+'}${name}`);
  }
  const names = [...listIds, ...Object.keys(plainWords), 'region'];
  const aliases = listIds.flatMap((id) => resources[id].aliases);
  const starts = [...names, ...aliases].filter((name) => name.startsWith(text));
  const inside = names.filter((name) => text !== '' && !name.startsWith(text) && name.includes(text));
  return [...new Set([...starts, ...inside])];
}
