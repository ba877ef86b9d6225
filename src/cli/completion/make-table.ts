// Makes the table of commands from the option tables and the help of each command, for `npm run generate`.
import { knownRegions } from '../../aws/known-regions.ts';
import { resources } from '../../resources/index.ts';
import { listIds, type ResourceId } from '../../resources/resource-id.ts';
import { actionOf, common as actOptions, fieldOptions, flaggedFields, flagOf } from '../act/arguments.ts';
import { knownOptions } from '../act/field-values.ts';
import { listOfNoun, nouns, type Verb } from '../act/nouns.ts';
import { options as checkOptions } from '../check/arguments.ts';
import { options as collectOptions } from '../collect/arguments.ts';
import { configOptions } from '../config/load-config.ts';
import { options as dashboardOptions } from '../dashboard/arguments.ts';
import { help as dashboardHelp } from '../dashboard/help.ts';
import { options as doctorOptions } from '../doctor/arguments.ts';
import { options as emulateOptions } from '../emulate/arguments.ts';
import { setupOptions } from '../events/arguments.ts';
import { options as exportOptions } from '../export/arguments.ts';
import { options as getOptions, ownFlags, requestedIds } from '../get/arguments.ts';
import { options as policyOptions } from '../iam-policy/arguments.ts';
import { logOptions } from '../options/log-level.ts';
import type { Options } from '../options/options.ts';
import { storeOptions } from '../options/store-options.ts';
import { whereOptions } from '../options/where.ts';
import { options as reportOptions } from '../report/arguments.ts';
import { options as statusOptions } from '../status/arguments.ts';
import { actions as storeActions, options as storeCommandOptions } from '../store/arguments.ts';
import { subcommands } from '../subcommands.ts';
import { options as waitOptions } from '../wait/arguments.ts';
import { options as whereCommandOptions } from '../where/arguments.ts';
import type { CommandEntry, CommandTable, CompletionSource, FlagEntry, ListEntry, VerbEntry } from './command-table.ts';
import { flagHelps } from './flag-help.ts';
import { valuesOfFlag } from './flag-values.ts';
import { shells } from './shell-scripts.ts';

interface CommandOptions {
  readonly options: Options;
  readonly words?: CompletionSource;
}

/** The commands without verbs of actions. */
const plainCommands: Readonly<Record<string, CommandOptions>> = {
  cache: { options: {}, words: ['path', 'clear'] },
  check: { options: checkOptions },
  collect: { options: collectOptions },
  completion: { options: {}, words: shells },
  config: { options: configOptions, words: ['path', 'check', 'show', 'schema'] },
  doctor: { options: doctorOptions },
  emulate: { options: emulateOptions },
  events: { options: setupOptions, words: ['setup'] },
  get: { options: getOptions, words: 'lists' },
  export: { options: exportOptions, words: ['prometheus'] },
  'iam-policy': { options: policyOptions },
  report: { options: reportOptions },
  status: { options: statusOptions },
  store: { options: storeCommandOptions, words: storeActions },
  wait: { options: waitOptions },
  where: { options: whereCommandOptions },
};

const commonOptions: Options = { ...whereOptions, ...configOptions, ...storeOptions };
const alwaysOptions: Options = {
  ...logOptions,
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
};

export async function makeCommandTable(): Promise<CommandTable> {
  const helps = flagHelps(dashboardHelp());
  const commands = await Promise.all(
    Object.entries(subcommands).map(async ([name, { summary, load }]) => {
      const entry = commandEntry(name, flagHelps((await load()).help()));
      return [name, { ...entry, help: summary }] as const;
    }),
  );
  return {
    common: flagEntries('', commonOptions, helps),
    always: flagEntries('', alwaysOptions, helps),
    regions: knownRegions,
    dashboard: { common: true, flags: ownEntries('', dashboardOptions, helps) },
    commands: Object.fromEntries(commands),
    lists: Object.fromEntries(requestedIds.map((id) => [id, listEntry(id)])),
    listOfNoun: Object.fromEntries(Object.entries(listOfNoun).filter(([, id]) => listIds.includes(id as never))),
  };
}

function commandEntry(name: string, helps: ReadonlyMap<string, string>): CommandEntry {
  if (Object.hasOwn(nouns, name)) return nounEntry(name, helps);
  const plain = plainCommands[name];
  if (!plain) throw new Error(`make-table: the options of "${name}" are missing in plainCommands.`);
  const { options, words } = plain;
  return {
    common: Object.keys(commonOptions).every((flag) => Object.hasOwn(options, flag)),
    flags: ownEntries(name, options, helps),
    ...(words === undefined ? {} : { words }),
  };
}

function nounEntry(noun: string, helps: ReadonlyMap<string, string>): CommandEntry {
  const verbs = Object.entries(nouns[noun] ?? {}).map(([name, ways]) => [name, verbEntry(noun, ways)] as const);
  return { common: true, flags: ownEntries(noun, actOptions, helps), verbs: Object.fromEntries(verbs) };
}

function verbEntry(noun: string, ways: readonly Verb[]): VerbEntry {
  const flags = new Map(ways.flatMap((verb) => fieldEntries(noun, verb)).map((flag) => [flag.name, flag] as const));
  const words = wordsOf(ways.at(-1));
  const [first] = ways;
  return {
    flags: [...flags.values()],
    ...(words === undefined ? {} : { words }),
    ...(first ? { help: actionOf(first).title } : {}),
  };
}

function fieldEntries(noun: string, verb: Verb): FlagEntry[] {
  const action = actionOf(verb);
  const options = fieldOptions(verb, action);
  const lines = verb.lines && verb.when ? [{ name: verb.when, takes: 'files' as const }] : [];
  const fields = flaggedFields(action).map((field): FlagEntry => {
    const name = flagOf(verb, field);
    const base = { name, help: field.label };
    if (options[name]?.type === 'boolean') return base;
    if (field.kind === 'document') return { ...base, takes: 'files' };
    const choices = knownOptions(field);
    return { ...base, takes: choices.length > 0 ? choices : valuesOfFlag(noun, name) };
  });
  return [...lines, ...fields];
}

/** Vaults by name and plans by id; other targets are ARNs and ids of jobs. */
function wordsOf(verb: Verb | undefined): CompletionSource | undefined {
  if (verb?.target === undefined) return undefined;
  if (verb.resource === 'vaults') return 'vaults';
  return verb.resource === 'plans' ? 'plans' : undefined;
}

function listEntry(id: ResourceId): ListEntry {
  const resource = resources[id];
  const flags = [...ownFlags(resource)].map(([name, param]) => ({
    name,
    takes: valuesOfFlag('get', name),
    ...(resource.params[param] === undefined ? {} : { help: resource.params[param] }),
  }));
  return {
    names: [id, ...resource.aliases],
    columns: [...resource.columns.map((column) => column.id), 'region', 'account'],
    flags,
  };
}

/** Without those that stand in `common` and `always`. */
function ownEntries(command: string, options: Options, helps: ReadonlyMap<string, string>): FlagEntry[] {
  const isCommon = Object.keys(commonOptions).every((flag) => Object.hasOwn(options, flag));
  const own = Object.entries(options).filter(([flag]) => !isCommon || !Object.hasOwn(commonOptions, flag));
  return flagEntries(command, Object.fromEntries(own), helps);
}

const flagEntries = (command: string, options: Options, helps: ReadonlyMap<string, string>): FlagEntry[] =>
  Object.entries(options).map(([name, { type, short, multiple }]) => {
    const help = helps.get(name);
    return {
      name,
      ...(short === undefined ? {} : { short }),
      ...(type === 'string' ? { takes: valuesOfFlag(command, name) } : {}),
      ...(multiple ? { many: true } : {}),
      ...(help === undefined ? {} : { help }),
    };
  });
