// A dashboard whose sign-in takes its time, on a fake clock: AWS is a stub that has one vault in each Region.

import type { Aws } from '../../src/aws/aws.ts';
import type { EarlyList } from '../../src/engine/access/early-requests.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { LastStart } from '../../src/runtime/last-start.ts';
import { createFakeClock } from './fake-clock.ts';
import { openMemoryStore } from './memory-store.ts';
import { type Asked, stubAws } from './stub-aws.ts';

export const slowRegions = ['us-east-1', 'eu-west-1'];
export const signInMs = 8_000;

interface SlowSignIn {
  readonly early?: readonly EarlyList[];
  /** How long AWS takes to say who asks. */
  readonly ms?: number;
  /** Instead of an identity, and instead of credentials. */
  readonly refused?: Error;
  readonly unsigned?: Error;
  /** What another run has stored, and what it looked at. */
  readonly store?: ProgramStore;
  readonly lastStart?: LastStart;
}

export function openSlowSignIn({ early, ms = signInMs, refused, unsigned, store, lastStart }: SlowSignIn = {}) {
  const asked: Asked[] = [];
  const clock = createFakeClock();
  const stub = stubAws(asked, ({ region, operation }) =>
    operation === 'ListBackupVaults' ? { BackupVaultList: [vaultIn(region)] } : {},
  );
  const call = async (...[scope, service, operation, ...rest]: Parameters<Aws['call']>) => {
    const answer = await stub.call(scope, service, operation, ...rest);
    if (operation !== 'GetCallerIdentity') return answer;
    if (unsigned) throw unsigned;
    await clock.sleep(ms);
    if (refused) throw refused;
    return answer;
  };
  const signIn = async () => {
    if (unsigned) throw unsigned;
  };
  const runtime = createRuntime({
    aws: { ...stub, now: clock.now, call: call as never, signIn },
    clock,
    connections: [{ id: 'prod' }],
    regions: slowRegions,
    cloudWatch: true,
    early,
    store: store ?? openMemoryStore(clock.now),
    lastStart,
    size: { columns: 120, rows: 40 },
    nextTurn: async () => {},
    copy() {},
    repaint() {},
    quit() {},
  });
  return { asked, clock, runtime };
}

const vaultIn = (region: string) => ({
  BackupVaultName: `vault-of-${region}`,
  BackupVaultArn: `arn:aws:backup:${region}:111122223333:backup-vault:vault-of-${region}`,
  VaultType: 'BACKUP_VAULT',
});
