// `vaultop status`: one line out of the store, fast enough for a prompt.
import { systemClock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Log } from '../../lib/files/log.ts';
import { statsOf } from '../../store/file/store-files.ts';
import { loadSettings } from '../config/settings.ts';
import { inLocale } from '../options/in-locale.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import { placeOfStore } from '../store/arguments.ts';
import { reading } from '../store/with-store.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { readStatusArguments, type StatusArguments } from './arguments.ts';
import { help } from './help.ts';
import { formatted, type Status, stateOf, statusJson, statusLine } from './report.ts';
import { readStatus, type StoredStatus } from './stored-status.ts';

export { help };

export async function run(words: readonly string[], _environment: LaunchEnvironment, log: Log): Promise<number> {
  const args = readStatusArguments(words, await loadSettings(words, log));
  const status = await statusOf(args, log);
  await print(textOf(status, args));
  return stateOf(status) === 'known' ? exitCodes.fine : exitCodes.failed;
}

function textOf(status: Status, { output, format }: StatusArguments): string {
  if (output === 'json') return `${statusJson(status)}\n`;
  return inLocale(`${format === undefined ? statusLine(status) : formatted(status, format)}\n`);
}

async function statusOf(args: StatusArguments, log: Log): Promise<Status> {
  const { context, maxAgeMs } = args;
  const now = systemClock.now();
  const base = { at: now, maxAgeMs, ...(context === undefined ? {} : { context }) };
  try {
    return { ...base, ...(await storedStatus(args, now)) };
  } catch (error) {
    log.warn('status', { error });
    return { ...base, ...nothing, problem: errorMessage(error) };
  }
}

const nothing: StoredStatus = { counts: { critical: 0, warning: 0, notice: 0, muted: 0 }, places: [] };

async function storedStatus(args: StatusArguments, now: number): Promise<StoredStatus & Pick<Status, 'problem'>> {
  const { store, endpoint, profile, regions } = args;
  const { path } = await placeOfStore({ flags: store, endpoint, profile });
  if (path === undefined || !statsOf(path)) return { ...nothing, problem: 'there is no store yet' };
  const own = args.accounts.length === 0 && profile !== undefined ? await accountOfProfile(profile) : undefined;
  const accounts = own === undefined ? args.accounts : [own];
  const found = reading(path, (database) => readStatus(database, { accounts, regions }, now));
  const isAmbiguous = profile !== undefined && new Set(found.places.map(({ accountId }) => accountId)).size > 1;
  if (!isAmbiguous) return found;
  return { ...nothing, problem: `the account of profile ${profile} is not known: add --account` };
}

/** As the config file says: no call is made. */
async function accountOfProfile(profile: string): Promise<string | undefined> {
  const { sections } = await import('../../aws/sign-in/shared-config.ts');
  const { [profile]: { sso_account_id: account, role_arn: role } = {} } = await sections();
  return account ?? /^arn:[\w-]+:iam::(\d{12}):/.exec(role ?? '')?.[1];
}
