// The findings from the facts in the store equal those from the responses, through a night of the embedded AWS.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { evaluateScope } from '../../src/domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { Finding } from '../../src/domain/attention/findings/finding.ts';
import { remoteResources } from '../../src/domain/attention/points/remote-resource.ts';
import { createScheduleBook } from '../../src/domain/attention/runs/schedule-book.ts';
import type { AttentionSettings } from '../../src/domain/attention/settings.ts';
import { createOrganization, type EstateSize } from '../../src/emulator/estate/organization.ts';
import type { WatchedPlaces } from '../../src/engine/evaluation/facts/fact-places.ts';
import { createStoredFacts, type StoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { computeAttention } from '../support/compute-attention.ts';
import { identityOfConnection, type ListedEstateOptions, startListedEstate } from '../support/listed-estate.ts';
import { caseCount, sampled } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { factsOfData } from '../support/plain-facts.ts';
import { management, mediumRegions, smallRegions } from '../support/simulation.ts';
import { withElsewhere } from '../support/with-elsewhere.ts';

vi.setConfig({ testTimeout: 1_800_000 });

const hour = 3_600_000;
/** Before the plans of the night start their jobs. */
const evening = Date.UTC(2026, 8, 1, 4, 50);
const instants = sampled([0, 0.5, 1.7, 8], 2)
  .toSorted((a, b) => a - b)
  .map((hours) => evening + hours * hour);
const settings: AttentionSettings = {
  objectives: [
    { everyMs: 26 * hour, type: 'RDS' },
    { everyMs: 50 * hour, in: 'other-region' },
    { everyMs: 50 * hour, in: 'locked' },
    { restoreEveryMs: 7 * 24 * hour },
  ],
  mutes: [{ kind: 'audit' }],
};

let store: ProgramStore;
let facts: StoredFacts;
let now = evening;
beforeEach(() => {
  now = evening;
  store = openMemoryStore(() => now);
  const { reader } = store.sight() ?? {};
  if (reader) facts = createStoredFacts({ reader });
});
afterEach(() => store.close());

const watchedIn = ({ scopes, organizationScopes, accounts }: Data): WatchedPlaces => ({
  scopes,
  accounts,
  ...(organizationScopes ? { organizationScopes } : {}),
  identities: new Map(
    [...scopes, ...(organizationScopes ?? [])].map(({ connection }) => [connection, identityOfConnection(connection)]),
  ),
});

const vaultsOf = (all: readonly ScopeFacts[]) =>
  new Map(all.flatMap(({ vaults }) => (vaults?.rows ?? []).map((vault) => [vault.arn, vault] as const)));

/** What other account-Regions know of points there. */
const pointsForOthers = (one: ScopeFacts) =>
  remoteResources(one)
    .flatMap(({ points }) => points)
    .toSorted((a, b) => (a.arn < b.arn ? -1 : 1));

/** By place, each finding by itself, in the order of their ids. */
function findingsOf(all: readonly ScopeFacts[]): Record<string, readonly Finding[]> {
  const vaults = vaultsOf(all);
  const byId = (a: Finding, b: Finding) => (a.id < b.id ? -1 : 1);
  return Object.fromEntries(
    all.map((one) => {
      const { connection, accountId, region } = one.scope;
      const found = evaluateScope(one, { vaults, settings, now, book: createScheduleBook() }).findings.toSorted(byId);
      return [`${connection} ${accountId} ${region}`, found];
    }),
  );
}

function compare(data: Data): number {
  const polled = withElsewhere(factsOfData(data));
  const watched = watchedIn(data);
  const places = facts.places(watched);
  const stored = withElsewhere(places.map((place) => facts.factsOf(place, now)));
  const expected = findingsOf(polled);
  expect(findingsOf(stored)).toEqual(expected);
  expect(computeAttention(stored, settings, now)).toEqual(computeAttention(polled, settings, now));
  const forOthers = places.map((place) => facts.factsForOthers(place));
  expect(vaultsOf(forOthers)).toEqual(vaultsOf(polled));
  expect(forOthers.map(pointsForOthers)).toEqual(stored.map(pointsForOthers));
  return Object.values(expected).flat().length;
}

const alone = (estate: EstateSize, regions: readonly string[]): Omit<ListedEstateOptions, 'now' | 'store'> => ({
  estate,
  regions,
});

const members = createOrganization({ size: 'medium', seed: 'vaultop', account: management, now: evening })
  .accounts.map(({ account }) => account)
  .filter((account) => account !== management);

/** The organization, requested through one account, and roles in some of the other accounts. */
function organization(): Omit<ListedEstateOptions, 'now' | 'store'> {
  const regions = sampled(mediumRegions, 1);
  const requested = sampled(members, 1);
  const role = (endpointUrl: string) => ({
    id: 'role of *',
    roleArn: 'arn:aws:iam::*:role/BackupReader',
    source: 'base',
    endpointUrl,
  });
  return {
    estate: 'medium',
    regions,
    place: (endpointUrl) => ({
      organization: true,
      roles: { role: role(endpointUrl), include: requested, exclude: [] },
    }),
    isReady: ({ scopes, organizationScopes = [] }) =>
      scopes.length === (1 + requested.length) * regions.length && organizationScopes.length === regions.length,
  };
}

test.each([
  ['small', alone('small', sampled(smallRegions, 1)), instants],
  ['medium', alone('medium', sampled(mediumRegions, 1)), instants],
  ['organization', organization(), instants.slice(-caseCount(1, instants.length))],
] as const)('through a night of the %s estate', async (_, estate, times) => {
  let count = 0;
  const world = await startListedEstate({ ...estate, now: () => now, store });
  for (const instant of times) {
    now = instant;
    count += compare(await world.list());
  }
  await world.close();
  expect(count).toBeGreaterThan(20);
});
