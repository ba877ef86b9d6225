// Examples of findings that the table of kinds and severities has no form of.
import type { Example } from './examples.ts';
import {
  arnOf,
  audit,
  day,
  expired,
  failed,
  five,
  hour,
  job,
  listed,
  nightly,
  noon,
  point,
  rule,
  running,
  scan,
  selection,
  vault,
  vaultArn,
} from './facts-of.ts';

const shop = nightly('shop');
const [today, ...before] = shop as [ReturnType<typeof job>, ...ReturnType<typeof job>[]];
const other = nightly('other');
const weekAgo = nightly('shop').slice(6);
const named = [selection({ name: 'by-arn', resources: [arnOf('shop'), arnOf('other')], tags: [] })];
const { planLastRunAt: _, ...neverRan } = rule();
const expiredOf = (statusMessage: string, name = 'shop') =>
  point(name, noon - 40 * day, { status: 'EXPIRED', statusMessage });
const image = 'Snapshot snap-1 is currently in use by ami-0a1b2c3d (Service: AmazonEC2; Status Code: 400)';
const every = (everyMs: number) => ({ objectives: [{ everyMs }], mutes: [] });
const dr = vaultArn('dr', 'eu-central-1');
const copying = rule({ copies: [{ vaultArn: dr, deleteAfterDays: 35 }] });
const { startedAt: __, completedAt: ___, ...queued } = today;
const deletion = (more: Parameters<typeof audit>[1] = {}) => audit('DeleteRecoveryPoint', more);

export const otherExamples: readonly (Example & { readonly what: string })[] = [
  {
    what: 'audit: named points of a vault',
    subject: 'Admin/mallory',
    estate: {
      audits: ['a', 'b', 'c', 'd', 'e'].map((id) =>
        deletion({ id, target: `arn:aws:ec2:eu-west-1::snapshot/snap-${id}`, touched: { vaultName: 'main' } }),
      ),
    },
  },
  {
    what: 'audit: a lock that was loosened',
    subject: 'Admin/mallory',
    estate: {
      audits: [audit('PutBackupVaultLockConfiguration', { lock: { minDays: 7 }, lockBefore: { minDays: 30 } })],
    },
  },
  {
    what: 'audit: a lock that went',
    subject: 'Admin/mallory',
    estate: { audits: [audit('DeleteBackupVaultLockConfiguration', { lockBefore: { minDays: 30 } })] },
  },
  {
    what: 'audit: refused by a lock',
    subject: 'Admin/mallory',
    estate: {
      audits: [deletion({ errorCode: 'AccessDenied', riskReason: 'refused (AccessDenied): a backup is gone' })],
    },
  },
  {
    what: 'expired points: an image holds them',
    subject: 'main',
    estate: { rules: [], points: [expiredOf(image), expiredOf(image, 'other')] },
  },
  {
    what: 'expired points: denied',
    subject: 'main',
    estate: { rules: [], points: [expiredOf('You are not authorized to perform this operation.')] },
  },
  {
    what: 'expired points: a locked snapshot',
    subject: 'main',
    estate: { rules: [], points: [expiredOf('Snapshot is locked.')] },
  },
  {
    what: 'expired points: a key that is off',
    subject: 'main',
    estate: { rules: [], points: [expiredOf('The KMS key is disabled.')] },
  },
  {
    what: 'expired points: of a crowded vault',
    subject: 'main',
    estate: { rules: [], points: [expiredOf('Something else.')], vaults: [vault('main', { pointCount: 1_000_000 })] },
  },
  {
    what: 'missed run: skipped by AWS',
    subject: 'shop',
    estate: { selections: named, backups: [...weekAgo, ...other], points: [point('shop', five)] },
  },
  {
    what: 'missed run: no longer selected',
    subject: 'shop',
    estate: { backups: [...weekAgo, ...other], points: [point('shop', five)] },
  },
  {
    what: 'missed run: more than one',
    subject: 'shop',
    estate: {
      rules: [
        rule(),
        rule({ id: 'hourly', name: 'Hourly', planId: 'other', planName: 'other', versionAt: noon - day }),
      ],
      backups: [...weekAgo],
      points: [point('shop', five)],
    },
  },
  {
    what: 'failed run: it never started',
    subject: 'shop',
    estate: { backups: [expired('shop', five), ...before], points: [point('shop', five)] },
  },
  {
    what: 'failed run: parts are missing',
    subject: 'shop',
    estate: { backups: [{ ...today, state: 'PARTIAL' }, ...before], points: [point('shop', five)] },
  },
  {
    what: 'failed run: another job was running',
    subject: 'shop',
    estate: {
      backups: [
        {
          ...queued,
          state: 'EXPIRED',
          completedAt: five + 2 * hour,
          message: 'Backup job expired: running job for the same resource',
        },
        ...before,
      ],
      points: [point('shop', five)],
    },
  },
  {
    what: 'failed run: on demand, stopped by somebody',
    subject: 'shop',
    estate: {
      rules: [],
      backups: [
        {
          ...job('shop', noon - hour, { state: 'ABORTED', completedAt: noon - hour, id: 'JOB' }),
          createdBy: undefined,
        } as never,
      ],
      audits: [audit('StopBackupJob', { actor: 'Ops/bob', risk: 'none', touched: { backupJobId: 'job' } })],
    },
  },
  {
    what: 'point age: none at all',
    subject: 'shop',
    estate: { rules: [], resources: [listed('shop')], points: [] },
    settings: every(day),
  },
  {
    what: 'point age: a backup job is running',
    subject: 'shop',
    estate: { rules: [], backups: [running('shop', noon - hour), ...before] },
    settings: every(day),
  },
  {
    what: 'point age: it never started',
    subject: 'shop',
    estate: { backups: [expired('shop', five), ...before] },
    settings: every(day),
  },
  {
    what: 'point age: skipped by AWS',
    subject: 'shop',
    estate: { selections: named, backups: [...weekAgo, ...other] },
  },
  { what: 'point age: missed', subject: 'shop', estate: { backups: before, selections: named }, settings: every(day) },
  {
    what: 'point age: some parts are missing',
    subject: 'shop',
    estate: {
      backups: [{ ...today, state: 'PARTIAL' }, ...before],
      points: shop.map(({ createdAt }) =>
        point('shop', createdAt, createdAt === today.createdAt ? { status: 'PARTIAL' } : {}),
      ),
    },
  },
  {
    what: 'point age: infected',
    subject: 'shop',
    estate: {
      backups: shop,
      points: shop.map(({ createdAt }) => point('shop', createdAt)),
      scans: [scan({ recoveryPointArn: point('shop', five).arn, result: 'THREATS_FOUND' })],
    },
    settings: every(day),
  },
  {
    what: 'point age: late',
    subject: 'shop',
    estate: { rules: [rule({ startWindowMs: 8 * hour })], backups: before },
    settings: every(day),
  },
  { what: 'selects nothing: its selections are gone', subject: 'prod', estate: { selections: [], backups: shop } },
  { what: 'selects nothing: no selection', subject: 'prod', estate: { rules: [neverRan], selections: [] } },
  {
    what: 'selects nothing: conditions',
    subject: 'prod',
    estate: {
      rules: [neverRan],
      selections: [
        selection({
          tags: [
            { type: 'STRINGEQUALS', key: 'a', value: '1' },
            { type: 'STRINGEQUALS', key: 'b', value: '2' },
          ],
        }),
        selection({ id: 'all', name: 'all', tags: [], resources: ['*'] }),
      ],
    },
  },
  {
    what: 'plan missed: with those left out',
    subject: 'prod',
    estate: {
      rules: [rule({ planLastRunAt: five - 2 * day })],
      selections: named,
      backups: [...shop, ...other].filter(({ createdAt }) => createdAt < five - 2 * day + hour),
    },
  },
  {
    what: 'opted out: five',
    subject: 'RDS',
    estate: {
      backups: ['a', 'b', 'c', 'd', 'e'].flatMap((name) => nightly(name)),
      settings: { optIn: { RDS: false }, fullManagement: {} },
    },
  },
  {
    what: 'retention: for ever',
    subject: 'prod',
    estate: {
      rules: [{ ...rule(), deleteAfterDays: undefined } as never],
      vaults: [vault('main', { locked: true, lockDate: noon - day, maxRetentionDays: 90 })],
    },
  },
  {
    what: 'continuous: of a bucket, with a reason',
    subject: 'bucket',
    estate: {
      rules: [rule({ continuous: true })],
      points: [
        point('bucket', noon - 200 * day, {
          status: 'STOPPED',
          resourceType: 'S3',
          statusMessage: 'Versioning is off.',
        }),
      ],
    },
  },
  {
    what: 'copy failed: refused by the vault',
    subject: 'shop',
    estate: {
      rules: [copying],
      backups: shop,
      copies: [
        job('shop', five + hour, {
          kind: 'copy',
          state: 'FAILED',
          vaultArn: dr,
          message: 'Access Denied trying to call AWS Backup service',
          ...(today.recoveryPointArn ? { recoveryPointArn: today.recoveryPointArn } : {}),
        }),
      ],
    },
  },
  {
    what: 'restore failed: of a bucket',
    subject: 'shop',
    estate: { restores: [failed('shop', noon - 2 * hour, { kind: 'restore', resourceType: 'S3' })] },
  },
  {
    what: 'restore unproven: the last one is too old',
    subject: 'shop',
    estate: { backups: nightly('shop', 29), restores: [job('shop', noon - 10 * day, { kind: 'restore' })] },
    settings: { objectives: [{ restoreEveryMs: 7 * day }], mutes: [] },
  },
  {
    what: 'long job: a restore',
    subject: 'shop',
    estate: {
      rules: [],
      restores: [
        ...[1, 2, 3, 4].map((days) => job('shop', noon - days * day, { kind: 'restore' })),
        running('shop', noon - 5 * hour, { kind: 'restore' }),
      ],
    },
  },
];
