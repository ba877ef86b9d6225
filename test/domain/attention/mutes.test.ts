// A mute is compared with the members of a finding, also of a stored one, and with its present sentence.
import { expect, test } from 'vitest';
import { causeOf } from '../../../src/domain/attention/findings/finding-sentence.ts';
import { mutes } from '../../../src/domain/attention/findings/mutes.ts';
import type { Mute } from '../../../src/domain/attention/settings.ts';
import { arnOf, factsOf, failed, findingsIn, five, hour, nightly, noon } from './facts-of.ts';

const facts = factsOf({ backups: [failed('shop', five), ...nightly('shop').slice(1), ...nightly('other')] });
const [finding] = findingsIn(facts);
if (!finding) throw new Error('There is no finding.');
const stored: typeof finding = JSON.parse(JSON.stringify(finding));

const table: readonly (readonly [what: string, mute: Mute, isMuted: boolean])[] = [
  ['its name', { name: 'sh*' }, true],
  ['its ARN', { name: arnOf('shop') }, true],
  ['a pattern of ARNs', { name: 'arn:aws:rds:*:db:shop' }, true],
  ['another name', { name: 'other' }, false],
  ['its type, in any case', { type: 'rds' }, true],
  ['another type', { type: 'EBS' }, false],
  ['its kind', { kind: 'point-age' }, true],
  ['another kind', { kind: 'failed-run' }, false],
  ['its cause', { cause: causeOf(finding) ?? 'none' }, true],
  ['another cause', { cause: 'another' }, false],
  ["a part of AWS's message that the sentence does not hold", { message: 'NOT authorized' }, true],
  ['a part of the sentence', { message: 'AWS refused access' }, true],
  ['its age now', { message: 'for 31 h' }, true],
  ['its age later', { message: 'for 32 h' }, false],
  ['the subject, which is no part of the message', { message: 'shop' }, false],
  ['one thing that fits and one that does not', { name: 'shop', type: 'EBS' }, false],
  ['nothing', {}, false],
  ['a time that is over', { name: 'shop', until: noon }, false],
  ['a time to come', { name: 'shop', until: noon + 1 }, true],
];

test.each(table)('by %s', (_, mute, isMuted) => {
  expect(mutes(mute, finding, noon)).toBe(isMuted);
  expect(mutes(mute, stored, noon)).toBe(isMuted);
});

test('by an age, once it is that old', () => {
  expect(mutes({ message: 'for 32 h' }, stored, noon + hour)).toBe(true);
});
