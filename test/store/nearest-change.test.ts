import { expect, test } from 'vitest';
import { at, openStore, requestFor } from './open-store.ts';
import { own, toScope } from './shapes.ts';

const scope = toScope(own);

test('steps stop where rows became different: by what was seen, and by the own times of what was seen later', () => {
  const { clock, writer, reader } = openStore();
  const seen = (time: number, write: () => void) => {
    clock.now = time;
    write();
  };
  const job = { id: 'a', scope, createdAt: 1_200, state: 'RUNNING' };
  const vaults = (time: number, names: readonly string[]) => {
    const response = writer.begin(requestFor('vaults', time));
    response.page(names.map((name) => ({ name, scope })));
    response.whole({});
  };
  seen(1_000, () => vaults(1_000, ['prod', 'old']));
  seen(1_300, () => writer.upsert('jobs', [job], at(1_300)));
  seen(1_500, () => writer.upsert('jobs', [{ ...job, state: 'COMPLETED', endedAt: 1_450 }], at(1_500)));
  // Seen only after its end.
  const late = { id: 'b', scope, createdAt: 1_600, state: 'COMPLETED', endedAt: 1_700 };
  seen(1_900, () => writer.upsert('jobs', [late], at(1_900)));
  seen(2_000, () => vaults(2_000, ['prod']));
  const scopes = reader.scopeIds().map(({ id }) => id);
  const stops = (resources: readonly string[], direction: 'before' | 'after', from: number) => {
    const found: number[] = [];
    for (let time: number | undefined = from; time !== undefined; ) {
      time = reader.nearestChange({ resources, scopes, time, direction });
      if (time !== undefined) found.push(time);
    }
    return found;
  };
  const jobStops = [1_200, 1_500, 1_600, 1_700];
  expect(stops(['jobs'], 'after', 0)).toEqual(jobStops);
  const gone = reader.history({ resource: 'vaults', scope: own, key: 'vault/old' })[0]?.validTo;
  const all = [1_000, ...jobStops, gone];
  expect(stops(['jobs', 'vaults'], 'after', 0)).toEqual(all);
  expect(stops(['jobs', 'vaults'], 'before', 9_999)).toEqual(all.toReversed());
  expect(stops(['points'], 'after', 0)).toEqual([]);
  expect(reader.nearestChange({ resources: ['jobs'], scopes: [], time: 0, direction: 'after' })).toBeUndefined();
});
