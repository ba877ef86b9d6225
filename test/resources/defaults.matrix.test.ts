// Every action on rows of every kind with the proposed value of every field: nothing that exists is overwritten or
// deleted.
import { describe, expect, test } from 'vitest';
import { initialValues, problemsOf } from '../../src/app/forms/form.ts';
import { isReadOnly } from '../../src/aws/gate.ts';
import { shortName } from '../../src/domain/arn.ts';
import { takenKeys } from '../../src/domain/restore/key-values.ts';
import { restoreTarget } from '../../src/domain/restore/restore-target.ts';
import { restoreTypes } from '../../src/domain/restore/restore-types.ts';
import type { ActionRequest, AnyAction, AnyContext, Danger } from '../../src/resources/action.ts';
import { dangerOf } from '../../src/resources/confirmation.ts';
import { resources } from '../../src/resources/index.ts';
import { allActions, withActionRows } from '../support/all-actions.ts';
import { sampled, seededRandom } from '../support/matrix.ts';
import { noon, withSharedAws } from './embedded-aws.ts';

const aws = withSharedAws({ furnished: true });
const { known, rowsOf, contextOf } = withActionRows(aws);

/** They remove something, which requires that its name is typed; a job is stopped by a key. */
const takesAway = /^(Delete|Cancel|Disassociate|Revoke|Untag)/;
/** They make something new; of a name that is there AWS refuses them. */
const makes = /^(Create|StartBackupJob|StartCopyJob|Tag)/;

function expectHarmless({ operation, input }: ActionRequest, context: AnyContext, action: AnyAction): void {
  if (isReadOnly(operation) || makes.test(operation)) return;
  const danger = dangerOf(action, context);
  const check = unchanged[operation];
  if (operation === 'StopBackupJob') expect(danger).not.toBe('none');
  else if (takesAway.test(operation)) expect(danger, operation).toBe('type-name');
  else if (check) check(input, context, danger);
  else throw new Error(`Say in \`unchanged\` of this file what ${operation} does with what is there.`);
}

/** An action that sets values proposes the present values. */
const unchanged: Readonly<
  Record<string, (input: ActionRequest['input'], context: AnyContext, danger: Danger) => void>
> = {
  StartRestoreJob: ({ Metadata }, context, danger) => expectNew(Metadata as Record<string, string>, context, danger),
  UpdateRecoveryPointLifecycle: ({ Lifecycle }, { facts }) =>
    expect(Lifecycle).toEqual({
      ...facts.lifecycle,
      DeleteAfterDays: facts.lifecycle.DeleteAfterDays ?? -1,
      MoveToColdStorageAfterDays: facts.lifecycle.MoveToColdStorageAfterDays ?? -1,
    }),
  PutBackupVaultLockConfiguration: (input, { facts }) => {
    expect(input.MinRetentionDays).toBe(facts.least);
    expect(input.MaxRetentionDays).toBe(facts.most);
    expect(input.ChangeableForDays === undefined).toBe(facts.lockDate === undefined);
    if (facts.lockDate)
      expect(noon + Number(input.ChangeableForDays) * 86_400_000).toBeGreaterThanOrEqual(facts.lockDate);
  },
  AssociateBackupVaultMpaApprovalTeam: (_, __, danger) => expect(danger).toBe('type-name'),
  // AWS then deletes what it restored.
  PutRestoreValidationResult: (_, __, danger) => expect(danger).toBe('type-name'),
  PutBackupVaultNotifications: (_, { facts }) => expect(facts.settings).toBeUndefined(),
  // It may page somebody.
  Publish: (_input, _context, danger) => expect(danger).not.toBe('none'),
  UpdateRegionSettings: ({ ResourceTypeOptInPreference, ResourceTypeOptInIncremental }, { row, facts }) => {
    const others = (types: unknown) => Object.entries(types as object).filter(([type]) => type !== row.type);
    expect(others(ResourceTypeOptInPreference)).toEqual(others(facts.optIn));
    expect(others(ResourceTypeOptInIncremental)).toEqual(others(facts.incremental));
  },
};

/** Keys that name what a restore creates or writes into, by AWS's guide; the program's own table is not used. */
const naming = [
  'DBInstanceIdentifier',
  'TargetDBInstanceIdentifier',
  'DBClusterIdentifier',
  'targetTableName',
  'TableName',
  'DestinationBucketName',
  'ClusterIdentifier',
  'NamespaceIdentifier',
  'Workgroup',
  'DestinationDatabase',
  'StackName',
  'ChangeSetName',
  'clusterName',
  'VMName',
  'gatewayArn',
  'targetName',
  'DatabaseName',
  'aws:backup:TargetDatabaseArn',
];
const isNaming = (key: string): boolean => naming.some((one) => one.toLowerCase() === key.toLowerCase());

/** Names of everything that is in the account, in lower case. */
const liveNames = (): ReadonlySet<string> =>
  new Set(known('protected-resources').map(({ arn }) => shortName(String(arn)).toLowerCase()));

function expectNew(metadata: Record<string, string>, { row }: AnyContext, danger: Danger): void {
  const target = restoreTarget(row.resourceType, metadata);
  if (danger !== 'type-name') expect(target.kind, row.resourceType).toBe('new');
  expect(target.kind).not.toBe('replaces');
  expect(target.kind).not.toBe('into');
  const live = liveNames();
  for (const [key, value] of Object.entries(metadata)) {
    if (isNaming(key)) {
      expect(value.toLowerCase()).not.toBe(shortName(row.resourceArn).toLowerCase());
      expect(live.has(value.toLowerCase()), `${key}=${value}`).toBe(false);
    }
  }
}

describe.each(allActions)('$resource $action.id', ({ resource, action }) => {
  test.each([true, false])('at its defaults (lists known: %s)', async (knowing) => {
    for (const row of rowsOf(resource)) {
      const context = await contextOf(action, row, knowing);
      if (!context) continue;
      if (action.on !== 'list' && action.disabled?.(row, context)) continue;
      const problems = problemsOf(action.fields ?? [], context, true);
      // A form with a required field sends nothing with its defaults.
      if (Object.keys(problems).length > 0) continue;
      for (const request of action.requests(context)) {
        expectHarmless(request, context, action);
      }
    }
  });
});

const restore = (resources['recovery-points'].actions ?? []).find(({ id }) => id === 'restore') as AnyAction;

/** What AWS may give with a point: its own keys in any case, and whatever else. */
const hostileKeys = [
  ...restoreTypes.flatMap((type) => takenKeys(type).map(({ key }) => key)),
  'NamespaceIdentifier',
  'aws:backup:TargetDatabaseArn',
  'RestoreType',
  'newCluster',
  'CreationToken',
  'cluster_id',
  'destinationBucketName',
  'DBSnapshotIdentifier',
  'InformationalOnly:X',
  'aws:backup:request-id',
  'somethingElse',
];
const cases = [...restoreTypes.map(({ type }) => type.replace(/^FSx .*/, 'FSx')), 'Brand New'].flatMap((type) =>
  Array.from({ length: 40 }, (_, seed) => ({ type, seed })),
);

test('whatever AWS gives with a point, the default of its restore is something new, or its name has to be typed', async () => {
  for (const { type, seed } of sampled(cases, 100)) {
    const random = seededRandom(1 + seed);
    const chosen = hostileKeys.filter(() => random() < 0.5);
    const keys = [...new Map(chosen.map((key) => [key.toLowerCase(), key])).values()];
    const spelled = (key: string) => [key, key.toLowerCase(), key.toUpperCase()][Math.floor(random() * 3)] as string;
    const said = (key: string) =>
      /^new/i.test(key) ? 'false' : /RestoreType/i.test(key) ? 'NAMESPACE_RESTORE' : 'live';
    const metadata = Object.fromEntries(keys.map((key) => [spelled(key), said(key)]));
    const row = {
      arn: 'arn',
      vaultName: 'prod',
      resourceType: type,
      resourceName: 'live',
      status: 'COMPLETED',
      resourceArn: 'arn:aws:any:us-east-1:123456789012:thing:live',
      scope: aws.ask('us-east-1').scope,
      isParent: false,
      createdAt: noon,
      encrypted: true,
    };
    const facts = {
      metadata,
      made: ['arn:aws:any:us-east-1:123456789012:thing:live-restored'],
      offers: {},
      refused: [],
      openedAt: noon,
    };
    const empty: AnyContext = { row, scope: row.scope, facts, values: {}, now: noon, token: 't', known: () => [] };
    const context = { ...empty, values: initialValues(restore.fields ?? [], empty) };
    const sent = (restore.requests(context)[0]?.input.Metadata ?? {}) as Record<string, string>;
    const { kind } = restoreTarget(type, sent);
    const says = `${type} ${seed} ${JSON.stringify(sent)}`;
    expect(['into', 'replaces'], says).not.toContain(kind);
    expect(dangerOf(restore, context), says).toBe(kind === 'new' ? 'confirm' : 'type-name');
    for (const [name, value] of Object.entries(sent)) {
      // A database inside of a cluster is no resource of its own.
      const isInner = type !== 'Timestream' && /^databasename$/i.test(name);
      if (isNaming(name) && !isInner) expect(['live', 'live-restored'], says).not.toContain(value);
    }
    const folded = Object.keys(sent).map((key) => key.toLowerCase());
    expect(new Set(folded).size, says).toBe(folded.length);
  }
});
