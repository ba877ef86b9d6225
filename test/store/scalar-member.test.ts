// Single members of a row's text against the parsed text.
import { expect, test } from 'vitest';
import { readScalar } from '../../src/store/read/scalar-member.ts';
import { seededRandom } from '../support/matrix.ts';

const scalars = [
  ...['', 'SUCCESS', 'a "quoted" word', 'back\\slash', 'line\nbreak', '{', 'a, b', '"b":1,', 'ü\u2028', '\ud800', '}'],
  ...[0, -1, 1.5, 1e21, -2.5e-7, 1_753_776_065_000, Number.MAX_SAFE_INTEGER],
  ...[true, false, null],
];
const nested = [{ b: 'inner' }, [{ c: 1 }], [], {}, ['b', 'c']];
const names = ['a', 'b', 'c', 'd"e', 'f:'];

test('a member is read as a parser reads it, or not at all', () => {
  const random = seededRandom(3);
  const any = <Value>(of: readonly Value[]): Value => of[Math.floor(random() * of.length)] as Value;
  let read = 0;
  for (let round = 0; round < 3_000; round += 1) {
    const members = names
      .filter(() => random() < 0.7)
      .map((name) => [name, random() < 0.1 ? any(nested) : any(scalars)]);
    const doc = JSON.stringify(Object.fromEntries(members));
    const parsed = JSON.parse(doc);
    for (const name of names) {
      const quoted = `${JSON.stringify(name)}:`;
      const found = doc.indexOf(quoted);
      const value = found < 0 ? undefined : readScalar(doc, found + quoted.length);
      if (value === undefined) continue;
      read += 1;
      expect([doc, name, value]).toEqual([doc, name, parsed[name]]);
    }
  }
  expect(read).toBeGreaterThan(1_000);
});

test('texts, numbers and times of a job need no parser', () => {
  const job = { id: 'AB-1', completedAt: 1_753_776_065_000, messageCategory: 'SUCCESS', percent: 0 };
  const doc = JSON.stringify(job);
  const values = Object.keys(job).map((name) => readScalar(doc, doc.indexOf(`"${name}":`) + name.length + 3));
  expect(values).toEqual(Object.values(job));
});

test('what is no plain value, or may be a member of a member, is left to the parser', () => {
  const at = (doc: string) => readScalar(doc, doc.indexOf('"b":') + 4);
  expect(at('{"a":{"b":1}}')).toBeUndefined();
  expect(at('{"a":[{"b":1}],"b":2}')).toBeUndefined();
  expect(at('{"b":true}')).toBeUndefined();
  expect(at('{"b":"say \\"no\\""}')).toBeUndefined();
});
