import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextMap } from '../../src/lib/text-map.ts';

/** Few texts, so that the same one comes, goes and comes again; and many that have the same hash. */
const texts = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'job/1', 'job/2'),
  fc.integer({ min: 0, max: 60 }).map((number) => `vault-${number}`),
  fc.array(fc.constantFrom('Aa', 'BB'), { minLength: 3, maxLength: 5 }).map((parts) => parts.join('')),
);
const deeds = fc.array(
  fc.record({ what: fc.constantFrom('set', 'set', 'set', 'delete', 'look'), key: texts, value: fc.nat() }),
  { maxLength: 300 },
);

test('whatever is put in and taken out, it says what a Map says, in the same order', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const [map, model] = [new TextMap<number>(), new Map<string, number>()];
      for (const { what, key, value } of all) {
        if (what === 'set') expect(map.set(key, value)).toBe(map);
        if (what === 'set') model.set(key, value);
        if (what === 'delete') expect(map.delete(key)).toBe(model.delete(key));
        expect([map.get(key), map.has(key), map.size]).toEqual([model.get(key), model.has(key), model.size]);
      }
      expect([...map]).toEqual([...model]);
      expect([[...map.keys()], [...map.values()]]).toEqual([[...model.keys()], [...model.values()]]);
      const told = { ours: [] as unknown[], theirs: [] as unknown[] };
      map.forEach((...one) => void told.ours.push(one.slice(0, 2)));
      model.forEach((...one) => void told.theirs.push(one.slice(0, 2)));
      expect(told.ours).toEqual(told.theirs);
    }),
  );
});

test('who goes through it while it changes sees what one who goes through a Map sees', () => {
  fc.assert(
    fc.property(deeds, fc.array(fc.nat({ max: 12 }), { maxLength: 40 }), (all, steps) => {
      const [map, model] = [new TextMap<number>(), new Map<string, number>()];
      const start = all.slice(0, all.length / 2);
      for (const { key, value } of start) {
        map.set(key, value);
        model.set(key, value);
      }
      const [way, known] = [map.entries(), model.entries()];
      let left = all.slice(start.length);
      for (const step of steps) {
        expect(way.next()).toEqual(known.next());
        for (const { what, key, value } of left.slice(0, step)) {
          if (what === 'set') [map, model].map((one) => one.set(key, value));
          if (what === 'delete') [map, model].map((one) => one.delete(key));
        }
        left = left.slice(step);
      }
      expect([...way]).toEqual([...known]);
    }),
  );
});
