import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { shortRegion } from '../../components/panels/short-region.ts';
import { keyNames } from '../../components/primitives/key-names.ts';

const key = (flags: Partial<Key> = {}): Key => flags as Key;

test.each<[string, Partial<Key>, string[]]>([
  ['j', {}, ['j']],
  ['G', { shift: true }, ['G']],
  ['jjj', {}, ['j', 'j', 'j']],
  ['j\r', {}, ['j', 'return']],
  ['a b', {}, ['a', 'space', 'b']],
  ['東', {}, ['東']],
  ['👍', {}, ['👍']],
  ['', { upArrow: true }, ['up']],
  ['', { pageDown: true }, ['pagedown']],
  ['\r', { return: true }, ['return']],
  ['\t', { tab: true }, ['tab']],
  ['', { tab: true, shift: true }, ['shift+tab']],
  ['d', { ctrl: true }, ['ctrl+d']],
  [' ', {}, ['space']],
  ['\u0004j', {}, ['ctrl+d', 'j']],
  // ctrl+_ alone, within a bunch, and as the kitty keyboard protocol reports it on two layouts.
  ['_', { ctrl: true }, ['ctrl+_']],
  ['a\u001f', {}, ['a', 'ctrl+_']],
  ['-', { ctrl: true, shift: true }, ['ctrl+_']],
  ['_', {}, ['_']],
  ['', {}, []],
  ['x', { meta: true }, []],
  ['j', { eventType: 'release' }, []],
])('%j with %j is %j', (input, flags, names) => {
  expect(keyNames(input, key(flags))).toEqual(names);
});

test.each([
  ['us-east-1', 'use1'],
  ['eu-west-3', 'euw3'],
  ['ap-southeast-2', 'apse2'],
  ['us-gov-west-1', 'usgw1'],
  ['ap-northeast-1', 'apne1'],
  ['il-central-1', 'ilc1'],
  ['somewhere', 'somewhere'],
])('%s is %s for short', (region, short) => {
  expect(shortRegion(region)).toBe(short);
});
