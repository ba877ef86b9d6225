// The changes of a watched list since it was printed last.
import { expect, test } from 'vitest';
import { createChanges } from '../../src/cli/get/derived/changes.ts';

interface Row {
  readonly id: string;
  readonly value: number;
}

function open(wanted: (row: Row) => boolean = () => true, movesWithTime = false) {
  const changes = createChanges({
    keyOf: ({ id }: Row) => id,
    wanted,
    movesWithTime,
    isGone: ({ value }: Row) => value < 0,
    same: (before: Row, after: Row) => before.value === after.value,
  });
  const response = (rows: Readonly<Record<string, number>>, isWhole = true) => {
    changes.begin();
    changes.page(Object.entries(rows).map(([id, value]) => ({ id, value })));
    changes.end(isWhole);
  };
  const take = () => changes.take().map(({ change, row }) => `${change} ${row.id} ${row.value}`);
  return { changes, response, take };
}

test('what came and went, or changed more than once, is said once', () => {
  const { response, take } = open();
  response({ a: 1, b: 1, c: 1 });
  response({ a: 2, b: 1 });
  expect(take()).toEqual(['added a 2', 'added b 1']);
  response({ a: 3, b: 1 });
  response({ a: 4 });
  expect(take()).toEqual(['changed a 4', 'gone b 1']);
  response({});
  response({ a: 4 });
  response({ a: 5 });
  expect(take()).toEqual(['changed a 5']);
});

test('only a whole answer takes rows away, or their age', () => {
  const { changes, response, take } = open();
  response({ a: 1, b: 1 });
  take();
  response({ a: 2 }, false);
  expect(take()).toEqual(['changed a 2']);
  changes.begin();
  changes.page([{ id: 'b', value: 3 }]);
  expect(take()).toEqual(['changed b 3']);
  response({ b: -1 }, false);
  expect(take()).toEqual(['gone b -1']);
});

test('rows that are not wanted are not there', () => {
  const { response, take } = open(({ value }) => value > 1);
  response({ a: 1, b: 2 });
  expect(take()).toEqual(['added b 2']);
  response({ a: 2, b: 1 });
  expect(take()).toEqual(['added a 2', 'gone b 1']);
  response({ a: 2, b: 0 });
  expect(take()).toEqual([]);
});

test('a row that stays as it is comes and goes by its age, whether it is listed again or not', () => {
  let youngest = 1;
  const { response, take } = open(({ value }) => value >= youngest && value < youngest + 2, true);
  response({ a: 1, b: 2, c: 3 });
  expect(take()).toEqual(['added a 1', 'added b 2']);
  youngest = 2;
  response({ b: 2 }, false);
  expect(take()).toEqual(['gone a 1', 'added c 3']);
  response({ b: 2 }, false);
  expect(take()).toEqual([]);
});
