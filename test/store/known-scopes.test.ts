// The scopes of a store are read again only when there are others.
import { expect, test } from 'vitest';
import { noon, scopeOf } from '../resources/embedded-aws.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const vault = (region: string) => ({
  scope: scopeOf(region),
  name: 'a',
  arn: 'a',
  type: 'BACKUP_VAULT',
  pointCount: 1,
});

test('the same list until a scope is added or erased', () => {
  const store = openMemoryStore(() => noon);
  const write = (region: string) =>
    store.writer.upsert('vaults', [vault(region)], { requestedAt: noon, identity: 'someone' });
  const known = () => {
    const found = store.sight()?.reader.scopeIds() ?? [];
    return { found, regions: found.map(({ scope }) => scope.region) };
  };
  write('us-east-1');
  const first = known();
  write('us-east-1');
  expect(known().found).toBe(first.found);
  write('eu-west-1');
  expect(known().regions).toEqual(['us-east-1', 'eu-west-1']);
  expect(
    store
      .sight()
      ?.reader.scopes()
      .map(({ region }) => region),
  ).toEqual(['us-east-1', 'eu-west-1']);
});
