import { expect, test } from 'vitest';
import { airGappedType } from '../../src/domain/vaults/lock.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import type { AnyAction, AnyContext } from '../../src/resources/action.ts';
import { lifecycleFields } from '../../src/resources/actions/fields.ts';
import { lockWarning } from '../../src/resources/actions/vaults/lock-warnings.ts';
import { dangerOf } from '../../src/resources/confirmation.ts';
import { resources } from '../../src/resources/index.ts';
import { noon, scopeOf } from './embedded-aws.ts';

const scope = scopeOf('us-east-1');
const arn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:v';
const open: Vault = { scope, name: 'v', arn, type: 'BACKUP_VAULT', pointCount: 0, locked: false };
const governed: Vault = { ...open, locked: true };
const final: Vault = { ...governed, lockDate: noon - 1 };
const inGrace: Vault = { ...governed, lockDate: noon + 5 * 86_400_000 };
const airGapped: Vault = { ...open, type: airGappedType, locked: true };

test.each<[string, Vault | undefined, number | undefined, RegExp | undefined, boolean]>([
  ['open', open, undefined, undefined, false],
  ['governance', governed, undefined, undefined, false],
  [
    'compliance',
    final,
    undefined,
    /nobody can ever delete the recovery point: vault v is locked in compliance mode/,
    true,
  ],
  ['compliance', final, 30, /Nobody can delete the recovery point before about 2026-02-14 12:00:00Z: vault v/, false],
  ['grace', inGrace, undefined, /becomes final at 2026-01-20 12:00:00Z/, true],
  ['air-gapped', airGapped, 30, /Nobody can delete the recovery point before about 2026-02-14/, false],
  ['not listed', undefined, undefined, /vault v is not among the vaults/, true],
  ['not listed', undefined, 30, /before about 2026-02-14/, false],
])('a vault that is %s', (_, vault, days, says, isForever) => {
  const warning = lockWarning({ vault, named: arn, days, now: noon });
  if (says === undefined) return expect(warning).toBeUndefined();
  expect(warning?.text).toMatch(says);
  expect(warning?.isForever).toBe(isForever);
});

const contextWith = (vault: Vault, values: AnyContext['values'], row: unknown): AnyContext => ({
  row,
  scope,
  facts: undefined,
  values,
  now: noon,
  token: 't',
  known: (id) => (id === 'vaults' ? [vault] : []),
});

test('an air-gapped vault, and any with a longest retention, takes nothing without an end', () => {
  const checkOf = (vault: Vault, values: AnyContext['values']) =>
    lifecycleFields(() => vault)
      .find(({ id }) => id === 'delete-after')
      ?.check?.('', contextWith(vault, values, undefined));
  expect(checkOf(airGapped, {})).toMatch(/logically air-gapped: without "delete after" the job fails/);
  expect(checkOf({ ...open, maxRetentionDays: 90 }, {})).toMatch(/keeps 0 to 90 days; forever would fail/);
  expect(checkOf(airGapped, { 'delete-after': '30' })).toBeUndefined();
  expect(checkOf(open, {})).toBeUndefined();
});

const point = {
  scope,
  arn: 'p',
  vaultName: 'here',
  resourceType: 'EBS',
  resourceArn: 'r',
  resourceName: 'r',
  createdAt: noon,
};
/** A longer retention cannot be shortened again in a locked vault. */
test.each<[string, Vault, AnyContext['values'], boolean]>([
  ['longer, compliance', final, { 'delete-after': '60' }, true],
  ['for ever, compliance', final, {}, true],
  ['as before, compliance', final, { 'delete-after': '30' }, false],
  ['longer, open', open, { 'delete-after': '60' }, false],
  ['shorter, open', open, { 'delete-after': '20' }, true],
  ['into cold storage, open', open, { 'cold-after': '5', 'delete-after': '30' }, true],
])('a point that is kept otherwise: %s', (_, vault, values, isTyped) => {
  const action = (resources['recovery-points'].actions ?? []).find(({ id }) => id === 'lifecycle') as AnyAction;
  const row = { ...point, vaultName: 'v' };
  const facts = { isCold: false, lifecycle: { DeleteAfterDays: 30 } };
  const context: AnyContext = { ...contextWith(vault, values, row), facts, initial: { 'delete-after': '30' } };
  expect(dangerOf(action, context)).toBe(isTyped ? 'type-name' : 'confirm');
  expect(action.confirmName?.(context)).toBe('r');
});

const resource = { scope, arn: 'r', name: 'r', type: 'EBS' };
const rule = { RuleName: 'r', TargetBackupVaultName: 'v' };
const jsonOf = (one: object) => ({ document: JSON.stringify({ BackupPlanName: 'p', Rules: [one] }) });

/** Every action that stores something in a vault, with and without an end of its retention. */
test.each<[keyof typeof resources, string, unknown, AnyContext['values'], AnyContext['values']]>([
  ['recovery-points', 'copy', point, { to: arn }, { to: arn, 'delete-after': '30' }],
  ['copy-jobs', 'again', { ...point, vaultArn: arn }, { to: arn }, { to: arn, 'delete-after': '30' }],
  ['protected-resources', 'start', resource, { vault: 'v' }, { vault: 'v', 'delete-after': '30' }],
  ['backup-jobs', 'again', point, { vault: 'v' }, { vault: 'v', 'delete-after': '30' }],
  ['plans', 'import', undefined, jsonOf(rule), jsonOf({ ...rule, Lifecycle: { DeleteAfterDays: 30 } })],
  [
    ...(['plans', 'edit-json', { scope, id: 'i', name: 'p' }] as const),
    jsonOf({ ...rule, TargetBackupVaultName: 'x', CopyActions: [{ DestinationBackupVaultArn: arn }] }),
    jsonOf({ ...rule, TargetBackupVaultName: 'v', Lifecycle: { DeleteAfterDays: 30 } }),
  ],
])(
  '%s %s into a compliance lock wants the name where nobody could ever delete it',
  (id, name, row, without, ending) => {
    const action = (resources[id].actions ?? []).find((one) => one.id === name) as AnyAction;
    const warningsOf = (context: AnyContext) => (action.warnings?.(context) ?? []).join(' ');
    const forever = contextWith(final, without, row);
    expect(dangerOf(action, forever)).toBe('type-name');
    // A plan has its own name.
    expect(action.confirmName?.(forever)).toBe(id === 'plans' ? undefined : 'v');
    expect(warningsOf(forever)).toMatch(/nobody can ever delete the recovery point: vault v/);
    expect(warningsOf(contextWith(final, ending, row))).toMatch(
      id === 'plans'
        ? /nobody can delete its recovery points for 30 days: vault v/
        : /Nobody can delete the recovery point before about 2026-02-14/,
    );
    expect(dangerOf(action, contextWith(final, ending, row))).not.toBe('type-name');
    expect(dangerOf(action, contextWith(open, ending, row))).not.toBe('type-name');
  },
);
