import type { AnyAction, FormField } from '../../resources/action.ts';
import { resources } from '../../resources/index.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { flagsLast } from '../options/flags-last.ts';
import { type Options, parseWords, suggestion, UsageError } from '../options/options.ts';
import { type OutputValues, readOutput } from '../options/output-flags.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';
import { readTimeout } from '../wait/timeout.ts';
import { nouns, type Verb } from './nouns.ts';

export interface ActArguments {
  readonly where: Where;
  readonly store: StoreFlags;
  readonly verb: Verb;
  readonly action: AnyAction;
  /** The targets, as typed. */
  readonly targets: readonly string[];
  readonly inVault: string;
  /** The path of the file whose lines are the targets. */
  readonly fromFile?: string;
  /** By field. The value of a document is the path of its file. */
  readonly values: Readonly<Record<string, string>>;
  readonly yes: boolean;
  /** The name that the screen wants typed; of several targets their number. */
  readonly confirm?: string | undefined;
  readonly dryRun: boolean;
  /** Ms to wait for the started jobs; absent: they are not waited for. */
  readonly waitMs?: number;
}

export const common = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  yes: { type: 'boolean' },
  confirm: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'in-vault': { type: 'string' },
  wait: { type: 'boolean' },
  timeout: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const satisfies Options;

export function readActArguments(
  noun: string,
  words: readonly string[],
  { chosen, bans }: Partial<Pick<ProgramSettings, 'chosen' | 'bans'>> = {},
): ActArguments {
  const [name = '', ...rest] = flagsLast(words, common);
  const verb = findVerb(noun, name, rest);
  const action = actionOf(verb);
  const lines: Options = verb.lines && verb.when ? { [verb.when]: { type: 'string' } } : {};
  const { values, positionals } = parseWords(rest, { ...common, ...fieldOptions(verb, action), ...lines });
  checkTargets({ what: `${noun} ${name}`, words: positionals, inVault: values['in-vault'] }, verb, action);
  refuseOtherForms(values);
  return {
    where: readWhere(fillFlags(values, { chosen, bans }, process.env)),
    store: readStoreFlags(values),
    verb,
    action,
    targets: positionals,
    inVault: values['in-vault'] ?? '',
    ...(verb.lines && verb.when ? { fromFile: String((values as Record<string, unknown>)[verb.when]) } : {}),
    values: fieldValues(verb, action, values),
    yes: values.yes ?? false,
    confirm: values.confirm,
    dryRun: values['dry-run'] ?? false,
    ...readWait(`${noun} ${name}`, action, values),
  };
}

interface FormFlags extends OutputValues {
  readonly 'dry-run'?: boolean | undefined;
}

/** What was done is always printed as JSON, and a dry run as AWS CLI commands. */
function refuseOtherForms({ output, json, ...flags }: FormFlags): void {
  readOutput({ output, json }, ['json'], 'json');
  if (flags['dry-run'] && (output !== undefined || json))
    throw new UsageError('--dry-run prints AWS CLI commands, so it does not go with -o json.');
}

interface WaitFlags {
  readonly wait?: boolean | undefined;
  readonly timeout?: string | undefined;
  readonly 'dry-run'?: boolean | undefined;
}

function readWait(what: string, action: AnyAction, flags: WaitFlags): Pick<ActArguments, 'waitMs'> {
  const { wait, timeout } = flags;
  if (!wait && timeout !== undefined) throw new UsageError('--timeout requires --wait.');
  if (!wait) return {};
  if (!action.starts) throw new UsageError(`${what} starts no job: omit --wait.`);
  if (flags['dry-run']) throw new UsageError('--dry-run starts no job: omit --wait.');
  return { waitMs: readTimeout(timeout) };
}

export function actionOf({ resource, action }: Verb): AnyAction {
  const found = resources[resource].actions?.find(({ id }) => id === action);
  if (!found) throw new Error(`${resource} has no action ${action}`);
  return found;
}

function findVerb(noun: string, name: string, rest: readonly string[]): Verb {
  const verbs = nouns[noun] ?? {};
  const found = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const isAsked = ({ when }: Verb) => when === undefined || rest.some((word) => word.split('=')[0] === `--${when}`);
  const verb = found?.find(isAsked);
  if (verb) return verb;
  const names = Object.keys(verbs);
  const meant = suggestion(name, names);
  throw new UsageError(`${noun} takes ${names.join(', ')}${name === '' ? '' : `, not "${name}"`}.${meant}`);
}

export const flagOf = ({ flags }: Verb, { id }: FormField): string => flags?.[id] ?? id;

/** Entries of lists are too complex for flags: a plan is built on the screen, or as JSON. */
export const flaggedFields = ({ fields = [] }: AnyAction): readonly FormField[] =>
  fields.filter(({ kind }) => kind !== 'list');

export const fieldOptions = (verb: Verb, action: AnyAction): Record<string, { type: 'string' | 'boolean' }> =>
  Object.fromEntries(
    flaggedFields(action).map((field) => [
      flagOf(verb, field),
      { type: field.kind === 'toggle' ? ('boolean' as const) : ('string' as const) },
    ]),
  );

function fieldValues(verb: Verb, action: AnyAction, values: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = flaggedFields(action).flatMap((field) => {
    const value = values[flagOf(verb, field)];
    return value === undefined ? [] : [[field.id, String(value)] as const];
  });
  return Object.fromEntries(given);
}

interface NamedTargets {
  readonly what: string;
  readonly words: readonly string[];
  readonly inVault: string | undefined;
}

function checkTargets({ what, words, inVault }: NamedTargets, { target }: Verb, { many }: AnyAction): void {
  if (!target && words.length > 0) throw new UsageError(`${what} takes no "${words[0]}".`);
  if (!target) return;
  if (words.length === 0) throw new UsageError(`${what} needs the ${target.name}.`);
  if (words.length > 1 && !many) throw new UsageError(`${what} takes one ${target.name} at a time.`);
  if (target.inVault && !inVault)
    throw new UsageError(`${what} needs --in-vault NAME, the vault of the recovery point.`);
}
