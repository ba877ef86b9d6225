// The example of a verb: the one that was written for it, else one made from what its action needs.
import { shellQuote } from '../../lib/text/shell.ts';
import type { FormField } from '../../resources/action.ts';
import { actionOf, flaggedFields, flagOf } from './arguments.ts';
import { type WayOfConsent, wayOfConsent } from './consent-help.ts';
import { isNeeded, knownOptions } from './field-values.ts';
import { examples, type Verb } from './nouns.ts';

/** `vaultop NOUN NAME`, in one of its ways. */
export interface NamedVerb {
  readonly noun: string;
  readonly name: string;
  readonly verb: Verb;
}

/** What stands after `vaultop`. */
export function exampleOf({ noun, name, verb }: NamedVerb): string {
  const written = verb.when === undefined ? examples[`${noun} ${name}`] : undefined;
  return written ?? [noun, name, ...madeWords(verb)].join(' ');
}

const consentWords: Readonly<Record<WayOfConsent, readonly string[]>> = {
  none: [],
  y: ['--yes'],
  either: ['--yes'],
  name: ['--confirm', 'NAME'],
};

/** Without a field that is needed, the first one says what is changed. */
function madeWords(verb: Verb): string[] {
  const action = actionOf(verb);
  const fields = flaggedFields(action);
  const needed = fields.filter((field) => isNeeded(field) || flagOf(verb, field) === verb.when);
  const shown = needed.length > 0 ? needed : fields.slice(0, 1);
  return [
    ...(verb.target ? [targetSample(verb.target.name)] : []),
    ...(verb.target?.inVault ? ['--in-vault', 'prod'] : []),
    ...shown.flatMap((field) => flagWords(flagOf(verb, field), field)),
    ...(action.output || action.exclusion ? [] : ['--write']),
    ...consentWords[wayOfConsent(action)],
  ];
}

/** `name`: as help writes the target, 'ID|PLAN_ID/NAME'. */
function targetSample(name: string): string {
  if (name.startsWith('ARN')) return 'arn:aws:rds:eu-west-1:123456789012:db:shop';
  return name.startsWith('NAME') ? 'nightly' : '0a1b2c3d';
}

const flagWords = (flag: string, field: FormField): string[] =>
  field.kind === 'toggle' ? [`--${flag}`] : [`--${flag}`, shellQuote(valueSample(field))];

function valueSample(field: FormField): string {
  switch (field.kind) {
    case 'number':
      return String(field.least);
    case 'time':
      return '3h ago';
    case 'document':
      return 'file.json';
    case 'choice':
      return knownOptions(field)[0] ?? 'VALUE';
    default:
      return samples[field.id] ?? 'TEXT';
  }
}

const samples: Readonly<Record<string, string>> = {
  name: 'nightly',
  vault: 'nightly',
  tags: 'env=prod',
  reason: 'case closed',
};
