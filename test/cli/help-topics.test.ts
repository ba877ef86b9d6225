// The help by parts: what is needed most fits on a screen or two, and every flag of the whole is in some part.
import { describe, expect, test } from 'vitest';
import { helpFor } from '../../src/cli/help-topics.ts';
import { subcommands } from '../../src/cli/subcommands.ts';

const programs = await Promise.all(
  Object.entries(subcommands).map(async ([name, { load }]) => [name, await load()] as const),
);
const byParts = programs.flatMap(([name, program]) => {
  const { helpTopics } = program;
  return helpTopics ? [[name, program, helpTopics()] as const] : [];
});

/** Lines of the widest first help. */
const mostLines = 80;
const linesOf = (text: string): string[] => text.trimEnd().split('\n');
const flagsIn = (text: string): string[] =>
  [...text.matchAll(/^ {2,4}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag = '']) => flag);

test.each(programs)('what %s --help shows is no longer than two screens', (_, program) => {
  expect(linesOf(helpFor(program, ['--help'])).length).toBeLessThanOrEqual(mostLines);
});

describe.each(byParts)('%s', (name, program, { essential, topics }) => {
  const parts = [essential, ...Object.values(topics).map((text) => text())];

  test('every flag of the whole help is in a part, and every part is of the whole', () => {
    const shown = new Set(parts.flatMap(flagsIn));
    expect(flagsIn(program.help()).filter((flag) => !shown.has(flag))).toEqual([]);
    const whole = new Set(flagsIn(program.help()));
    expect([...shown].filter((flag) => !whole.has(flag))).toEqual([]);
  });

  test('each part is asked for by its word, in any case, before or behind --help', () => {
    expect(helpFor(program, ['--help'])).toBe(essential);
    expect(helpFor(program, ['-h', '--region', 'eu-west-1'])).toBe(essential);
    expect(helpFor(program, ['--help', 'all'])).toBe(program.help());
    for (const [word, text] of Object.entries(topics)) {
      expect(helpFor(program, ['--help', word.toUpperCase()])).toBe(text());
      expect(helpFor(program, [word, '--help'])).toBe(text());
    }
  });

  test('a word that is none is answered with all there are', () => {
    expect(() => helpFor(program, ['--help', 'nothing-such'])).toThrow(
      new RegExp(`^there is no help on "nothing-such"\\. There is: all, ${Object.keys(topics)[0]}`),
    );
    expect(essential).toContain(`vaultop ${name}`);
    expect(essential).toContain('--help all');
  });
});

test('of a verb with flags for types of resources the type is the most special word', () => {
  const [, program] = programs.find(([name]) => name === 'restore') ?? [];
  const text = program ? helpFor(program, ['start', '--help', 'fsx-windows']) : '';
  expect(text).toContain('--fsx-windows-subnet-ids');
  expect(text).not.toContain('--ebs-');
});
