// The sizes of the estates, counted from their descriptions without computing jobs.
import { expect, test } from 'vitest';
import { createEstate, type Estate } from '../../../src/emulator/estate/estate.ts';
import type { EstateSize } from '../../../src/emulator/estate/organization.ts';
import { noon } from '../clients.ts';

const dayMs = 86_400_000;
const five = Date.UTC(2026, 0, 15, 5);
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

function count(size: EstateSize) {
  const top = createEstate({ seed: 'vaultop', account: '123456789012', now: noon, size });
  const estates = top.organization.estates();
  const slots = new Map<string, number[]>();
  const slotsOf = ({ rule, schedule }: Estate['timeline']['series'][number]) => {
    const known = slots.get(rule.cron) ?? schedule.between(noon - 30 * dayMs, noon);
    slots.set(rule.cron, known);
    return known;
  };
  const inRegions = (number: (estate: Estate, region: string) => number) =>
    sum(estates.map((estate) => sum(estate.regions.map((region) => number(estate, region)))));
  const series = estates.flatMap(({ timeline }) => timeline.series);
  return {
    top,
    accounts: estates.length,
    regions: top.regions.length,
    vaults: inRegions((estate, region) => estate.vaults(region).length),
    plans: inRegions((estate, region) => estate.plans(region).length),
    resources: inRegions((estate, region) => estate.resources(region).length),
    jobs: sum(series.map((one) => slotsOf(one).length * one.origins.length)),
    atFive: sum(series.map((one) => (slotsOf(one).includes(five) ? one.origins.length : 0))),
    points: () =>
      inRegions((estate, region) =>
        sum(estate.vaults(region).map(({ name }) => estate.vaultPoints.count({ region, vault: name, now: noon }))),
      ),
  };
}

test('medium: 5 accounts in 4 Regions', () => {
  const { accounts, regions, vaults, plans, resources, jobs, points } = count('medium');
  expect({ accounts, regions, vaults, plans, resources }).toEqual({
    accounts: 5,
    regions: 4,
    vaults: 60,
    plans: 40,
    resources: 1200,
  });
  expect(jobs).toBeGreaterThan(40_000);
  expect(jobs).toBeLessThan(42_000);
  expect(points()).toBeGreaterThan(68_000);
  expect(points()).toBeLessThan(72_000);
});

test('large: 150 accounts in 6 Regions, a burst at five, and one great vault', () => {
  const { top, accounts, regions, resources, jobs, atFive } = count('large');
  expect({ accounts, regions, resources, atFive }).toEqual({
    accounts: 150,
    regions: 6,
    resources: 15_000,
    atFive: 15_000,
  });
  expect(jobs).toBeGreaterThan(500_000);
  expect(jobs).toBeLessThan(530_000);
  const great = top.vaultPoints.count({ region: 'us-east-1', vault: 'central-archive', now: noon });
  expect(great).toBeGreaterThan(245_000);
  expect(great).toBeLessThan(255_000);
});

test('no two buckets have the same name', () => {
  for (const size of ['small', 'medium'] as const) {
    const { organization } = createEstate({ seed: 'vaultop', account: '123456789012', now: noon, size });
    const arns = organization
      .estates()
      .flatMap((estate) => estate.regions.flatMap((region) => estate.resources(region)))
      .flatMap(({ arn, type }) => (type === 'S3' ? [arn] : []));
    expect(arns.length).toBeGreaterThan(3);
    expect(new Set(arns).size).toBe(arns.length);
  }
});
