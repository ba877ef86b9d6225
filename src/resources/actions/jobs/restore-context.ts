// The context of a restore's form: its type, the point's metadata, and which keys apply.
import { regionOf } from '../../../domain/arn.ts';
import { valueInPoint } from '../../../domain/restore/key-values.ts';
import { isSameKey, type Metadata } from '../../../domain/restore/metadata-keys.ts';
import { expandName, sourceName } from '../../../domain/restore/restore-names.ts';
import type { RestoreKey, RestoreType } from '../../../domain/restore/restore-type.ts';
import { restoreTypeOf } from '../../../domain/restore/restore-types.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { type AnyContext, textOf } from '../../action.ts';
import type { RestoreFacts } from './restore-facts.ts';

export const factsOf = ({ facts }: AnyContext): RestoreFacts | undefined => facts as RestoreFacts | undefined;

export const metadataIn = (context: AnyContext): Metadata => factsOf(context)?.metadata ?? {};

export const typeOf = (context: AnyContext): RestoreType | undefined =>
  context.row === undefined ? undefined : restoreTypeOf(context.row as RecoveryPoint, metadataIn(context));

/** The ids of fields are also flags. */
export const fieldId = (type: string, { key, id = key }: Pick<RestoreKey, 'key' | 'id'>): string =>
  `${type}-${id}`
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .toLowerCase();

/** In a form of several points: the value that each point has. */
export const ownValue = '{own}';

/** The text of a key's field, with `{name}`, `{date}` and `{own}` filled in. */
export function typedText(type: RestoreType, key: RestoreKey, context: AnyContext): string {
  const field = fieldId(type.type, key);
  const text = textOf(context.values, field);
  if (text === ownValue) return valueOfPoint(key, context);
  // An unchanged value is sent as AWS returned it, including blanks.
  const whole = context.values[field];
  if (key.start === undefined && typeof whole === 'string' && whole === valueOfPoint(key, context)) return whole;
  if (key.start !== 'free') return text;
  const rule = { ...key.name, at: factsOf(context)?.openedAt ?? context.now };
  return expandName(text, sourceName(context.row.resourceArn), rule);
}

/** Whether the key applies, by the values of other keys and by whether a point in time is restored. */
export function isAsked(type: RestoreType, { only, inTime }: Pick<RestoreKey, 'only' | 'inTime'>, context: AnyContext) {
  const toTime = type.inTime !== undefined && isContinuous(context.row as RecoveryPoint);
  if (inTime !== undefined && (inTime === 'only') !== toTime) return false;
  if (only === undefined) return true;
  const deciding = type.keys.find(({ key }) => isSameKey(key, only.key));
  if (deciding === undefined || !isAsked(type, deciding, context)) return false;
  return only.values.includes(typedText(type, deciding, context)) !== (only.not ?? false);
}

/** A copy's metadata describes the source's account and Region. */
export function isFromElsewhere({ row }: AnyContext): boolean {
  const { sourceVaultArn, resourceArn, scope } = row as RecoveryPoint;
  const region = regionOf(sourceVaultArn ?? '') || regionOf(resourceArn);
  return region !== '' && region !== scope.region;
}

/** The value of a key as the point has it, where it is of use in this account and Region. */
export function valueOfPoint(spec: RestoreKey, context: AnyContext): string {
  const { row, scope } = context;
  if (spec.local && isFromElsewhere(context)) return '';
  const value = valueInPoint(spec, metadataIn(context)) ?? '';
  if (isSameKey(spec.key, 'file-system-id') && value === '') return sourceName(row.resourceArn);
  // The zone of a copy may be that of its source Region.
  return isSameKey(spec.key, 'availabilityZone') && !value.startsWith(scope.region) ? '' : value;
}

export const isOneOfMany = ({ chosen = [] }: AnyContext): boolean => chosen.length > 1;
