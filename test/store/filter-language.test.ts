import { expect, test } from 'vitest';
import { parseFilter } from '../../src/store/query/filter-language.ts';
import type { FilterColumn } from '../../src/store/query/list-query.ts';
import { hostileTexts } from '../support/hostile-texts.ts';

const text = (member: string): FilterColumn => ({ by: { member }, kind: 'text' });
const number = (member: string, kind: FilterColumn['kind'] = 'number'): FilterColumn => ({ by: { member }, kind });
const columns = {
  vault: text('vaultName'),
  state: { by: 'state', kind: 'text' } as const,
  age: { by: 'at', kind: 'age' } as const,
  size: number('sizeBytes', 'bytes'),
  percent: number('percent'),
  took: number('tookMs', 'duration'),
};

/** A term in one line. */
function written(typed: string): string[] {
  const { terms, problem } = parseFilter(typed, columns);
  if (problem !== undefined) return [`problem: ${problem}`];
  return terms.map((term) => {
    const mark = term.isInverse ? 'not ' : '';
    if (term.kind === 'word') return `${mark}${term.word}`;
    if (term.kind === 'expression') return mark + String(term.pattern);
    const name = Object.entries(columns).find(([, column]) => column === term.column)?.[0];
    return mark + (term.kind === 'contains' ? `${name} has ${term.text}` : `${name} ${term.operator} ${term.value}`);
  });
}

test.each([
  ['', []],
  ['   ', []],
  ['!', []],
  ['~', []],
  ['!~', []],
  ['/', ['/']],
  ['prod', ['prod']],
  ['  Prod   DB ', ['prod', 'db']],
  ['!prod db', ['not prod', 'db']],
  ['prod !rds', ['prod', 'not rds']],
  ['/prod', ['/prod']],
  ['/prod-(db|web)/', ['/prod-(db|web)/i']],
  ['/a b/ rds', ['/a b/i', 'rds']],
  ['/a/b/', ['/a\\/b/i']],
  ['~^a b$', ['/^a b$/i']],
  ['rds !~^a  b$', ['rds', 'not /^a  b$/i']],
  ['/prod/x', ['/prod/x']],
  [
    'arn:aws:backup:eu-west-1:111122223333:recovery-point:x',
    ['arn:aws:backup:eu-west-1:111122223333:recovery-point:x'],
  ],
  ['toString:x', ['tostring:x']],
  ['__proto__:x', ['__proto__:x']],
  [':x', [':x']],
  ['vault:Prod', ['vault has prod']],
  ['VAULT:prod', ['vault has prod']],
  ['vault:a:b', ['vault has a:b']],
  ['vault:"Two words" rds', ['vault has two words', 'rds']],
  ['vault:"two', ['vault has two']],
  ['say "two words"', ['say', '"two', 'words"']],
  ['vault:', []],
  ['!vault:', []],
  ['!vault:x', ['not vault has x']],
  ['state:failed', ['state has failed']],
  ['age:<2h', ['age < 7200000']],
  ['age:>=3d', ['age >= 259200000']],
  ['age:>1h30m', ['age > 5400000']],
  ['age:<1.5h', ['age < 5400000']],
  ['age:>1w', ['age > 604800000']],
  ['took:>90s', ['took > 90000']],
  ['size:>1GB', ['size > 1073741824']],
  ['size:>1GiB', ['size > 1073741824']],
  ['size:<=1.5k', ['size <= 1536']],
  ['size:=0', ['size = 0']],
  ['size:512', ['size = 512']],
  ['percent:>-1.5', ['percent > -1.5']],
  ['percent:50', ['percent = 50']],
  ['age:', []],
  ['age:<', ['problem: age: needs a time, such as age:<2h']],
  ['age:<2x', ['problem: age: needs a time, such as age:<2h']],
  ['rds size:big', ['problem: size: needs a size, such as size:>1GB']],
  ['percent:1e400', ['problem: percent: needs a number, such as percent:>10']],
  ['took:soon', ['problem: took: needs a time, such as took:>2h']],
  ['/prod-(db/', ['problem: Unterminated group']],
  [`~${'prod-'.repeat(40)}(db`, ['problem: Unterminated group']],
  ['ﬁ', ['fi']],
  ['A\u030angstro\u0308m', ['ångström']],
])('%j means %j', (typed, terms) => {
  expect(written(typed)).toEqual(terms);
});

test.each(['a?', 'a{0,1}', 'a{1,2}', '(a|)', '(|a)', '(?:|a)', 'a??'])(
  'many times %s, which takes hours to compile, is refused',
  (part) => {
    expect(written(`~${part.repeat(40)}${'a'.repeat(40)}!`)).toEqual([
      'problem: the expression has more than 16 optional parts',
    ]);
  },
);

test.each(Array.from({ length: 150 }, hostileTexts(3)))('%j is a filter like any other', (typed) => {
  for (const around of ['', '!', '~', 'vault:', 'state:', '/', 'vault:"']) {
    expect(() => parseFilter(around + typed, columns)).not.toThrow();
  }
});

const ranged = {
  since: { by: 'at', kind: 'age', bound: 'since' },
  until: { by: 'at', kind: 'age', bound: 'until' },
} as const;

test.each([
  ['since:60d', '<= 5184000000 age'],
  ['since:1w', '<= 604800000 age'],
  ['since:2026-09-01', '>= 1788220800000 number'],
  ['since:2026-09-01T12:00Z', '>= 1788264000000 number'],
  ['since:"2026-09-01 12:00"', '>= 1788264000000 number'],
  ['until:2d', '> 172800000 age'],
  ['until:2026-10-01', '< 1790812800000 number'],
  ['since:>2h', '> 7200000 age'],
])('%s is a bound of time', (typed, written) => {
  const [term] = parseFilter(typed, ranged).terms;
  if (term?.kind !== 'compares') throw new Error('It compares nothing.');
  expect(`${term.operator} ${term.value} ${term.column.kind}`).toBe(written);
});

test('a bound that is no time has a reason, and one that is being typed matches all rows', () => {
  expect(parseFilter('since:tuesday', ranged).problem).toMatch(/^since: needs a span or a time, such as since:24h/);
  expect(parseFilter('since:', ranged)).toEqual({ terms: [], unfinished: ['since:'] });
});
