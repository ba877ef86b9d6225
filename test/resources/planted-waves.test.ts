// The findings of the `waves` estate, in one account of each wave and outside of them: the waves, and nothing else.
import { expect, test } from 'vitest';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { plantedWaves } from '../../src/emulator/estate/generated/planted-waves.ts';
import { createOrganization } from '../../src/emulator/estate/organization.ts';
import { findingsIn } from '../domain/attention/facts-of.ts';
import { estateFacts } from '../support/estate-facts.ts';
import { management, noon } from '../support/simulation.ts';

const { brokenRole, newAccounts, deletions } = plantedWaves;
const struck = [brokenRole.accounts[0], newAccounts.accounts[0], deletions.accounts[0], 149];

test('each wave stands in the attention list of the accounts it strikes, and nothing else does', async () => {
  const facts = await estateFacts({
    estate: 'waves',
    now: noon,
    accounts: struck,
    regions: ['us-east-1', 'ap-southeast-2'],
  });
  const { accounts } = createOrganization({ size: 'waves', seed: 'vaultop', account: management, now: noon });
  const found = facts.map((one) => {
    const index = accounts.findIndex(({ account }) => account === one.scope.accountId);
    const lines = findingsIn(one, noSettings, { now: noon, all: facts }).map(({ kind }) => kind);
    return [
      `${index} ${one.scope.region}`,
      Object.fromEntries([...Map.groupBy(lines, (kind) => kind)].map(([kind, of]) => [kind, of.length])),
    ];
  });
  expect(Object.fromEntries(found)).toEqual({
    '1 us-east-1': { 'point-age': 16 },
    '1 ap-southeast-2': { 'point-age': 16 },
    '41 us-east-1': { 'selects-nothing': 1 },
    '41 ap-southeast-2': { 'selects-nothing': 1 },
    '71 us-east-1': { audit: 1 },
    '71 ap-southeast-2': { 'point-age': 16 },
    '149 us-east-1': {},
    '149 ap-southeast-2': { 'point-age': 16 },
  });
});
