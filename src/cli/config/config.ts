// `vaultop config`: where the file lies, whether it is right, what it comes to, what may stand in it.
import type { Log } from '../../lib/log.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseWords, suggestion, UsageError } from '../options.ts';
import type { Environment } from '../subcommands.ts';
import { help } from './help.ts';
import { type ConfigValues, configOptions, type LoadedConfig, loadConfig } from './load-config.ts';
import { listIssues } from './settings.ts';

export { help };

const actions: Readonly<Record<string, (values: ConfigValues) => Promise<number>>> = {
  path: async (values) => print((await loadConfig(values, process.env)).path),
  check: async (values) => check(await loadConfig(values, process.env)),
  show: async (values) => {
    const loaded = await loadConfig(values, process.env);
    if (hasError(loaded)) return check(loaded);
    const { effectiveLines } = await import('./effective.ts');
    return print(effectiveLines(loaded, values, process.env).join('\n'));
  },
  schema: async () => {
    const { configJsonSchemaText } = await import('../../storage/config/json-schema.ts');
    return print(configJsonSchemaText().trimEnd());
  },
};

export async function run(words: readonly string[], _environment: Environment, _log: Log): Promise<number> {
  const { values, positionals } = parseWords(words, configOptions);
  const [name, ...rest] = positionals;
  if (name === undefined) return print(help().trimEnd());
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const names = Object.keys(actions);
  if (!action || rest.length > 0) {
    throw new UsageError(`config takes one of ${names.join(', ')}.${action ? '' : suggestion(name, names)}`);
  }
  return action(values);
}

const hasError = ({ issues }: LoadedConfig): boolean => issues.some(({ severity }) => severity === 'error');

function check(loaded: LoadedConfig): number {
  const { path, exists, issues } = loaded;
  if (!exists) return print(`${path} does not exist: everything is as it comes.`);
  if (issues.length === 0) return print(`${path} is fine.`);
  process.stderr.write(`${listIssues(loaded, issues)}\n`);
  return hasError(loaded) ? exitCodes.failed : exitCodes.fine;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return exitCodes.fine;
}
