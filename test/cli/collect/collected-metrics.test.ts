// The metrics of a collector that cannot sign in.
import { expect, test } from 'vitest';
import { collectedMetrics } from '../../../src/cli/collect/collected-metrics.ts';
import { createCallCounts } from '../../../src/cli/metrics/call-counts.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { initialEngineState } from '../../../src/engine/initial-state.ts';
import { openMemoryStore } from '../../support/memory-store.ts';

const now = Date.UTC(2026, 0, 15, 12);
const regions = ['eu-west-1', 'us-east-1'];
const identity = 'AWS arn:aws:sts::111122223333:assumed-role/Reader';
const place = { connections: [{ id: '', write: false }], regions };
const state = initialEngineState({ place, cloudWatch: false, contexts: [], queues: [] });
const args = { attention: noSettings, cadences: {}, eventQueues: [] };

async function upAfter(collected: boolean) {
  const store = openMemoryStore(() => now);
  const scope = { identity, accountId: '111122223333', region: 'eu-west-1' };
  // The earlier run had a response a minute ago.
  if (collected) {
    const request = { resource: 'backup-jobs', scope, params: '[]', requestedAt: now - 60_000 } as const;
    store.writer.begin(request).whole();
  }
  const { reader } = await store.opened();
  const options = { collector: { state: () => state }, args, now, calls: createCallCounts() };
  const families = [collectedMetrics({ ...options, reader }), collectedMetrics({ ...options, reader: undefined })];
  return families.map((all) =>
    all.find(({ name }) => name === 'vaultop_up')?.samples.map(({ labels, value }) => ({ ...labels, value })),
  );
}

const unknownAccount = regions.map((region) => ({ account: '', region, value: 0 }));

test('before the first sign-in every Region is down, whatever an earlier run has collected', async () => {
  expect(await upAfter(false)).toEqual([unknownAccount, unknownAccount]);
  const [withStore] = await upAfter(true);
  expect(withStore).toEqual([
    { account: '111122223333', region: 'eu-west-1', value: 0 },
    { account: '', region: 'us-east-1', value: 0 },
  ]);
});
