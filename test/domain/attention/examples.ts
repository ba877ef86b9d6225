// An estate for each kind of finding in each severity that it can have. Others are compared with this table.
import type { FindingKind } from '../../../src/domain/attention/findings/finding-kind.ts';
import type { Severity } from '../../../src/domain/attention/findings/severity.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { inventoried, inventorySource } from '../coverage/inventory-rows.ts';
import {
  accessPoint,
  arnOf,
  audit,
  createdBy,
  day,
  type Estate,
  failed,
  five,
  hour,
  job,
  kmsKey,
  minute,
  nightly,
  noon,
  point,
  restoreTest,
  rule,
  running,
  scan,
  selection,
  testingPlan,
  vault,
  vaultArn,
} from './facts-of.ts';

const withCoverage: AttentionSettings = { ...noSettings, coverage: true };
const withAccessPoints: AttentionSettings = { ...noSettings, accessPoints: true };
const allOptedIn = { settings: { optIn: { RDS: true }, fullManagement: {} } };

export interface Example {
  readonly estate: Estate;
  readonly subject: string;
  readonly settings?: AttentionSettings;
}

const shop = nightly('shop');
const [today, ...before] = shop as [ReturnType<typeof job>, ...ReturnType<typeof job>[]];
const dr = vaultArn('dr', 'eu-central-1');
const copying = rule({ copies: [{ vaultArn: dr, deleteAfterDays: 35 }] });
const copyOf = (source: ReturnType<typeof job>, more: Partial<ReturnType<typeof job>> = {}) =>
  job('shop', source.createdAt + hour, {
    kind: 'copy',
    id: `copy of ${source.id}`,
    vaultArn: dr,
    vaultName: 'dr',
    resourceType: source.resourceType,
    ...(source.recoveryPointArn ? { recoveryPointArn: source.recoveryPointArn } : {}),
    ...more,
  });
const { planLastRunAt: _, ...neverRan } = rule();
const { deleteAt: __, deleteAfterDays: ___, ...endless } = point('shop', five);
const { lastRunAt: ____, ...neverTested } = testingPlan();
const redshift = shop.map((each) => ({ ...each, resourceType: 'Redshift' }));
const history = [1, 2, 3, 4].map((days) => job('shop', noon - days * day));
const named = (createdAt: number) => [selection({ resources: [arnOf('new')], createdAt })];
const objective = (restoreEveryMs: number): AttentionSettings => ({ objectives: [{ restoreEveryMs }], mutes: [] });
const every = (everyMs: number): AttentionSettings => ({ objectives: [{ everyMs }], mutes: [] });
const other = nightly('other');

/** The keys of each kind are all severities that it can have. */
export const examples: Readonly<Record<FindingKind, Partial<Readonly<Record<Severity, readonly Example[]>>>>> = {
  malware: { critical: [{ subject: 'shop', estate: { scans: [scan({ result: 'THREATS_FOUND' })] } }] },
  audit: {
    critical: [
      { subject: 'Admin/mallory', estate: { audits: [audit('DeleteRecoveryPoint')] } },
      {
        subject: 'Admin/mallory',
        estate: {
          audits: [
            audit('DeleteRecoveryPoint'),
            audit('DeleteRecoveryPoint', { id: '2', errorCode: 'InvalidRequest' }),
          ],
        },
      },
    ],
    warning: [
      { subject: 'Admin/mallory', estate: { audits: [audit('DeleteBackupPlan', { risk: 'high' })] } },
      { subject: 'Admin/mallory', estate: { audits: [audit('DeleteBackupVault', { errorCode: 'InvalidRequest' })] } },
    ],
  },
  'plan-missed': {
    critical: [
      {
        subject: 'prod',
        estate: {
          rules: [rule({ planLastRunAt: five - day })],
          backups: [...nightly('shop'), ...other].filter(isBeforeToday),
        },
      },
    ],
  },
  unprotected: {
    critical: [{ subject: 'new', estate: { selections: named(noon - 5 * day), backups: shop } }],
    notice: [{ subject: 'new', estate: { selections: named(noon - hour), backups: shop } }],
  },
  'point-age': {
    critical: [
      // Just past twice the objective: the age is 7 h.
      { subject: 'shop', estate: { backups: shop }, settings: every(3.4 * hour) },
      { subject: 'shop', estate: { backups: [failed('shop', five)], points: [] } },
      {
        subject: 'shop',
        estate: { backups: [failed('shop', five), failed('shop', five - day), ...shop.slice(2), ...other] },
      },
    ],
    warning: [
      { subject: 'shop', estate: { backups: shop }, settings: every(3.6 * hour) },
      { subject: 'shop', estate: { backups: [failed('shop', five), ...before, ...other] } },
    ],
  },
  'continuous-stopped': {
    critical: [
      {
        subject: 'shop',
        estate: {
          rules: [rule({ continuous: true })],
          points: [point('shop', noon - 200 * day, { status: 'STOPPED' })],
        },
      },
    ],
  },
  'failed-run': {
    warning: [
      { subject: 'shop', estate: { backups: [failed('shop', noon - hour), ...shop] } },
      // Somebody stopped it: a finding for a day where no plan repeats it, else until a later backup is done.
      { subject: 'shop', estate: { backups: [stopped(noon - 2 * hour)], rules: [] } },
      {
        subject: 'shop',
        estate: { backups: [stopped(five, createdBy(rule())), ...before, ...other], points: [point('shop', five)] },
      },
    ],
  },
  'missed-run': {
    warning: [{ subject: 'shop', estate: { backups: [...before, ...other], points: [point('shop', five)] } }],
  },
  'late-run': {
    warning: [
      {
        subject: 'shop',
        estate: {
          rules: [rule({ startWindowMs: 8 * hour })],
          backups: [...before, ...other],
          points: [point('shop', five)],
        },
      },
    ],
  },
  'copy-failed': {
    warning: [
      {
        subject: 'shop',
        estate: {
          rules: [copying],
          backups: shop,
          copies: [copyOf(today, { state: 'FAILED' }), ...before.map((one) => copyOf(one))],
        },
      },
      { subject: 'shop', estate: { backups: shop, copies: [copyOf(today, { state: 'FAILED' })] } },
      { subject: 'shop', estate: { backups: shop, copies: [copyOf(today, { state: 'ABORTED' })] } },
    ],
  },
  'copy-missing': {
    warning: [
      { subject: 'shop', estate: { rules: [copying], backups: shop, copies: before.map((one) => copyOf(one)) } },
    ],
  },
  'copy-late': {
    warning: [
      {
        subject: 'shop',
        estate: {
          rules: [copying],
          backups: shop,
          copies: [copyOf(today, { state: 'RUNNING' }), ...before.slice(4).map((one) => copyOf(one))],
        },
      },
    ],
  },
  'retention-outside-lock': {
    warning: [
      {
        subject: 'prod',
        estate: {
          rules: [rule({ deleteAfterDays: 3 })],
          vaults: [vault('main', { locked: true, lockDate: noon - day, minRetentionDays: 7 })],
        },
      },
    ],
  },
  'not-covered': {
    warning: [
      {
        subject: '1 resource',
        estate: { inventory: [inventorySource(), inventoried('lost')] },
        settings: withCoverage,
      },
      {
        subject: '1 resource',
        estate: {
          inventory: [inventorySource(), inventoried('shop', { tags: { backup: 'daily' } })],
          points: [],
          ...allOptedIn,
        },
        settings: withCoverage,
      },
    ],
    notice: [
      {
        subject: '1 resource',
        estate: {
          inventory: [inventorySource(), inventoried('lost')],
          points: [point('lost', noon - day)],
          selections: [],
        },
        settings: withCoverage,
      },
    ],
  },
  'last-copy-expires': {
    critical: [
      {
        subject: 'lost',
        estate: {
          inventory: [inventorySource(), inventoried('lost')],
          points: [point('lost', noon - 30 * day)],
        },
        settings: withCoverage,
      },
    ],
    warning: [
      {
        subject: 'shop',
        estate: {
          inventory: [inventorySource(), inventoried('shop', { tags: { backup: 'daily' } })],
          points: [point('shop', five, { deleteAt: noon + hour })],
          ...allOptedIn,
        },
        settings: withCoverage,
      },
    ],
  },
  'key-gone': {
    critical: [
      { subject: 'k-1', estate: { keys: [kmsKey('k-1', { state: 'Disabled' })] }, settings: withCoverage },
      {
        subject: 'k-1',
        estate: {
          keys: [
            kmsKey('k-1', {
              state: 'PendingDeletion',
              deletionAt: noon + 5 * day,
              change: { event: 'ScheduleKeyDeletion', at: noon - 2 * day, actor: 'Admin/mallory' },
            }),
          ],
        },
        settings: withCoverage,
      },
    ],
    warning: [
      { subject: 'k-1', estate: { keys: [kmsKey('k-1', { state: 'NotFound', points: 0 })] }, settings: withCoverage },
    ],
  },
  'access-point-stands': {
    notice: [{ subject: 'look', estate: { accessPoints: [accessPoint('look')] }, settings: withAccessPoints }],
  },
  'selects-nothing': { warning: [{ subject: 'prod', estate: { rules: [neverRan] } }] },
  'opted-out': {
    critical: [{ subject: 'RDS', estate: { backups: shop, settings: { optIn: { RDS: false }, fullManagement: {} } } }],
  },
  'stuck-job': {
    warning: [
      {
        subject: 'shop',
        estate: { backups: [...history, running('shop', noon - 5 * hour, { percent: 99 })], rules: [] },
      },
      { subject: 'shop', estate: { backups: [running('shop', noon - 25 * hour, { percent: 99 })], rules: [] } },
    ],
  },
  'long-job': {
    warning: [{ subject: 'shop', estate: { backups: [...history, running('shop', noon - 5 * hour)], rules: [] } }],
  },
  'restore-test-failed': {
    warning: [
      { subject: 'shop', estate: { restores: [restoreTest('shop', five, { state: 'FAILED' })] } },
      { subject: 'shop', estate: { restores: [restoreTest('shop', five, { state: 'ABORTED' })] } },
      { subject: 'shop', estate: { restores: [restoreTest('shop', five, { validationStatus: 'FAILED' })] } },
      { subject: 'shop', estate: { restores: [restoreTest('shop', five, { validationStatus: 'TIMED_OUT' })] } },
    ],
  },
  'restore-test-missed': {
    warning: [
      { subject: 'nightly_restores', estate: { testingPlans: [neverTested] } },
      { subject: 'nightly_restores', estate: { testingPlans: [testingPlan()] } },
    ],
  },
  'restore-unproven': {
    warning: [{ subject: 'shop', estate: { backups: nightly('shop', 29) }, settings: objective(7 * day) }],
    notice: [{ subject: 'shop', estate: { backups: nightly('shop', 29) }, settings: objective(90 * day) }],
  },
  'restore-failed': {
    warning: [{ subject: 'shop', estate: { restores: [failed('shop', noon - 2 * hour, { kind: 'restore' })] } }],
  },
  'denied-attempts': {
    warning: [
      { subject: 'Admin/mallory', estate: { audits: [audit('DeleteRecoveryPoint', { errorCode: 'AccessDenied' })] } },
    ],
  },
  'expired-points': {
    warning: [
      { subject: 'main', estate: { points: [point('shop', noon - 40 * day, { status: 'EXPIRED' })], rules: [] } },
    ],
  },
  'lock-countdown': {
    warning: [{ subject: 'main', estate: { vaults: [vault('main', { locked: true, lockDate: noon + 2 * day })] } }],
    notice: [{ subject: 'main', estate: { vaults: [vault('main', { locked: true, lockDate: noon + 4 * day })] } }],
  },
  'kept-forever': {
    notice: [
      {
        subject: 'main',
        estate: { vaults: [vault('main', { locked: true, lockDate: noon - day })], points: [endless], backups: shop },
      },
    ],
  },
  'copy-cannot-cross': {
    notice: [
      {
        subject: 'shop',
        estate: {
          rules: [copying],
          backups: redshift,
          copies: redshift.map((each) => copyOf(each, { state: 'FAILED' })),
        },
      },
    ],
  },
  issues: {
    notice: [
      {
        subject: 'shop',
        estate: {
          backups: [{ ...today, messageCategory: 'AccessDenied', message: 'Objects were skipped.' }, ...before],
        },
      },
    ],
  },
  'scan-issues': {
    notice: [
      { subject: 'shop', estate: { scans: [scan({ state: 'COMPLETED_WITH_ISSUES' })] } },
      { subject: 'shop', estate: { scans: [scan({ state: 'FAILED' })] } },
    ],
  },
};

function isBeforeToday({ createdAt }: { readonly createdAt: number }): boolean {
  return createdAt < five - hour;
}

function stopped(at: number, by?: ReturnType<typeof createdBy>): ReturnType<typeof job> {
  const { createdBy: _by, ...rest } = job('shop', at, { state: 'ABORTED', completedAt: at + 30 * minute });
  return by ? { ...rest, createdBy: by } : rest;
}
