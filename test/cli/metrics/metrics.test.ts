// Metrics out of a store that the collector has kept on the embedded AWS in simulated time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCollector } from '../../../src/cli/collect/collector.ts';
import { longestAgeOf } from '../../../src/cli/metrics/list-intervals.ts';
import { familiesOf, type MetricName, type MetricSamples } from '../../../src/cli/metrics/metric-family.ts';
import { type ReadMetricsOptions, readMetrics } from '../../../src/cli/metrics/read-metrics.ts';
import { formatFor, renderMetrics } from '../../../src/cli/metrics/render-metrics.ts';
import { storedPlaces } from '../../../src/cli/metrics/stored-places.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { ProgramStore } from '../../../src/engine/program-store.ts';
import { dayMs, hourMs, minuteMs } from '../../../src/lib/duration.ts';
import { openMemoryStore } from '../../support/memory-store.ts';
import { type Simulation, startSimulation } from '../../support/simulation.ts';

const regions = ['eu-west-1', 'us-east-1'];
let world: Simulation;
let store: ProgramStore;
let collectedAt: number;

beforeAll(async () => {
  world = await startSimulation({ regions });
  const { aws, clock, connections, emulator } = world;
  // One Region is refused from the beginning.
  emulator.setFaults([{ region: 'us-east-1', service: 'backup', kind: 'deny' }]);
  store = openMemoryStore(aws.now, clock);
  const place = { connections, regions, allRegions: false, organization: false };
  const engine = createEngine({ ...place, aws, clock, store, cloudWatch: false });
  const ignore = () => {};
  const evaluate = store.evaluation.watch;
  const collector = createCollector({ engine, attention: noSettings, evaluate, changed: ignore, say: ignore });
  engine.start();
  const isDone = () => {
    const wanted = collector.requests().filter(({ scope }) => scope.region === 'eu-west-1');
    return wanted.length > 0 && wanted.every((request) => collector.snapshot(request)?.loadedAt !== undefined);
  };
  for (let minutes = 0; minutes < 30 && !isDone(); minutes += 1) await clock.advance(minuteMs);
  collectedAt = aws.now();
  collector.stop();
});
afterAll(() => world.close());

async function metricsAt(now: number, options: Partial<ReadMetricsOptions> = {}): Promise<MetricSamples> {
  const { reader } = await store.opened();
  const watched = storedPlaces(reader, { accounts: [], regions: [], now });
  const longest = { longestAgeOf: (id: Parameters<typeof longestAgeOf>[0]) => longestAgeOf(id, { isFed: false }) };
  return readMetrics({ reader, watched, settings: noSettings, now, ofResources: false, ...longest, ...options });
}

const sumOf = (samples: MetricSamples, name: MetricName): number =>
  (samples[name] ?? []).reduce((sum, { value }) => sum + value, 0);

const upOf = (samples: MetricSamples) =>
  Object.fromEntries((samples.up ?? []).map(({ labels, value }) => [labels.region, value]));

/** As AWS answers it now. */
async function listed(operation: 'ListBackupJobs' | 'ListBackupVaults', input: object, member: string) {
  const [scope] = world.scopes;
  const { signal } = new AbortController();
  const found: Record<string, unknown>[] = [];
  const request = { service: 'backup', operation, input } as never;
  for await (const page of world.aws.pages(scope as never, request, { signal })) {
    found.push(...((page as Record<string, Record<string, unknown>[]>)[member] ?? []));
  }
  return found;
}

test('counts of jobs and recovery points are those that AWS gives', async () => {
  const samples = await metricsAt(collectedAt);
  const since = new Date(collectedAt - dayMs);
  const jobs = await listed('ListBackupJobs', { ByCreatedAfter: since }, 'BackupJobs');
  const failed = jobs.filter(({ State }) => State === 'FAILED');
  expect(failed.length).toBeGreaterThan(0);
  expect(sumOf(samples, 'jobs')).toBe(jobs.length);
  const ofFailed = { jobs: (samples.jobs ?? []).filter(({ labels }) => labels.state === 'FAILED') };
  expect(sumOf(ofFailed, 'jobs')).toBe(failed.length);
  const vaults = await listed('ListBackupVaults', {}, 'BackupVaultList');
  const points = vaults.reduce((sum, { NumberOfRecoveryPoints: count }) => sum + Number(count), 0);
  expect(sumOf(samples, 'vaultPoints')).toBe(points);
});

test('each series that needs a list is left out where the list is too old, and never 0; of a Region that does not answer only vaultop_up is there', async () => {
  const fresh = await metricsAt(collectedAt);
  expect(upOf(fresh)).toEqual({ 'eu-west-1': 1, 'us-east-1': 0 });
  const others = Object.entries(fresh).filter(([name]) => name !== 'up');
  expect(others.flatMap(([, samples]) => samples).filter(({ labels }) => labels.region === 'us-east-1')).toEqual([]);
  expect(Object.keys(fresh)).toEqual(expect.arrayContaining(['pointAge', 'missedRuns', 'findings', 'vaultBytes']));
  const later = await metricsAt(collectedAt + 16 * minuteMs);
  expect(later).toEqual({ up: [expect.objectContaining({ value: 0 }), expect.objectContaining({ value: 0 })] });
  const withoutVaults = await metricsAt(collectedAt + hourMs, {
    longestAgeOf: (id) => (id === 'vaults' ? minuteMs : dayMs),
  });
  expect(withoutVaults.vaultPoints).toBeUndefined();
  expect(withoutVaults.jobs).toBeDefined();
  const withoutRules = await metricsAt(collectedAt + hourMs, {
    longestAgeOf: (id) => (id === 'plan-rules' ? minuteMs : dayMs),
  });
  expect([withoutRules.missedRuns, withoutRules.copiesMissing]).toEqual([undefined, undefined]);
});

test('a connection that cannot sign in is down at once', async () => {
  const { reader } = await store.opened();
  const { identities } = storedPlaces(reader, { accounts: [], regions: [], now: collectedAt });
  const samples = await metricsAt(collectedAt, { signedOut: new Set(identities.keys()) });
  expect(upOf(samples)).toEqual({ 'eu-west-1': 0, 'us-east-1': 0 });
});

test('the age of a vault and type is that of the resource that exceeds its objective most', async () => {
  const samples = await metricsAt(collectedAt, { ofResources: true });
  const key = ({ labels }: { labels: Readonly<Record<string, string>> }, name: string) => labels[name] ?? '';
  const objectives = new Map((samples.resourceObjective ?? []).map((one) => [key(one, 'resource'), one.value]));
  const ratios = (samples.resourceAge ?? []).map(
    (one) => one.value / (objectives.get(key(one, 'resource')) ?? Infinity),
  );
  const ofTypes = new Map((samples.pointObjective ?? []).map((one) => [JSON.stringify(one.labels), one.value]));
  const worst = (samples.pointAge ?? []).map(
    (one) => one.value / (ofTypes.get(JSON.stringify(one.labels)) ?? Infinity),
  );
  expect(Math.max(...worst)).toBeGreaterThan(1);
  expect(Math.max(...worst)).toBe(Math.max(...ratios));
  expect(worst.length).toBeLessThan(ratios.length);
});

test('both formats have every sample, with labels that no value breaks', async () => {
  const labels = { account: '1', region: 'a"b\\c\nd' };
  const families = familiesOf({ up: [{ labels, value: 1 }], calls: [{ labels, value: 3 }] });
  const text = await renderMetrics(families, 'text');
  expect(text.contentType).toContain('version=0.0.4');
  expect(text.text).toContain('vaultop_up{account="1",region="a\\"b\\\\c\\nd"} 1\n');
  expect(text.text).toContain('# TYPE vaultop_api_calls_total counter\n');
  const open = await renderMetrics(families, formatFor('application/openmetrics-text;version=1.0.0,text/plain;q=0.5'));
  expect(open.contentType).toContain('application/openmetrics-text');
  expect(open.text).toContain('# TYPE vaultop_api_calls counter\nvaultop_api_calls_total{');
  expect(open.text.trimEnd().endsWith('# EOF')).toBe(true);
  expect(formatFor('text/plain;version=0.0.4;q=0.9')).toBe('text');
});
