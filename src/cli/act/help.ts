import { timeExamples } from '../../domain/time-text.ts';
import { wrap } from '../../lib/text/wrap.ts';
import type { FormField } from '../../resources/action.ts';
import { everything, type HelpTopics } from '../help-topics.ts';
import { actionOf, flaggedFields, flagOf } from './arguments.ts';
import { consentLines } from './consent-help.ts';
import { exampleOf, type NamedVerb } from './example.ts';
import { defaultText, isNeeded, knownOptions } from './field-values.ts';
import { listOfNoun, nouns, type Verb } from './nouns.ts';

export function helpOf(noun: string): string {
  const verbs = Object.entries(nouns[noun] ?? {});
  const parts = verbs.flatMap(([name, ways]) => ways.map((verb) => verbHelp({ noun, name, verb })));
  return [headOf(noun), ...parts, listHelp(noun), flagsOfAll(noun)].join('\n\n');
}

/** Each verb with its meaning and an example; its flags by its name, and those of one type of resource by that. */
export function helpTopicsOf(noun: string): HelpTopics {
  const verbs = Object.entries(nouns[noun] ?? {});
  const isOnly = verbs.length === 1;
  const lines = verbs.flatMap(([name, ways]) =>
    ways.map((verb) => (isOnly ? verbHelp({ noun, name, verb }, isForAllTypes) : verbLines({ noun, name, verb }))),
  );
  const groups = [...new Set(verbs.flatMap(([, ways]) => ways.flatMap(groupsOf)))];
  const more = [
    ...(isOnly
      ? []
      : [`  vaultop ${noun} VERB --help   the flags of one verb, such as: vaultop ${noun} ${verbs[0]?.[0]} --help`]),
    ...(groups.length === 0 ? [] : [`  vaultop ${noun} --help TYPE   ${typesHelp(groups)}`]),
    `  vaultop ${noun} --help ${everything}    everything`,
  ];
  return {
    essential: [headOf(noun), ...lines, listHelp(noun), `More\n${more.join('\n')}`, flagsOfAll(noun)].join('\n\n'),
    topics: {
      ...Object.fromEntries(verbs.map(([name, ways]) => [name, () => verbTopic(noun, name, ways)])),
      ...Object.fromEntries(groups.map((group) => [topicOf(group), () => groupTopic(noun, group)])),
    },
  };
}

const headOf = (noun: string): string => `vaultop ${noun}: the same actions as on the screen, for scripts`;

const listHelp = (noun: string): string => `  vaultop ${noun} list
    the same as vaultop get ${listOfNoun[noun]}, with its flags`;

const groupsOf = (verb: Verb): string[] =>
  verb.lines ? [] : flaggedFields(actionOf(verb)).flatMap(({ group }) => group ?? []);

/** One word for the shell: FSx-Windows. */
const topicOf = (group: string): string => group.replaceAll(' ', '-');

function typesHelp(groups: readonly string[]): string {
  const lines = wrap(groups.map(topicOf).join(', '), 110);
  return ['the flags of one type of resource:', ...lines.map(({ text }) => `    ${text}`)].join('\n');
}

function verbLines(command: NamedVerb): string {
  const { verb } = command;
  const title = verb.lines ? 'Many, from a file.' : `${capitalized(actionOf(verb).title)}.`;
  const example = verb.lines ? [] : [`    For example: vaultop ${exampleOf(command)}`];
  return [usageOf(command), `    ${title}`, ...example].join('\n');
}

function verbTopic(noun: string, name: string, ways: readonly Verb[]): string {
  const parts = ways.map((verb) => verbHelp({ noun, name, verb }, isForAllTypes));
  const groups = [...new Set(ways.flatMap(groupsOf))];
  const types = groups.length === 0 ? [] : [`  vaultop ${noun} ${name} --help TYPE   ${typesHelp(groups)}`];
  return `${[...parts, ...types].join('\n\n')}\n\n  vaultop ${noun} --help has the flags that all of them take.\n`;
}

function groupTopic(noun: string, group: string): string {
  const parts = Object.entries(nouns[noun] ?? {}).flatMap(([name, ways]) =>
    ways
      .filter((verb) => groupsOf(verb).includes(group))
      .map((verb) => verbHelp({ noun, name, verb }, (field) => field.group === group)),
  );
  return `${parts.join('\n\n')}\n`;
}

const flagsOfAll = (noun: string): string => `For all of them
  --write              allow the change; without it only --dry-run works
  --yes                confirm what can be undone, and the stop of one job; required without a terminal
  --confirm NAME       confirm what cannot be undone: NAME is the name that the screen asks for: that of the resource,
                       vault, plan or hold; of several targets, their number. --yes does not replace it
  --dry-run            print the equivalent AWS CLI commands, and send nothing
${startsJobs(noun) ? waitHelp : ''}  -o json, --json      the default format
  --region, --profile, --endpoint-url, --demo, --context and the others of vaultop --help

TIME without a zone is UTC. "default from AWS": the present value of the target, or the default of the form on screen.
The result is JSON: the action, its targets, and AWS's responses or refusals. Of a job, "done" means that AWS has
started it, not that it succeeded: its id is printed to stderr and is in the responses.
Exit codes: 0 done (of a job: started), 1 not all done, 2 usage.${startsJobs(noun) ? waitCodes : ''}
`;

const linesHelp = `    FILE has one restore per line: a JSON array of objects, or CSV with names in the first line; - is stdin:
      point     ARN of the recovery point
      vault     its vault
      time      of a continuous backup: latest, 3h ago, 2026-01-15 12:00Z, yesterday 23:59 Berlin
      role, copy-tags, and restore metadata, such as DBInstanceIdentifier. Default: as in the form
    point,vault,targetTableName
    arn:aws:backup:eu-west-1:123456789012:recovery-point:1a2b,prod,carts-restored`;

const startsJobs = (noun: string): boolean =>
  Object.values(nouns[noun] ?? {}).some((ways) => ways.some((verb) => actionOf(verb).starts));

const waitHelp = `  --wait               of a verb that starts a job: wait for its end, and add it to the result as "job"
  --timeout TIME       the longest time to wait, such as 90m or 2h (default 1d)
`;

const waitCodes = `
With --wait: 0 completed, also with issues; 1 failed, stopped, expired or partial; 3 not known: the job is not over at
the timeout, or AWS could not be asked.`;

function usageOf({ noun, name, verb }: NamedVerb): string {
  if (verb.lines) return `  vaultop ${noun} ${name} --${verb.when} FILE`;
  const action = actionOf(verb);
  const more = action.many && !action.together ? '…' : '';
  const target = verb.target ? ` ${verb.target.name}${more}` : '';
  const vault = verb.target?.inVault ? ' --in-vault NAME' : '';
  return `  vaultop ${noun} ${name}${target}${vault}${verb.when ? ` --${verb.when}` : ''}`;
}

type IsShown = (field: FormField) => boolean;

const isForAllTypes: IsShown = ({ group }) => group === undefined;

function verbHelp(command: NamedVerb, isShown: IsShown = () => true): string {
  const { verb } = command;
  if (verb.lines) return [usageOf(command), linesHelp].join('\n');
  const action = actionOf(verb);
  const shown = flaggedFields(action).filter(isShown);
  const flags = shown.flatMap((field, index, fields) => [
    ...(field.group === undefined || fields[index - 1]?.group === field.group ? [] : [`    of ${field.group}`]),
    flagHelp(verb, field),
  ]);
  return [
    usageOf(command),
    `    ${capitalized(action.title)}.`,
    ...flags,
    ...consentLines(action).map((line) => `    ${line}`),
    `    For example: vaultop ${exampleOf(command)}`,
  ].join('\n');
}

const capitalized = (text: string): string => text.replace(/^[a-z]/, (letter) => letter.toUpperCase());

/** The width of what stands behind the name of a flag. */
const noteWidth = 86;

function flagHelp(verb: Verb, field: FormField): string {
  const flag = flagOf(verb, field);
  const needed = isNeeded(field) || flag === verb.when;
  const label = isProperName(field.label)
    ? field.label
    : field.label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  const what = field.kind === 'document' ? `${label}, from a file; - is stdin` : label;
  const notes = [
    ...valueNotes(field),
    ...(field.hint && field.kind !== 'document' ? [field.hint] : []),
    ...(needed ? ['needed'] : defaultNotes(field)),
  ];
  const value = valueName(field);
  const words = `--${flag}${value === '' ? '' : ` ${value}`}`;
  const [first, ...rest] = wrap(`${what}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`, noteWidth);
  return [`    ${words.padEnd(29)} ${first?.text ?? ''}`, ...rest.map(({ text }) => `${' '.repeat(34)}${text}`)].join(
    '\n',
  );
}

/** Names that AWS writes with capitals, such as "Availability Zone" and "Active Directory". */
const isProperName = (label: string): boolean => /^[A-Z][a-z]+ [A-Z][a-z]/.test(label) && !label.endsWith('Regions');

/** More values than fit beside the flag stand behind it. */
const widestValues = 40;

function valueName(field: FormField): string {
  switch (field.kind) {
    case 'number':
      return 'N';
    case 'time':
      return 'TIME';
    case 'document':
      return 'FILE';
    case 'toggle':
      return '';
    default:
      return areBeside(field) ? knownOptions(field).join('|') : 'TEXT';
  }
}

function areBeside(field: FormField): boolean {
  const values = knownOptions(field).join('|');
  return values !== '' && values.length <= widestValues;
}

/** The values that a flag takes, as far as no response of AWS decides them. */
function valueNotes(field: FormField): string[] {
  if (field.kind === 'number') return [`${field.least} to ${field.most}`];
  if (field.kind === 'time') {
    return field.hint?.includes(timeExamples[0]) ? [] : [[...(field.words ?? []), ...timeExamples].join(', ')];
  }
  const values = areBeside(field) ? '' : knownOptions(field).join(', ');
  return values === '' ? [] : [values];
}

function defaultNotes(field: FormField): string[] {
  const text = defaultText(field);
  return text === undefined ? [] : [`default ${text}`];
}
