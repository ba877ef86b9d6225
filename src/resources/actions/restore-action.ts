import { isContinuous } from '../../domain/point-status.ts';
import type { RecoveryPoint } from '../../domain/recovery-point.ts';
import { type RestoreKey, restoreKeys, restoreWindow } from '../../domain/restore-metadata.ts';
import { parseTime } from '../../domain/time-text.ts';
import { formatDateTime } from '../../lib/format.ts';
import { type Action, type ActionContext, type AnyContext, type FormField, isOn, textOf } from '../action.ts';
import { checkJson } from './checks.ts';
import { roleField } from './fields.ts';
import { prettyJson } from './vault-documents.ts';

type Metadata = Readonly<Record<string, string>>;

/** Continuous points of these types know what lies between two moments. */
const timeKey = 'RestoreTime';

/** Ids of fields are flags too. */
const fieldId = (type: string, key: string): string =>
  `${type}-${key}`
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/\s+/g, '-')
    .toLowerCase();

const oneOf = (label: string, values: readonly string[]) => (text: string) =>
  text === '' || values.includes(text) ? undefined : `${label} takes ${values.join(', ')}.`;

/** Each type's own keys as fields; a field shows only for a point of its type. */
const keyFields: readonly FormField[] = Object.entries(restoreKeys).flatMap(([type, keys]) =>
  keys.map((key) => keyField(type, key)),
);

function keyField(type: string, { key, label, needed, values }: RestoreKey): FormField {
  const base = {
    id: fieldId(type, key),
    label,
    hint: key,
    optional: !needed,
    visible: ({ row }: AnyContext) => row?.resourceType === type,
    initial: ({ facts }: AnyContext) => (facts as Metadata | undefined)?.[key] ?? '',
  };
  const options = values?.map((value) => ({ value })) ?? [];
  return values
    ? { ...base, kind: 'pick', options: () => options, check: oneOf(label, values) }
    : { ...base, kind: 'text' };
}

export const restorePoint: Action<RecoveryPoint> = {
  id: 'restore',
  title: 'restore',
  pending: 'restoring',
  key: 'w',
  danger: 'confirm',
  touches: ['restore-jobs'],
  knows: ['backup-jobs'],
  disabled({ status, isParent, vaultName }) {
    if (vaultName === '') return 'AWS does not tell its vault';
    if (isParent) return 'it is made of others: restore those';
    return ['COMPLETED', 'AVAILABLE', 'STOPPED', 'PARTIAL'].includes(status) ? undefined : `it is ${status}`;
  },
  async load(ask, { vaultName, arn }) {
    const input = { BackupVaultName: vaultName, RecoveryPointArn: arn };
    const { RestoreMetadata } = await ask.call('backup', 'GetRecoveryPointRestoreMetadata', input);
    return RestoreMetadata ?? {};
  },
  fields: [
    {
      id: 'time',
      label: 'As it was at',
      kind: 'time',
      words: ['latest'],
      visible: ({ row }) => row !== undefined && isContinuous(row),
      initial: () => 'latest',
      check: checkTime,
      preview: (_, { row, now }) => [windowSentence(row, now)],
    },
    ...keyFields,
    roleField(),
    {
      id: 'copy-tags',
      label: 'Tags of the source too',
      kind: 'toggle',
    },
    {
      id: 'document',
      label: 'All the rest',
      kind: 'document',
      optional: true,
      hint: 'what AWS keeps with the point, as JSON; the fields above count more',
      initial: ({ facts, row }) => prettyJson(unknownKeys(facts ?? {}, row?.resourceType ?? '')),
      check: checkRest,
      preview: (text) => text.split('\n').slice(0, 8),
    },
  ],
  warnings: ({ row }) => [
    `Something new is made of ${row.resourceType} ${row.resourceName}, and paid for; nothing that is there is overwritten unless the metadata says so.`,
  ],
  requests: (context) => [
    {
      service: 'backup',
      operation: 'StartRestoreJob',
      input: {
        RecoveryPointArn: context.row.arn,
        Metadata: metadataOf(context),
        IamRoleArn: textOf(context.values, 'role'),
        IdempotencyToken: context.token,
        ResourceType: context.row.resourceType,
        ...(isOn(context.values, 'copy-tags') ? { CopySourceTagsToRestoredResource: true } : {}),
      },
    },
  ],
};

function checkTime(text: string, { row, now }: ActionContext<RecoveryPoint>): string | undefined {
  const at = parseTime(text);
  if (text === 'latest' || at === undefined) return undefined;
  const { from, to } = restoreWindow(row, now);
  return at >= from && at <= to ? undefined : windowSentence(row, now);
}

function windowSentence(row: RecoveryPoint, now: number): string {
  const { from, to } = restoreWindow(row, now);
  return `From ${formatDateTime(from)} to ${formatDateTime(to)}.`;
}

function unknownKeys(facts: Metadata, type: string): Metadata {
  const known = new Set(restoreKeys[type]?.map(({ key }) => key));
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !known.has(key)));
}

function checkRest(text: string): string | undefined {
  if (text === '') return undefined;
  const broken = checkJson(text);
  if (broken) return broken;
  const wrong = Object.entries((JSON.parse(text) ?? {}) as object).find(([, value]) => typeof value !== 'string');
  return wrong === undefined ? undefined : `${wrong[0]} must be a text: AWS takes metadata as texts only.`;
}

function metadataOf({ row, values, now }: ActionContext<RecoveryPoint>): Metadata {
  const rest = textOf(values, 'document');
  const typed = (restoreKeys[row.resourceType] ?? []).flatMap(({ key }) => {
    const value = textOf(values, fieldId(row.resourceType, key));
    return value === '' ? [] : [[key, value] as const];
  });
  return {
    ...(rest === '' || checkJson(rest) ? {} : (JSON.parse(rest) as Metadata)),
    ...Object.fromEntries(typed),
    ...(isContinuous(row) ? { [timeKey]: restoreTime(textOf(values, 'time'), row, now) } : {}),
  };
}

function restoreTime(text: string, row: RecoveryPoint, now: number): string {
  const at = parseTime(text) ?? restoreWindow(row, now).to;
  return new Date(at).toISOString();
}
