// The support file of `vaultop doctor --bundle FILE`.
import { closeSync, openSync, writeSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { profileNames, sections } from '../../aws/sign-in/shared-config.ts';
import { whyNotWritten } from '../../lib/files/write-new.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { statsOf } from '../../store/file/store-files.ts';
import { storeInfo } from '../../store/read/info.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { logFile } from '../options/places.ts';
import { printError } from '../output/output.ts';

import { placeOfStore } from '../store/arguments.ts';
import { reading } from '../store/with-store.ts';
import { createTextFilter, filterDocument, type KnownName, secretsIn, type TextFilter } from './anonymize.ts';
import type { DoctorArguments } from './arguments.ts';
import { type DoctorReport, reportDocument } from './report.ts';
import { supportLog } from './support-log.ts';
import { versions } from './versions.ts';

export interface BundleOptions {
  readonly path: string;
  readonly args: DoctorArguments;
  readonly config: LoadedConfig;
  readonly report: DoctorReport;
  readonly env: NodeJS.ProcessEnv;
}

/** Says what is in the file, then writes it. Rejects if there is a file already. */
export async function writeBundle(options: BundleOptions): Promise<void> {
  const { path, args } = options;
  const secrets = await secretsOf(options);
  const filter = createTextFilter({ secrets, ...(args.names ? {} : { names: await namesOf(options) }) });
  const document = await bundleDocument(options, filter);
  printError(contentsOf(path, document, args.names));
  const file = createFile(path);
  try {
    writeSync(file, `${jsonText(document, 2)}\n`);
  } finally {
    closeSync(file);
  }
  printError(`${path} is written. Read it before you share it.\n`);
}

function createFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isThere ? 'the file exists already' : whyNotWritten(error as NodeJS.ErrnoException, path, '');
    throw new Error(`${path} is not written: ${why}.`);
  }
}

async function bundleDocument({ args, config, report, env }: BundleOptions, filter: TextFilter) {
  const { checks, ...rest } = reportDocument(report);
  return {
    ...rest,
    schema: 'vaultop.support/1',
    isAnonymized: !args.names,
    program: versions(),
    environment: Object.keys(env)
      .filter((name) => settingVariable.test(name))
      .sort(),
    checks: filterDocument(checks, filter, true),
    rights: filterDocument(rest.rights, filter, true),
    places: filterDocument(rest.places, filter, true),
    config: filterDocument(config.plain, filter, args.names),
    store: filterDocument(await rowCounts(args), filter, true),
    log: supportLog(logFile(), filter, args.names),
  };
}

/** Only the names of variables are in the file. */
const settingVariable =
  /^(AWS|VAULTOP|XDG|LC|NODE|SSL|SSH)_|^(https?|all|no)_proxy$|^(TERM|LANG|NO_COLOR|FORCE_COLOR|COLORTERM|TMUX|STY)$/i;

async function rowCounts({ store, where }: DoctorArguments): Promise<unknown> {
  if (store.isTemporary || where.demo) return null;
  try {
    const { endpointUrl: endpoint, profiles } = where;
    const { path } = await placeOfStore({ flags: store, endpoint, profile: profiles[0] });
    if (path === undefined || !statsOf(path)) return null;
    const { bytes, resources } = reading(path, (database) => storeInfo(database, path));
    return { bytes, resources: resources.map(({ resource, rows, versions }) => ({ resource, rows, versions })) };
  } catch {
    // Why it cannot be read is among the checks.
    return null;
  }
}

async function namesOf({ config, args }: BundleOptions): Promise<KnownName[]> {
  const named = (kind: string, names: readonly string[]) => names.map((name) => ({ kind, name }));
  const { contexts = {}, views = {}, themes = {} } = config.config;
  const { profiles, accounts, excludedAccounts } = args.where;
  return [
    { kind: 'home', name: homedir() },
    { kind: 'host', name: hostname() },
    ...named('user', userNames()),
    ...named('profile', [...(await profileNames()), ...profiles]),
    ...named('context', Object.keys(contexts)),
    ...named('view', Object.keys(views)),
    ...named('theme', Object.keys(themes)),
    ...named('account', [...accounts, ...excludedAccounts]),
  ];
}

/** A container may have a user without a name. */
function userNames(): string[] {
  try {
    return [userInfo().username];
  } catch {
    return [];
  }
}

/** Values that never are in the file, whatever text quotes them. */
async function secretsOf({ config, args, env }: BundleOptions): Promise<string[]> {
  const { externalId } = args.where;
  const ofEnvironment = Object.entries(env).filter(([name]) => /SECRET|TOKEN|PASSW|KEY|CREDENTIAL|AUTH/i.test(name));
  const ofProxies = Object.entries(env).filter(([name]) => /_proxy$/i.test(name));
  return [
    ...ofEnvironment.flatMap(([, value]) => value ?? []),
    ...ofProxies.flatMap(([, value = '']) => userOf(value)),
    ...secretsIn([config.plain, config.config, config.site?.config, await sections()]),
    ...(externalId === undefined ? [] : [externalId]),
  ];
}

function userOf(address: string): string[] {
  if (!URL.canParse(address)) return [address];
  const { username, password } = new URL(address);
  return [username, password, decodeURIComponent(password)].filter(Boolean);
}

function contentsOf(
  path: string,
  document: { readonly environment: readonly string[]; readonly log: readonly unknown[] },
  names: boolean,
): string {
  const replaced = names
    ? 'It contains names of accounts, profiles, roles, hosts and paths.'
    : 'Accounts, profiles, roles, ids, hosts and paths are replaced; texts of the config file and messages of the log are omitted.';
  return `Contents of ${path}:
  the version, Node and the platform
  the names of ${document.environment.length} variables of the environment, without their values
  the checks above, and the state of each read
  the config file${names ? '' : ', its texts replaced'}
  how many rows the store has of each list
  the last ${document.log.length} lines of the log${names ? '' : ', without messages'}
${replaced}
Never included: credentials, passwords of proxies, external ids, commands.
`;
}
