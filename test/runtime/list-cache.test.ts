// Which lists of the store stay in memory.
import { expect, test } from 'vitest';
import type { StoreSight } from '../../src/engine/program-store.ts';
import { resources } from '../../src/resources/index.ts';
import { createListCache } from '../../src/runtime/lists/list-cache.ts';
import type { StoredList } from '../../src/runtime/lists/stored-list.ts';

function open() {
  const cache = createListCache();
  const ended: string[] = [];
  const made: string[] = [];
  const use = (slot: string) =>
    cache.listOf(slot, (): StoredList => {
      made.push(slot);
      return {
        resource: resources.vaults,
        rowOf: () => undefined,
        answered: () => undefined,
        follow: () => undefined,
        stop: () => ended.push(slot),
      };
    });
  return { cache, ended, made, use };
}

const slots = Array.from({ length: 12 }, (_, index) => `list ${index}`);
const sight = () => ({ reader: {} }) as StoreSight;

test('a list is made once, and the one that was not used for longest ends for the thirteenth', () => {
  const { ended, made, use } = open();
  for (const slot of slots) use(slot);
  use('list 0');
  expect([made, ended]).toEqual([slots, []]);
  use('another');
  expect(ended).toEqual(['list 1']);
  use('list 0');
  expect(made).toEqual([...slots, 'another']);
});

test('lists of another file end, and those of the same one stay', () => {
  const { cache, ended, use } = open();
  const first = sight();
  cache.keepOnlyOf(first);
  use('vaults');
  cache.keepOnlyOf(first);
  expect(ended).toEqual([]);
  cache.keepOnlyOf(sight());
  expect(ended).toEqual(['vaults']);
  expect(cache.answeredOf('vaults')).toBeUndefined();
});
