import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowPacker, type RowMembers } from '../../src/lib/packed-rows.ts';
import { plainOf } from '../../src/lib/plain.ts';
import { isSame } from '../../src/lib/same.ts';
import { createSharing } from '../../src/lib/sharing.ts';

interface Row {
  id: string;
  arn?: string;
  at?: number;
  bytes?: number;
  state?: string;
  isParent?: boolean;
  percent?: number;
  by?: { plan: string; rule?: { name: string } };
}

const members: RowMembers<Row> = {
  ...({ id: 'text', arn: 'text', at: 'number', bytes: 'number' } as const),
  ...({ state: 'shared', isParent: 'shared', percent: 'shared', by: 'shared' } as const),
};
const names = Object.keys(members) as (keyof Row)[];
const packer = () => createRowPacker(members, createSharing());
const read = (row: Row) => Object.fromEntries(names.map((name) => [name, row[name]]));
/** Of one kept beside the heap. */
const isPacked = (row: Row) => Object.keys(row).length === 0;

const texts = fc.oneof(
  fc.constantFrom('', 'COMPLETED', 'déjà vu', '备份', 'arn:aws:ec2:eu-west-1::image/ami-1'),
  fc.uuid().map((id) => `arn:aws:backup:eu-west-1:123456789012:recovery-point:${id}`),
  fc.string({ maxLength: 120 }),
);
/** AWS knows one zero. */
const numbers = fc
  .oneof(fc.integer(), fc.double(), fc.constantFrom(0, 1.5e12, Number.MAX_SAFE_INTEGER, -1))
  .map((number) => number + 0);
const rows: fc.Arbitrary<Row> = fc.record(
  {
    ...{ id: texts, arn: texts, at: numbers, bytes: numbers, state: texts, isParent: fc.boolean(), percent: numbers },
    by: fc.record(
      { plan: texts, rule: fc.record({ name: texts }, { noNullPrototype: true }) },
      { requiredKeys: ['plan'], noNullPrototype: true },
    ),
  },
  { requiredKeys: ['id'], noNullPrototype: true },
);

test('a row says the same after it was packed, read member by member, as a plain object and as JSON', () => {
  const pack = packer();
  fc.assert(
    fc.property(fc.array(rows, { minLength: 1, maxLength: 40 }), (all) => {
      const packed = all.map((row) => pack({ ...row }));
      expect(packed.map(read)).toEqual(all.map(read));
      expect(packed.map(plainOf)).toEqual(all);
      expect(packed.map((row) => JSON.stringify(row))).toEqual(all.map((row) => JSON.stringify(plainOf(pack(row)))));
      expect(packed.every((row, at) => isSame(row, all[at]))).toBe(true);
    }),
  );
});

test('many rows stand in many blocks, each at its own place', () => {
  const pack = packer();
  const row = (at: number): Row => ({
    id: `job-${at}`,
    at,
    state: `state ${at % 7}`,
    by: { plan: `plan ${at % 300}` },
  });
  const packed = Array.from({ length: 2_000 }, (_, at) => pack(row(at)));
  expect(packed.every(isPacked)).toBe(true);
  expect(packed.map(plainOf)).toEqual(packed.map((_, at) => row(at)));
  expect(packed[0]?.by).toBe(packed[300]?.by);
});

test('a row with a member nobody foresaw, of another kind, or in other letters than ASCII stays whole', () => {
  const pack = packer();
  const odd = [
    { id: 'one', more: 1 },
    { id: 'two', at: '2026-01-15' as unknown as number },
    { id: 'three', bytes: Number.NaN },
    { id: 'vier ö' },
    { id: 5 as unknown as string },
  ];
  for (const row of odd) expect(pack(row)).toBe(row);
  expect(isPacked(pack({ id: 'plain', state: 'ö' }))).toBe(true);
});

test('rows that differ are not the same', () => {
  const pack = packer();
  const row: Row = { id: 'one', at: 1, by: { plan: 'daily' } };
  for (const other of [
    { ...row, at: 2 },
    { ...row, bytes: 0 },
    { id: 'one', at: 1 },
  ]) {
    expect([isSame(pack({ ...row }), other), isSame(pack({ ...row }), pack({ ...other }))]).toEqual([false, false]);
  }
  expect(isSame(pack({ ...row }), pack({ ...row }))).toBe(true);
});
