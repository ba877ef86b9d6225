// A dashboard with a slow sign-in, on a fake clock: AWS is a stub with one vault in each Region.

import type { Aws } from '../../src/aws/aws.ts';
import type { EarlyList } from '../../src/engine/access/early-requests.ts';
import type { FirstRows } from '../../src/engine/polls/first-rows.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { LastStart } from '../../src/runtime/last-start.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { openMemoryStore } from './memory-store.ts';
import { type Asked, stubAws } from './stub-aws.ts';

export const slowRegions = ['us-east-1', 'eu-west-1'];
export const signInMs = 8_000;

interface SlowSignIn {
  readonly clock?: FakeClock;
  readonly early?: readonly EarlyList[];
  /** Lists that wait for the first one. `slow`: Regions in which that one gets no response. */
  readonly firstRows?: FirstRows;
  readonly slow?: readonly string[];
  /** The vaults are locked, and this function describes them. */
  readonly describe?: (region: string) => Promise<object>;
  /** How long AWS takes to say who asks. */
  readonly ms?: number;
  /** An error instead of an identity, or instead of credentials. */
  readonly refused?: Error;
  readonly unsigned?: Error;
  /** The store of another run, and its last start. */
  readonly store?: ProgramStore;
  readonly lastStart?: LastStart;
}

export function openSlowSignIn(options: SlowSignIn = {}) {
  const { early, firstRows, slow = [], describe, ms = signInMs, refused, unsigned, store, lastStart } = options;
  const requested: Asked[] = [];
  const clock = options.clock ?? createFakeClock();
  const stub = stubAws(requested, ({ region, operation }) => {
    if (operation !== 'ListBackupVaults') return {};
    return slow.includes(region)
      ? new Promise(() => {})
      : { BackupVaultList: [{ ...vaultIn(region), Locked: describe !== undefined }] };
  });
  const call = async (...[scope, request, callOptions]: Parameters<Aws['call']>) => {
    const { operation } = request;
    const response = await stub.call(scope, request, callOptions);
    if (operation === 'DescribeBackupVault' && describe) {
      return { ...vaultIn(scope.region), Locked: true, ...(await describe(scope.region)) };
    }
    if (operation !== 'GetCallerIdentity') return response;
    if (unsigned) throw unsigned;
    await clock.sleep(ms);
    if (refused) throw refused;
    return response;
  };
  const signIn = async () => {
    if (unsigned) throw unsigned;
  };
  const stored = store ?? openMemoryStore(clock.now);
  const runtime = createRuntime({
    aws: { ...stub, now: clock.now, call: call as never, signIn },
    clock,
    connections: [{ id: 'prod' }],
    regions: slowRegions,
    cloudWatch: true,
    early,
    firstRows,
    store: firstRows ? { ...stored, writer: firstRows.observe(stored.writer) } : stored,
    lastStart,
    size: { columns: 120, rows: 40 },
    nextTurn: async () => {},
    copy() {},
    repaint() {},
    quit() {},
  });
  return { requested, clock, runtime };
}

const vaultIn = (region: string) => ({
  BackupVaultName: `vault-of-${region}`,
  BackupVaultArn: `arn:aws:backup:${region}:111122223333:backup-vault:vault-of-${region}`,
  VaultType: 'BACKUP_VAULT',
});
