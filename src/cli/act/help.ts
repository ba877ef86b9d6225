import type { FormField } from '../../resources/action.ts';
import { actionOf, flaggedFields, flagOf } from './arguments.ts';
import { nouns, type Verb } from './nouns.ts';

export function helpOf(noun: string): string {
  const verbs = Object.entries(nouns[noun] ?? {});
  const parts = verbs.flatMap(([name, ways]) => ways.map((verb) => verbHelp(noun, name, verb)));
  return `vaultop ${noun}: the same actions as on the screen, for scripts

${parts.join('\n\n')}

For all of them
  --write              lets the change be made; without it only --dry-run works
  --yes                does it without asking; without a terminal it has to be said
  --dry-run            prints the AWS CLI commands that are the same, and sends nothing
  --region, --profile, --endpoint-url, --demo, --context and the others of vaultop --help

The result is JSON: what was done to what, where, and what AWS answered or refused. Of a job, "done" says that AWS has
started it, not how it ends: its id is printed to standard error and stands in the answers.
Exit codes: 0 done (of a job: started), 1 not all done, 2 usage.
`;
}

function verbHelp(noun: string, name: string, verb: Verb): string {
  const action = actionOf(verb);
  const more = action.many && !action.together ? '…' : '';
  const target = verb.target ? ` ${verb.target.name}${more}` : '';
  const vault = verb.target?.inVault ? ' --in-vault NAME' : '';
  const flags = flaggedFields(action).map((field) => flagHelp(flagOf(verb, field), field));
  return [`  vaultop ${noun} ${name}${target}${vault}${verb.when ? ` --${verb.when}` : ''}`, ...flags].join('\n');
}

function flagHelp(flag: string, field: FormField): string {
  const what =
    field.kind === 'document' ? `${field.label.toLowerCase()}, from a file; - is stdin` : field.label.toLowerCase();
  return `    --${flag.padEnd(27)} ${what}${field.hint && field.kind !== 'document' ? ` (${field.hint})` : ''}`;
}
