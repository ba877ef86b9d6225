import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { type Options, parseOptions, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';

export const doctorFormats = ['text', 'json'] as const;

export interface DoctorArguments {
  readonly where: Where;
  readonly store: StoreFlags;
  readonly format: (typeof doctorFormats)[number];
  /** The path of the support file. */
  readonly bundle?: string;
  /** The support file has the names of accounts, profiles and files. */
  readonly names: boolean;
  /** Calls that cost money are made, too. */
  readonly paid: boolean;
  /** The clipboard is written and read. */
  readonly clipboard: boolean;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  bundle: { type: 'string' },
  names: { type: 'boolean' },
  paid: { type: 'boolean' },
  clipboard: { type: 'boolean' },
} as const satisfies Options;

export function readDoctorArguments(
  words: readonly string[],
  { chosen, bans }: Partial<Pick<ProgramSettings, 'chosen' | 'bans'>> = {},
): DoctorArguments {
  const values = parseOptions(words, options);
  if (values.bundle === '') throw new UsageError('--bundle takes the path of a file.');
  if (values.names && values.bundle === undefined) throw new UsageError('--names requires --bundle.');
  const { timedWrite: _, ...where } = readWhere(fillFlags(values, { chosen, bans }, process.env));
  return {
    // Nothing is changed, whatever a context allows.
    where: { ...where, write: false },
    store: readStoreFlags(values),
    format: readOutput(values, doctorFormats, 'text'),
    ...(values.bundle === undefined ? {} : { bundle: values.bundle }),
    names: values.names ?? false,
    paid: values.paid ?? false,
    clipboard: values.clipboard ?? false,
  };
}
