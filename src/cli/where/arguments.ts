// `where TEXT`: the text, and the flags that select the place.
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { flagsLast } from '../options/flags-last.ts';
import { type Options, parseOptions, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';

export const pageFormats = ['table', 'json'] as const;

export interface FindArguments {
  readonly text: string;
  readonly format: (typeof pageFormats)[number];
  readonly where: Where;
  readonly store: StoreFlags;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const satisfies Options;

export function readFindArguments(
  words: readonly string[],
  { chosen, bans }: Partial<Pick<ProgramSettings, 'chosen' | 'bans'>> = {},
): FindArguments {
  const ordered = flagsLast(words, options);
  const first = ordered.findIndex((word) => word.startsWith('-'));
  const texts = first < 0 ? ordered : ordered.slice(0, first);
  const text = texts.join(' ').trim();
  if (text === '') throw new UsageError('where needs a text before the flags: vaultop where vol-0a1b2c3d4e5f67890.');
  const values = parseOptions(ordered.slice(texts.length), options);
  return {
    text,
    format: readOutput(values, pageFormats, 'table'),
    where: readWhere(fillFlags(values, { chosen, bans }, process.env)),
    store: readStoreFlags(values),
  };
}
