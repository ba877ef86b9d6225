import { expect, test } from 'vitest';
import { screenTitle } from '../../src/app/screen-title.ts';
import type { Data } from '../../src/app/state/data.ts';
import { dataOf, regions, smallWorld, troubleRow } from '../components/fixtures.ts';

const nothing: Data['snapshot'] = () => undefined;
const marks = { bad: '✖', warn: '▲' };
const troubles = [
  troubleRow('a', regions[0], { severity: 'critical' }),
  troubleRow('b', regions[0]),
  troubleRow('c', regions[1]),
];
const title = (attention: typeof troubles, data: Partial<Data> = {}) =>
  screenTitle({ ...dataOf({ rows: { ...smallWorld.rows, attention } }), ...data }, marks);

test.each([
  ['vaultop DEMO prod ✖1 ▲2', troubles, { context: 'prod' }],
  ['vaultop DEMO ✖1 ▲2', troubles, { connections: [{ id: 'demo' }] }],
  ['vaultop prod ✖1 ▲2', troubles, { connections: [{ id: 'prod' }, { id: 'test' }], origin: undefined }],
  ['vaultop EXTRACT 111122223333 ▲1', troubles.slice(1, 2), { origin: 'EXTRACT' }],
  ['vaultop prod', [], { context: 'prod', origin: undefined }],
  ['vaultop 111122223333 ▲1', troubles.slice(1, 2), { origin: undefined }],
  // No answer is not a good answer.
  ['vaultop prod ?', [], { context: 'prod', origin: undefined, snapshot: nothing }],
  ['vaultop prod ✖1 ▲2+', troubles, { context: 'prod', origin: undefined, snapshot: nothing }],
] as const)('%s', (expected, attention, data) => {
  expect(title([...attention], data as Partial<Data>)).toBe(expected);
});
