// `npm run generate`: writes the documents that are made from tables of the program. With --check it writes nothing,
// names outdated files, and exits with 1; with --sentences it prints what the program says, and writes nothing. Files are
// relative to the working directory.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCommandTable } from '../../src/cli/completion/make-table.ts';
import { shellScripts } from '../../src/cli/completion/shell-scripts.ts';
import { reportJsonSchemaText } from '../../src/cli/report/report-schema.ts';
import { configJsonSchemaText } from '../../src/settings/json-schema.ts';
import { actionsPage } from './documents/actions-page.ts';
import { commandsTable } from './documents/commands-table.ts';
import { keysTable } from './documents/keys-table.ts';
import { kindsTable } from './documents/kinds-table.ts';
import { listsTable } from './documents/lists-table.ts';
import { manPage } from './documents/man-page.ts';

const manual = await manPage();
// Loads the clients of all services.
const { wireWords } = await import('../../test/support/wire-words.ts');
const commandTable = JSON.stringify(await makeCommandTable());

/** The new text of each file, made from its present text. */
const documents: Readonly<Record<string, (before: string) => string>> = {
  'src/docs/lists-and-keys.md': (before) => withPart(withPart(before, 'lists', listsTable()), 'keys', keysTable()),
  'src/docs/attention.md': (before) => withPart(before, 'kinds', kindsTable()),
  'src/docs/config.md': (before) => withPart(before, 'commands', commandsTable()),
  'config/config.schema.json': () => formatted('config/config.schema.json', configJsonSchemaText()),
  'config/packaging/completions/_vaultop': () => shellScripts.zsh,
  'config/packaging/completions/vaultop.bash': () => shellScripts.bash,
  'config/packaging/completions/vaultop.fish': () => shellScripts.fish,
  'config/packaging/man/vaultop.1': () => manual,
  'src/cli/completion/command-table.json': () => formatted('src/cli/completion/command-table.json', commandTable),
  'src/docs/actions.md': actionsPage,
  'config/wire-words.json': () => formatted('config/wire-words.json', wireWords()),
  'config/report.schema.json': () => formatted('config/report.schema.json', reportJsonSchemaText()),
};

/** Replaces the text between two markers, such as `<!-- keys -->` and `<!-- /keys -->`. */
function withPart(text: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const pieces = text.split(new RegExp(`${begin}[\\s\\S]*?${end}`));
  if (pieces.length !== 2) throw new Error(`${begin} … ${end} must occur once.`);
  return pieces.join(`${begin}\n${part}\n${end}`);
}

/** In the linter's format: its line breaks differ from those of JSON.stringify. */
function formatted(path: string, text: string): string {
  const root = resolve(import.meta.dirname, '../..');
  const biome = resolve(root, 'node_modules/.bin/biome');
  const words = ['format', '--config-path=config/tooling/linter.json', `--stdin-file-path=${path}`];
  return execFileSync(biome, words, { cwd: root, input: text, encoding: 'utf8' });
}

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { check: flag, sentences: flag } });
if (values.sentences) await printSentences();
else writeDocuments(values.check);

async function printSentences(): Promise<void> {
  const { sentencesIn } = await import('./documents/sentences.ts');
  const lines = sentencesIn(process.cwd()).map(({ file, line, text }) => `${file}:${line}\t${text}\n`);
  process.stdout.write(lines.join(''));
}

/** `isCheck`: only names those that are out of date. */
function writeDocuments(isCheck: boolean): void {
  const outdated = Object.entries(documents).flatMap(([path, make]) => {
    const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const text = make(before);
    return text === before ? [] : [{ path, text }];
  });
  for (const { path, text } of outdated) {
    if (isCheck) process.stderr.write(`${path} is out of date: npm run generate\n`);
    else writeFileSync(path, text);
  }
  if (isCheck && outdated.length > 0) process.exitCode = 1;
}
