// The facts of several account-Regions, each with the facts of the others about its resources.
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import { placeKey } from '../../src/domain/scope.ts';
import { createPlaceTables } from '../../src/engine/evaluation/account-regions/place-tables.ts';

export function withElsewhere(all: readonly ScopeFacts[]): ScopeFacts[] {
  const tables = createPlaceTables();
  tables.use(all.map(({ scope }) => placeKey(scope)));
  for (const facts of all) tables.update(facts, placeKey(facts.scope));
  return all.map((facts) => ({ ...facts, elsewhere: tables.readBy(placeKey(facts.scope)).elsewhere }));
}
