// The table of sentences has what a screen or a command says, and nothing else.
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { sentencesIn, sentencesOf } from '../../config/tooling/documents/sentences.ts';

const source = `import { a } from './some/path of a file.ts';
const id = \`arn:aws:backup:\${region}:\${id}\`;
const statement = 'select name from row where id = 1';
const say = (count: number, name: string) => \`\${count} backup jobs of \${name} failed\${late ? ': they came too late' : ''}\`;
throw new UsageError('There is no such list.');
`;

test('sentences of literals and templates are found with their line; names, paths and statements are none', () => {
  expect(sentencesOf('a.ts', source)).toEqual([
    { file: 'a.ts', line: 4, text: '{count} backup jobs of {name} failed{…}' },
    { file: 'a.ts', line: 4, text: ': they came too late' },
    { file: 'a.ts', line: 5, text: 'There is no such list.' },
  ]);
  expect(sentencesOf('b.tsx', 'const b = <Text>Nothing is marked yet.</Text>;')).toEqual([
    { file: 'b.tsx', line: 1, text: 'Nothing is marked yet.' },
  ]);
});

test('the table has the sentences of findings, of actions and of the command line', () => {
  const files = new Set(sentencesIn(resolve(import.meta.dirname, '../..')).map(({ file }) => file));
  for (const file of [
    'src/domain/attention/sentences/plan-sentences.ts',
    'src/resources/actions/findings/remedies.ts',
    'src/cli/check/help.ts',
    'config/keys.ts',
  ])
    expect(files).toContain(file);
});
