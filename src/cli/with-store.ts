// Opens AWS and the store for a command that requests each list once, with the rates and retries of such commands.
import { ratesOnce } from '../../config/budgets.ts';
import { fourAttempts } from '../aws/errors/retry.ts';
import type { ProgramStore } from '../engine/program-store.ts';
import type { Log } from '../lib/files/log.ts';
import type { ProgramSettings } from './config/settings.ts';
import { openStoreInProcess } from './open-program-store.ts';
import type { StoreFlags } from './options/store-options.ts';
import type { Where } from './options/where.ts';
import { limitsOf } from './store/arguments.ts';
import type { LaunchEnvironment } from './subcommands.ts';
import { openWorld, type World } from './world.ts';

export interface OnceOptions {
  readonly where: Where;
  readonly store: StoreFlags;
  readonly settings: Pick<ProgramSettings, 'config'>;
  readonly environment: LaunchEnvironment;
  readonly log: Log;
}

export interface Opened {
  readonly world: World;
  readonly store: ProgramStore;
}

/** Both are closed when the command ends. Throws a UsageError before any request if the store cannot be used. */
export async function withStore<Result>(
  { where, store: flags, settings, environment, log }: OnceOptions,
  command: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const world = await openWorld(where, { environment, log, rates: ratesOnce, reads: fourAttempts });
  try {
    const kept = { log, limits: limitsOf(settings.config), now: world.aws.now };
    const store = await openStoreInProcess({ ...where, store: flags }, kept);
    try {
      return await command({ world, store });
    } finally {
      await store.close();
    }
  } finally {
    await world.close();
  }
}
