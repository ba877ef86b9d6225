// The simulated user of a soak: opens and leaves screens, adds and removes a Region, and meets refusals, expired
// credentials and an estate that changes.
import type { FaultKind } from '../../src/emulator/faults.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import type { Simulation } from '../support/simulation.ts';

const minute = 60_000;

/** Troubles that begin and end, one every few hours; the third and the ninth hour also end the session. */
const troubles: readonly (FaultKind | undefined)[] = [
  ...([undefined, 'throttle', 'expired-token', 'deny', undefined, 'error-500', undefined, 'reset'] as const),
  ...(['invalid-token', 'html', undefined, 'truncated'] as const),
];
const lists = [
  ...([
    'vaults',
    'recovery-points',
    'plans',
    'protected-resources',
    'backup-jobs',
    'copy-jobs',
    'restore-jobs',
  ] as const),
  ...(['audits', 'selections', 'legal-holds', 'scan-jobs', 'attention', 'timeline', 'protection'] as const),
] satisfies ResourceId[];

export function openScreenless({ aws, clock, connections, scopes }: Simulation): Runtime {
  const regions = scopes.map(({ region }) => region);
  const runtime = createRuntime({
    aws,
    clock,
    connections,
    regions,
    cloudWatch: true,
    size: { columns: 120, rows: 40 },
    copy() {},
    repaint() {},
    quit() {},
    store: openMemoryStore(aws.now),
  });
  runtime.start();
  return runtime;
}

/** Half of it on the overview, half on a list, with one of its rows opened; the trouble is over after twenty minutes. */
export async function spendAnHour(world: Simulation, runtime: Runtime, hour: number): Promise<void> {
  const { clock, emulator } = world;
  const trouble = troubles[hour % troubles.length];
  emulator.setFaults(trouble ? [{ kind: trouble }] : []);
  runtime.dispatch({ type: 'commanded', command: 'view.overview' });
  await lookFor(world, runtime, 20);
  emulator.setFaults([]);
  await lookFor(world, runtime, 10);
  runtime.dispatch({ type: 'listRequested', resource: lists[hour % lists.length] ?? 'vaults' });
  await lookFor(world, runtime, 10);
  press(runtime, 'j', 'j', 'j', 'enter');
  await lookFor(world, runtime, 10);
  press(runtime, 'escape', '/', ...'prod', 'enter', 's');
  await lookFor(world, runtime, 10);
  press(runtime, 'escape', 'escape');
  if (hour % 6 === 0) await wander(world, runtime);
  if (hour % 24 !== 5) return;
  // The calls wait for their turn, and time has to pass for that.
  const changed = changeEstate(world, Math.floor(hour / 24));
  await clock.advance(minute);
  await changed;
}

const press = (runtime: Runtime, ...keys: string[]): void => {
  for (const key of keys) runtime.dispatch({ type: 'key', key });
};

/** What a screen would read, read once a minute. */
async function lookFor({ clock }: Simulation, runtime: Runtime, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    await clock.advance(minute);
    const { data, overview } = runtime.view();
    overview(data);
    data.attention.rows(data);
  }
}

/** Another Region for a while, and credentials from disk. */
async function wander({ aws, clock, connections }: Simulation, runtime: Runtime): Promise<void> {
  for (const { id } of connections) aws.renew(id);
  press(runtime, ':', ...'region +us-east-1', 'enter');
  await clock.advance(5 * minute);
  press(runtime, ':', ...'region -us-east-1', 'enter');
}

/** A vault and a backup a day; the vault of the day before goes. */
async function changeEstate({ aws, scopes }: Simulation, day: number): Promise<void> {
  const { signal } = new AbortController();
  const [scope] = scopes;
  if (scope === undefined) return;
  const { Results = [] } = await aws.call(
    scope,
    { service: 'backup', operation: 'ListProtectedResources', input: {} },
    { signal },
  );
  // A resource of another account-Region has copies here, and nothing to back up.
  const here = Results.filter(({ ResourceArn }) => ResourceArn?.includes(`:${scope.region}:`));
  await aws.call(
    scope,
    { service: 'backup', operation: 'CreateBackupVault', input: { BackupVaultName: `soak-${day}` } },
    { signal },
  );
  await aws.call(
    scope,
    {
      service: 'backup',
      operation: 'StartBackupJob',
      input: {
        BackupVaultName: 'eu-prod',
        ResourceArn: here[day % here.length]?.ResourceArn,
        IamRoleArn: `arn:aws:iam::${scope.accountId}:role/service-role/AWSBackupDefaultServiceRole`,
        Lifecycle: { DeleteAfterDays: 1 },
      },
    },
    { signal },
  );
  if (day > 0)
    await aws.call(
      scope,
      { service: 'backup', operation: 'DeleteBackupVault', input: { BackupVaultName: `soak-${day - 1}` } },
      { signal },
    );
}
