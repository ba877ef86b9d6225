// `vaultop config`: the path of the config file, its check, the effective values, and the schema.
import type { Log } from '../../lib/files/log.ts';
import { parseWords, suggestion, UsageError } from '../options/options.ts';
import { configFile } from '../options/places.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print, printError } from '../output/output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { help } from './help.ts';
import { type ConfigValues, configOptions, type LoadedConfig, loadConfig } from './load-config.ts';
import { listIssues } from './settings.ts';

export { help };

const noFile = 'There is no home directory, so there is no config file. Set HOME, or name a file with --config.';

const actions: Readonly<Record<string, (values: ConfigValues) => Promise<number>>> = {
  path: async (values) => {
    const { path, pathFrom } = await loadConfig(values, process.env);
    if (pathFrom !== 'default' || configFile() !== undefined) return print(`${path}\n`);
    throw new Error(noFile);
  },
  check: async (values) => check(await loadConfig(values, process.env)),
  show: async (values) => {
    const loaded = await loadConfig(values, process.env);
    if (hasError(loaded)) return check(loaded);
    const { effectiveLines } = await import('./effective.ts');
    return print(`${effectiveLines(loaded, values, process.env).join('\n')}\n`);
  },
  schema: async () => {
    const { configJsonSchemaText } = await import('../../settings/json-schema.ts');
    return print(configJsonSchemaText());
  },
};

export async function run(words: readonly string[], _environment: LaunchEnvironment, _log: Log): Promise<number> {
  const { values, positionals } = parseWords(words, configOptions);
  const [name, ...rest] = positionals;
  if (name === undefined) return print(help());
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const names = Object.keys(actions);
  if (!action || rest.length > 0) {
    throw new UsageError(`config takes one of ${names.join(', ')}.${action ? '' : suggestion(name, names)}`);
  }
  return action(values);
}

const hasError = ({ issues }: LoadedConfig): boolean => issues.some(({ severity }) => severity === 'error');

async function check(loaded: LoadedConfig): Promise<number> {
  const { path, pathFrom, exists, issues } = loaded;
  if (!exists && pathFrom === 'default' && configFile() === undefined) return print(`${noFile}\n`);
  if (!exists) return print(`${path} does not exist: the defaults are used.\n`);
  if (issues.length === 0) return print(`${path} has no errors.\n`);
  printError(`${listIssues(loaded, issues)}\n`);
  return hasError(loaded) ? exitCodes.failed : exitCodes.fine;
}
