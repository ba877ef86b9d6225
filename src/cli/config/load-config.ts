// Finds, reads and checks the config file. YAML and the schema are loaded only if there is a file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../../lib/error-message.ts';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import type { PlacedIssue } from '../../settings/issue.ts';
import type { FilePosition } from '../../settings/positions.ts';
import type { Config } from '../../settings/schema.ts';
import { nowhere } from '../options/home.ts';
import { type Options, UsageError } from '../options/options.ts';
import { configFile } from '../options/places.ts';
import { withAlikeProfiles } from './alike-profiles.ts';
import { checkNames } from './check-names.ts';
import { mergeConfig, type WriteBan } from './merge-config.ts';
import { readSiteFile, type SiteFile, type SitePlace, sitePlace } from './site-file.ts';

export const configOptions = {
  config: { type: 'string' },
  context: { type: 'string' },
} as const satisfies Options;

export interface ConfigValues {
  readonly config?: string | undefined;
  readonly context?: string | undefined;
}

export interface LoadedConfig {
  readonly path: string;
  /** The source of the path. */
  readonly pathFrom: 'flag' | 'environment' | 'default';
  /** false: there is no file, and all values are defaults. */
  readonly exists: boolean;
  /** Laid over the config of the machine; only that if `issues` contains an error. */
  readonly config: Config;
  /** As the user has written it. */
  readonly plain: unknown;
  readonly issues: readonly PlacedIssue[];
  position?(path: readonly PropertyKey[]): FilePosition;
  /** The config file of the machine; absent: there is none. */
  readonly site?: SiteFile;
  readonly siteAt: SitePlace;
  /** Contexts without write access, of both files. */
  readonly bans: readonly WriteBan[];
}

const mostBytes = 1_000_000;

/** `siteAt`: of the config file of the machine; another one only in tests. */
export async function loadConfig(
  values: ConfigValues,
  env: NodeJS.ProcessEnv,
  siteAt: SitePlace = sitePlace,
): Promise<LoadedConfig> {
  const site = await readSiteFile(siteAt);
  const own = await readOwn(values, env, site?.config);
  if (!site && !own.config.contexts) return { ...own, siteAt, bans: [] };
  const bans = await withAlikeProfiles([...(site ? bansOf(site) : []), ...bansOf(own)]);
  const config = mergeConfig(site?.config ?? {}, own.config, bans);
  return { ...own, config, siteAt, bans, ...(site ? { site } : {}) };
}

const bansOf = ({ path, config, position }: Pick<LoadedConfig, 'path' | 'config' | 'position'>): WriteBan[] =>
  Object.entries(config.contexts ?? {}).flatMap(([name, context]) =>
    context.write === 'never'
      ? [{ name, context, from: `${path}:${position?.(['contexts', name, 'write']).line ?? '?'}` }]
      : [],
  );

type OwnConfig = Omit<LoadedConfig, 'site' | 'siteAt' | 'bans'>;

/** `base`: the config that it is laid over, whose contexts and themes may be named. */
async function readOwn(values: ConfigValues, env: NodeJS.ProcessEnv, base: Config = {}): Promise<OwnConfig> {
  const place = placeOf(values, env);
  const text = read(place);
  if (text === undefined) return { ...place, exists: false, config: {}, plain: {}, issues: [] };
  const { readConfig } = await import('../../settings/read-config.ts');
  return { ...place, exists: true, ...readConfig(text, (config) => checkNames(config, base)) };
}

type Place = Pick<LoadedConfig, 'path' | 'pathFrom'>;

function placeOf({ config }: ConfigValues, env: NodeJS.ProcessEnv): Place {
  if (config !== undefined) return { path: config, pathFrom: 'flag' };
  if (env.VAULTOP_CONFIG) return { path: env.VAULTOP_CONFIG, pathFrom: 'environment' };
  return { path: configFile() ?? join(nowhere, 'config.yaml'), pathFrom: 'default' };
}

/** Paths of streams, such as --config <(…), have a writer; /dev/null is a common name for an empty file. */
const isStream = /^\/(dev\/(fd\/|stdin$|null$)|proc\/self\/fd\/)/;

/** A file that was named must exist. */
function read({ path, pathFrom }: Place): string | undefined {
  try {
    const text = isStream.test(path) ? readFileSync(path, 'utf8') : readPlainFileSync(path);
    if (text.length > mostBytes) throw new Error('it is longer than 1 MB');
    return text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (pathFrom === 'default' && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new UsageError(`the config file ${path} cannot be read: ${errorMessage(error)}`);
  }
}
