// Counts the calls of AWS by this process, for each account-Region.
import type { CallRecord } from '../../aws/aws.ts';
import type { MetricSamples } from './metric-family.ts';

interface Counts {
  readonly labels: { readonly account: string; readonly region: string };
  calls: number;
  throttles: number;
  /** By the kind of the problem. */
  readonly errors: Map<string, number>;
}

export interface CallCounts {
  add(record: Pick<CallRecord, 'scope' | 'outcome'>): void;
  samples(): MetricSamples;
}

export function createCallCounts(): CallCounts {
  const scopes = new Map<string, Counts>();
  return {
    add({ scope: { accountId: account, region }, outcome }) {
      const key = `${account}/${region}`;
      const counts = scopes.get(key) ?? { labels: { account, region }, calls: 0, throttles: 0, errors: new Map() };
      scopes.set(key, counts);
      counts.calls += 1;
      if (outcome === 'throttled') counts.throttles += 1;
      // A call that this program has left is no failure of AWS.
      else if (outcome !== 'ok' && outcome !== 'aborted') {
        counts.errors.set(outcome, (counts.errors.get(outcome) ?? 0) + 1);
      }
    },
    samples() {
      const all = [...scopes.values()];
      return {
        calls: all.map(({ labels, calls }) => ({ labels, value: calls })),
        throttles: all.map(({ labels, throttles }) => ({ labels, value: throttles })),
        errors: all.flatMap(({ labels, errors }) =>
          [...errors].map(([kind, value]) => ({ labels: { ...labels, kind }, value })),
        ),
      };
    },
  };
}
