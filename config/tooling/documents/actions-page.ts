// The page of all actions, made from the resources and the verbs of the command line.
import { flaggedFields, flagOf } from '../../../src/cli/act/arguments.ts';
import { nouns, type Verb } from '../../../src/cli/act/nouns.ts';
import type { AnyAction } from '../../../src/resources/action.ts';
import { resources } from '../../../src/resources/index.ts';
import type { AnyResource } from '../../../src/resources/resource.ts';
import { markdownTable } from './markdown-table.ts';

const introduction = `# Actions

\`npm run generate\` makes this page from the tables of the program. \`a\` shows the actions of the row under the cursor, or of the
marked rows; nothing is changed without \`--write\`. "asks for" is what must be done before anything is sent. "several": it may
be done to several rows at once. Flags are those of the subcommand; \`vaultop NOUN --help\` says what each means.`;

const confirmations = { none: 'enter', confirm: '`y`', 'type-name': 'the name, typed' } as const;

export function actionsPage(): string {
  const sections = Object.values(resources).flatMap((resource) =>
    resource.actions?.length ? [sectionOf(resource, resource.actions)] : [],
  );
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

function sectionOf({ id, plural }: AnyResource, actions: readonly AnyAction[]): string {
  const rows = actions.map((action) => {
    const verb = verbOf(id, action.id);
    return [
      action.title,
      action.key === undefined ? '' : `\`${action.key}\``,
      confirmationOf(action),
      action.many ? 'yes' : '',
      verb ? `\`vaultop ${verb.words}\`` : action.follows ? '`vaultop wait ID`' : '',
      verb ? flagsOf(verb.verb, action) : '',
    ];
  });
  const titles = ['action', 'key', 'asks for', 'several', 'subcommand', 'flags'];
  return `## ${plural[0]?.toUpperCase()}${plural.slice(1)}\n\n${markdownTable(titles, rows)}`;
}

/** A restore has about fifty, most of them for one type of resource: too many for a table cell. */
const mostFlags = 12;

function flagsOf(verb: Verb, action: AnyAction): string {
  const flags = flaggedFields(action).map((field) => `\`--${flagOf(verb, field)}\``);
  return flags.length > mostFlags ? `${flags.length} flags, most for one type of resource` : flags.join(' ');
}

/** A function decides by the row and the values of the form. */
function confirmationOf({ danger, undo, output }: AnyAction): string {
  if (typeof danger === 'string') return confirmations[danger];
  if (danger || typeof undo === 'function') return 'depends on what it would do';
  if (output) return confirmations.none;
  return undo?.possible ? confirmations.confirm : confirmations['type-name'];
}

function verbOf(resource: string, action: string): { readonly words: string; readonly verb: Verb } | undefined {
  for (const [noun, verbs] of Object.entries(nouns)) {
    for (const [name, ways] of Object.entries(verbs)) {
      const verb = ways.find((way) => !way.lines && way.resource === resource && way.action === action);
      if (verb) return { words: wordsOf(`${noun} ${name}`, verb), verb };
    }
  }
  return undefined;
}

const wordsOf = (words: string, { target, when }: Verb): string =>
  [words, target?.name, target?.inVault ? '--in-vault NAME' : undefined, when && `--${when}`].filter(Boolean).join(' ');
