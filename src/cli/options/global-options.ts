// Flags of every subcommand, and the help flag: they may stand before the subcommand.
import { configOptions } from '../config/load-config.ts';
import { logOptions } from './log-level.ts';
import type { Options } from './options.ts';
import { storeOptions } from './store-options.ts';
import { whereOptions } from './where.ts';

export const globalOptions: Options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  ...logOptions,
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
};
