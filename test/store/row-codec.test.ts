import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowCodec } from '../../src/store/row-codec.ts';
import type { AnyRow, RowShape } from '../../src/store/row-shape.ts';
import { anyText } from './any-text.ts';
import { jobs, own, points, toScope, vaults } from './shapes.ts';

const scope = toScope(own);
const job = {
  scope,
  id: 'job-1',
  createdAt: 1_000,
  state: 'RUNNING',
  name: 'Orders',
  resourceArn: 'arn:orders',
  message: 'Waiting',
  percent: 5,
};

function roundTrip(shape: RowShape, row: AnyRow): AnyRow {
  const codec = createRowCodec(shape);
  const { key, doc, sharedDoc } = codec.encode(row);
  return codec.decode({ key, doc, sharedDoc });
}

test('the scope and the key are not stored twice', () => {
  const { key, doc, sharedDoc } = createRowCodec(jobs).encode(job);
  expect(key).toBe('job-1');
  expect(JSON.parse(doc)).toEqual({ createdAt: 1_000, message: 'Waiting', percent: 5 });
  expect(JSON.parse(sharedDoc ?? '')).toEqual({ state: 'RUNNING', name: 'Orders', resourceArn: 'arn:orders' });
  expect(roundTrip(jobs, job)).toEqual({ ...job, scope: undefined });
});

test('a member that is only nearly the key is stored', () => {
  expect(roundTrip({ ...jobs, key: ({ id }) => id.toUpperCase() } as RowShape, job).id).toBe('job-1');
});

test('a message is shared once the row is over', () => {
  const codec = createRowCodec(jobs);
  expect(codec.encode(job).sharedDoc).not.toContain('Waiting');
  expect(codec.encode({ ...job, state: 'FAILED' }).sharedDoc).toContain('Waiting');
});

test('equal shared members are one text, in whichever order they came', () => {
  const { encode } = createRowCodec(jobs);
  const { name, ...rest } = job;
  expect(encode({ name, ...rest }).sharedDoc).toBe(encode({ ...rest, name }).sharedDoc);
});

test.each([
  ['undefined', undefined, undefined],
  ['NaN', Number.NaN, undefined],
  ['Infinity', Number.POSITIVE_INFINITY, undefined],
  ['minus zero', -0, 0],
  ['an integer beyond 2^53', 2 ** 60, 2 ** 60],
  ['a bigint', 12n, 12],
  ['null', null, null],
  ['a bigint inside', { sizes: [1n] }, { sizes: [1] }],
  ['half a surrogate pair and NUL', 'a\ud800\0', 'a\ud800\0'],
  ['a name of the prototype', { ['__proto__']: 1, constructor: 2 }, JSON.parse('{"__proto__":1,"constructor":2}')],
])('%s comes back as it can', (_, value, expected) => {
  const found = roundTrip(vaults, { scope, name: 'a', tags: value });
  expect(found.tags).toStrictEqual(expected);
  expect(Object.hasOwn(found, 'tags')).toBe(expected !== undefined);
});

test('a member may bear the name of the prototype', () => {
  const row = JSON.parse('{"name":"a","__proto__":{"x":1}}');
  expect(Object.entries(roundTrip(vaults, row))).toEqual(Object.entries(row));
});

test('any plain row comes back as it was', () => {
  const row = fc.record({ scope: fc.constant(scope), name: anyText, tags: fc.dictionary(anyText, anyText) });
  fc.assert(
    fc.property(row, (one) => {
      expect({ ...roundTrip(vaults, one), scope }).toEqual(JSON.parse(JSON.stringify(one)));
    }),
    { seed: 1 },
  );
});

test('values that columns sort by are in the document, and not in the row', () => {
  const codec = createRowCodec(points);
  const point = { scope, arn: 'arn:1', createdAt: 1, status: 'COMPLETED', vaultName: 'a', size: 7 };
  const { key, doc } = codec.encode(point);
  expect(JSON.parse(doc)).toMatchObject({ size: 7, $size: 7 });
  expect(codec.decode({ key, doc, sharedDoc: undefined })).not.toHaveProperty('$size');
  expect(JSON.parse(codec.encode({ ...point, size: 0 }).doc)).not.toHaveProperty('$size');
});

test('each text is searched where its member is stored, and the key as the key', () => {
  const codec = createRowCodec(jobs);
  const found = codec.columns(job, codec.encode(job));
  expect(found).toMatchObject({ search: 'waiting', sharedSearch: 'orders\nrunning', subject: 'arn:orders' });
  const over = { ...job, state: 'FAILED' };
  expect(codec.columns(over, codec.encode(over))).toMatchObject({
    search: null,
    sharedSearch: 'orders\nwaiting\nfailed',
  });
});

test('a key that ASCII does not fold is searched by its folded form', () => {
  const codec = createRowCodec(jobs);
  const row = { ...job, id: 'ÄRGER', message: undefined };
  expect(codec.columns(row, codec.encode(row)).search).toBe('ärger');
});

test.each([
  [Number.NaN, 0],
  [1.9, 1],
  [Number.POSITIVE_INFINITY, 0],
  [1e300, 0],
  [-5, -5],
])('a time of %d is stored as %d', (createdAt, at) => {
  expect(createRowCodec(jobs).encode({ ...job, createdAt }).at).toBe(at);
});

test('a time that is no number is none', () => {
  const codec = createRowCodec(jobs);
  const row = { ...job, endedAt: Number.NaN };
  expect(codec.columns(row, codec.encode(row)).endedAt).toBeNull();
});
