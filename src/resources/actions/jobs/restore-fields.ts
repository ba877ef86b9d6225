// The form of a restore: the keys of each type as fields. The target is never the source by default.
import { regionOf, shortName } from '../../../domain/arn.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import {
  freeName,
  isSameKey,
  keysOf,
  metadataValue,
  type RestoreKey,
  replayable,
  restoreKeys,
  restoreTypeOf,
  restoreWindow,
} from '../../../domain/restore/restore-metadata.ts';
import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import { parseTime } from '../../../domain/time-text.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { type ActionContext, type AnyContext, type FormField, textOf } from '../../action.ts';
import { checkJson } from '../checks.ts';

export type Metadata = Readonly<Record<string, string>>;

export interface RestoreFacts {
  /** The restore metadata of the recovery point. */
  readonly metadata: Metadata;
  /** Names of resources that earlier restores created. */
  readonly made: readonly string[];
}

/** Continuous recovery points of these types have a range of restore times. */
const timeKey = 'RestoreTime';

/** The ids of fields are also flags. */
const fieldId = (type: string, key: string): string =>
  `${type}-${key}`
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .toLowerCase();

/** A field is visible only for recovery points of its type. */
export const keyFields: readonly FormField[] = Object.entries(restoreKeys).flatMap(([type, keys]) =>
  keys.map((key) => keyField(type, key)),
);

function keyField(type: string, spec: RestoreKey): FormField {
  const { key, label, needed, values, start } = spec;
  const oneOf = (text: string) =>
    text === '' || values?.includes(text) ? undefined : `${label} takes ${values?.join(', ')}.`;
  const base = {
    id: fieldId(type, key),
    label,
    hint: key,
    optional: !needed,
    visible: (context: AnyContext) =>
      context.row !== undefined &&
      restoreTypeOf(context.row.resourceType) === type &&
      isAsked(type, spec, context.values),
    initial: (context: AnyContext) => initialOf(spec, context),
  };
  if (values) return { ...base, kind: 'pick', options: () => values.map((value) => ({ value })), check: oneOf };
  return start === 'free' ? { ...base, kind: 'text', check: checkFree } : { ...base, kind: 'text' };
}

const isAsked = (type: string, { only }: RestoreKey, values: ActionContext<unknown>['values']): boolean =>
  only === undefined || only.values.includes(textOf(values, fieldId(type, only.key)));

const metadataIn = ({ facts }: AnyContext): Metadata => (facts as RestoreFacts | undefined)?.metadata ?? {};

function initialOf({ key, start }: RestoreKey, context: AnyContext): string {
  const { row, scope } = context;
  if (start === 'none' || row === undefined) return '';
  if (start === 'free') return freeName(shortName(row.resourceArn), takenNames(context));
  if (start) return start.value;
  const value = metadataValue(metadataIn(context), key) ?? '';
  // A copy contains the Availability Zone of its source Region.
  return isSameKey(key, 'availabilityZone') && !value.startsWith(scope.region) ? '' : value;
}

/** In lower case: names of known resources, and of resources that earlier restores created. */
function takenNames({ row, scope, known, facts }: AnyContext): ReadonlySet<string> {
  const isHere = (one: { readonly scope: AnyContext['scope'] }) =>
    one.scope.region === scope.region && one.scope.accountId === scope.accountId;
  const arns = [
    row.resourceArn,
    ...(known('protected-resources', scope) as readonly ProtectedResource[]).filter(isHere).map(({ arn }) => arn),
    ...(known('restore-jobs', scope) as readonly Job[])
      .filter(isHere)
      .flatMap(({ createdResourceArn }) => createdResourceArn ?? []),
    ...((facts as RestoreFacts | undefined)?.made ?? []),
  ];
  const here = arns.filter((arn) => regionOf(arn) === '' || regionOf(arn) === scope.region);
  return new Set(here.map((arn) => shortName(arn).toLowerCase()));
}

function checkFree(text: string, context: AnyContext): string | undefined {
  const { kind } = restoreTarget(context.row.resourceType, metadataOf(context));
  if (kind !== 'new' || !takenNames(context).has(text.toLowerCase())) return undefined;
  return `${text} exists already: a restore to something new needs a free name.`;
}

export function checkRest(text: string): string | undefined {
  if (text === '') return undefined;
  const broken = checkJson(text);
  if (broken) return broken;
  const wrong = Object.entries((JSON.parse(text) ?? {}) as object).find(([, value]) => typeof value !== 'string');
  return wrong === undefined ? undefined : `${wrong[0]} must be a text: AWS takes metadata as texts only.`;
}

export const initialRest = (context: AnyContext): Metadata =>
  replayable(metadataIn(context), context.row?.resourceType ?? '');

/** An unchanged value is sent as AWS returned it, including blanks. */
function typedValue(context: ActionContext<RecoveryPoint>, type: string, key: string): string | undefined {
  const before = metadataValue(metadataIn(context), key);
  const field = fieldId(type, key);
  return before !== undefined && context.values[field] === before ? before : textOf(context.values, field) || undefined;
}

/** The metadata to send: fields override the document, in any spelling of their keys. */
export function metadataOf(context: ActionContext<RecoveryPoint>): Metadata {
  const { row, values, now, token } = context;
  const type = restoreTypeOf(row.resourceType);
  const requested = keysOf(type).filter((key) => isAsked(type, key, values));
  const typed = requested.flatMap(({ key }) => {
    const value = typedValue(context, type, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const text = textOf(values, 'document');
  const rest = text === '' || checkJson(text) ? {} : (JSON.parse(text) as Metadata);
  const others = Object.entries(rest).filter(([name]) => !typed.some(([key]) => isSameKey(key, name)));
  const metadata = {
    ...Object.fromEntries(others),
    ...Object.fromEntries(typed),
    ...(isContinuous(row) ? { [timeKey]: restoreTime(textOf(values, 'time'), row, now) } : {}),
  };
  return needsCreationToken(type, metadata) ? { ...metadata, CreationToken: token } : metadata;
}

/** Without a token a new file system fails: https://github.com/aws/aws-cli/issues/4467 */
const needsCreationToken = (type: string, metadata: Metadata): boolean =>
  type === 'EFS' &&
  metadataValue(metadata, 'newFileSystem') === 'true' &&
  metadataValue(metadata, 'CreationToken') === undefined;

function restoreTime(text: string, row: RecoveryPoint, now: number): string {
  const at = parseTime(text) ?? restoreWindow(row, now).to;
  return new Date(at).toISOString();
}
