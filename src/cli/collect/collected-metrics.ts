// The metrics of a running collector: of the account-Regions that it collects, and of its own calls.
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { CallCounts } from '../metrics/call-counts.ts';
import { longestAgeOf } from '../metrics/list-intervals.ts';
import { familiesOf, type MetricFamily, type MetricSamples } from '../metrics/metric-family.ts';
import { readMetrics } from '../metrics/read-metrics.ts';
import { storedPlaces } from '../metrics/stored-places.ts';
import type { CollectArguments } from './arguments.ts';
import type { Collector } from './collector.ts';

export interface CollectedMetricsOptions {
  readonly collector: Pick<Collector, 'state'>;
  readonly args: Pick<CollectArguments, 'attention' | 'cadences' | 'eventQueues' | 'metrics'>;
  /** undefined: the store cannot be read. */
  readonly reader: StoreReader | undefined;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  readonly calls: CallCounts;
}

export function collectedMetrics({ collector, args, reader, now, calls }: CollectedMetricsOptions): MetricFamily[] {
  const { access, identities } = collector.state();
  const { scopes, organizationScopes, accounts, regions, connections } = access;
  const isSignedIn = scopes.length > 0 && identities.size > 0;
  const signedOut = new Set(connections.flatMap(({ id, problem }) => (problem ? [id] : [])));
  if (!reader) return familiesOf(allDown(regions), calls.samples());
  // Before the first sign-in the account is known from the store alone.
  const watched = isSignedIn
    ? { scopes, accounts, identities, ...(organizationScopes ? { organizationScopes } : {}) }
    : storedPlaces(reader, { accounts: [], regions, now });
  const found = readMetrics({
    reader,
    watched,
    settings: args.attention,
    now,
    ofResources: args.metrics?.ofResources ?? false,
    signedOut: isSignedIn ? signedOut : new Set(watched.identities.keys()),
    longestAgeOf: (id) => longestAgeOf(id, { cadences: args.cadences, isFed: args.eventQueues.length > 0 }),
  });
  const isNamed = (region: string) => found.up?.some(({ labels }) => labels.region === region);
  return familiesOf(found, allDown(regions.filter((region) => !isNamed(region))), calls.samples());
}

/** No account is known. */
const allDown = (regions: readonly string[]): MetricSamples => ({
  up: regions.map((region) => ({ labels: { account: '', region }, value: 0 })),
});
