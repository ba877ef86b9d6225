// The settings of the config file for one run: the context that provides flags that were not given, and display
// settings.
import { parseArgs } from 'node:util';
import { defined } from '../../lib/defined.ts';
import type { Log } from '../../lib/files/log.ts';
import type { ContextSettings } from '../../settings/contexts.ts';
import { formatIssue } from '../../settings/issue.ts';
import { suggestion, UsageError } from '../options/options.ts';
import type { WhereValues } from '../options/where.ts';
import { valuesOf } from './context-flags.ts';
import { type ConfigValues, configOptions, type LoadedConfig, loadConfig } from './load-config.ts';
import { banOf, isUnnamed, type SignIns, type WriteBan } from './merge-config.ts';
import { type SitePlace, sitePlace } from './site-file.ts';

export interface ChosenContext {
  readonly name: string;
  readonly from: 'flag' | 'environment' | 'file';
  readonly context: ContextSettings;
}

export interface ProgramSettings extends LoadedConfig {
  readonly chosen?: ChosenContext;
}

/** A file with errors ends the run with all of them; warnings go to the log. */
export async function loadSettings(
  words: readonly string[],
  log: Log,
  siteAt: SitePlace = sitePlace,
): Promise<ProgramSettings> {
  const values = configFlags(words);
  const loaded = await loadConfig(values, process.env, siteAt);
  const errors = loaded.issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new UsageError(
      `the config file has ${errors.length === 1 ? 'an error' : 'errors'}:\n${listIssues(loaded, errors)}`,
    );
  }
  for (const { path, issues } of [loaded.site, loaded].filter((file) => file !== undefined)) {
    for (const issue of issues) log.warn('config', { issue: formatIssue(path, issue) });
  }
  // The embedded AWS has no contexts.
  const chosen = values.demo ? undefined : chooseContext(loaded, values, process.env);
  return { ...loaded, ...(chosen ? { chosen } : {}) };
}

/** Read from all words: each subcommand checks its own flags afterwards. */
const configFlags = (words: readonly string[]): ConfigValues & { readonly demo?: boolean | undefined } =>
  parseArgs({ args: [...words], options: { ...configOptions, demo: { type: 'boolean' } }, strict: false })
    .values as never;

export const listIssues = ({ path }: LoadedConfig, issues: LoadedConfig['issues']): string =>
  issues.map((issue) => `  ${formatIssue(path, issue)}`).join('\n');

export function chooseContext(
  { config, path, exists }: LoadedConfig,
  { context: requested }: ConfigValues,
  env: NodeJS.ProcessEnv,
): ChosenContext | undefined {
  const from = requested !== undefined ? 'flag' : env.VAULTOP_CONTEXT ? 'environment' : 'file';
  const name = requested ?? (env.VAULTOP_CONTEXT || config.context);
  if (name === undefined) return undefined;
  const contexts = config.contexts ?? {};
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (context) return { name, from, context };
  const names = Object.keys(contexts).join(', ');
  const meant = suggestion(name, Object.keys(contexts));
  if (!exists && names === '') throw new UsageError(`there is no context "${name}": ${path} does not exist.`);
  throw new UsageError(`there is no context "${name}" in ${path}. There are: ${names || 'none'}.${meant}`);
}

interface ContextAndBans {
  readonly chosen?: ChosenContext | undefined;
  /** Places without write access, whatever the flags say. */
  readonly bans?: readonly WriteBan[] | undefined;
}

/**
 * Flags override the context. A context that was requested overrides AWS's own variables; the file's default context
 * does not.
 */
export function fillFlags<Values extends WhereValues>(
  values: Values,
  { chosen, bans = [] }: ContextAndBans,
  env: NodeJS.ProcessEnv,
): Values {
  const filled = chosen ? filledBy(chosen, values, env) : values;
  if (!filled.write || filled['no-write'] || filled.demo) return filled;
  const signIns = signInsOfFlags(filled);
  const isOwn = chosen?.from === 'file' && (filled.profile !== undefined || filled['role-arn'] !== undefined);
  const ban = banOf(bans, signIns, isOwn ? undefined : chosen?.name);
  if (!ban) return filled;
  const why = isUnnamed(signIns)
    ? ' Access keys in the environment belong to no profile: add --profile or --role-arn.'
    : '';
  throw new UsageError(`--write: ${ban.from} allows no changes in context "${ban.name}".${why}`);
}

function signInsOfFlags(values: WhereValues): SignIns {
  const { profile, 'role-arn': roles, org, 'endpoint-url': endpoint } = values;
  return defined({ profiles: listed(profile), roles: listed(roles), organization: org, endpoint });
}

const listed = (words: readonly string[] | undefined) => words?.flatMap((text) => text.split(',')).filter(Boolean);

function filledBy<Values extends WhereValues>(chosen: ChosenContext, values: Values, env: NodeJS.ProcessEnv): Values {
  const isDefault = chosen.from === 'file';
  const set = (...names: string[]) => isDefault && names.some((name) => env[name]);
  const hasCredentials =
    values.profile !== undefined || values['role-arn'] !== undefined || set('AWS_PROFILE', 'AWS_ACCESS_KEY_ID');
  const hasRegions =
    values.region !== undefined || values['all-regions'] !== undefined || set('AWS_REGION', 'AWS_DEFAULT_REGION');
  const hasEndpoint = values['endpoint-url'] !== undefined || set('AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_BACKUP');
  const said = valuesOf(chosen.context, [
    ...(hasCredentials ? (['credentials'] as const) : []),
    ...(hasRegions ? (['regions'] as const) : []),
    ...(hasEndpoint ? (['endpoint'] as const) : []),
    // Write access belongs to the context's own account: other credentials or another endpoint do not inherit it.
    ...(hasCredentials || hasEndpoint ? (['write'] as const) : []),
  ]);
  return { ...said, ...defined(values) } as Values;
}
