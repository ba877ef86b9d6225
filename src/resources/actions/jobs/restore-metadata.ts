// The metadata of a restore request, from the values of the form: only keys that AWS takes for the type.
import { regionOf } from '../../../domain/arn.ts';
import { isInformation, takenKeys, toMember, toSent } from '../../../domain/restore/key-values.ts';
import {
  isOfAllTypes,
  isSameKey,
  jsonObject,
  type Metadata,
  metadataValue,
} from '../../../domain/restore/metadata-keys.ts';
import { expandName, sourceName } from '../../../domain/restore/restore-names.ts';
import type { RestoreKey, RestoreType } from '../../../domain/restore/restore-type.ts';
import { restoreTypeOf } from '../../../domain/restore/restore-types.ts';
import { restoreWindow } from '../../../domain/restore/restore-window.ts';
import { timeOf } from '../../../domain/time-text.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { type ActionContext, type AnyContext, textOf } from '../../action.ts';
import type { RestoreFacts } from './restore-facts.ts';

type Context = ActionContext<RecoveryPoint>;

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

/** The text of a key's field, with `{name}` and `{date}` filled in. */
export function typedText(type: RestoreType, key: RestoreKey, context: AnyContext): string {
  const text = textOf(context.values, fieldId(type.type, key));
  if (key.start !== 'free') return text;
  const openedAt = factsOf(context)?.openedAt ?? context.now;
  return expandName(text, sourceName(context.row.resourceArn), openedAt, key.name);
}

/** Whether the key applies, by the values of other keys and by whether a point in time is restored. */
export function isAsked(type: RestoreType, { only, inTime }: Pick<RestoreKey, 'only' | 'inTime'>, context: AnyContext) {
  const toTime = type.inTime !== undefined && isContinuous(context.row as RecoveryPoint);
  if (inTime !== undefined && (inTime === 'only') !== toTime) return false;
  if (only === undefined) return true;
  const deciding = type.keys.find(({ key }) => isSameKey(key, only.key));
  if (deciding === undefined || !isAsked(type, deciding, context)) return false;
  return only.values.includes(typedText(type, deciding, context));
}

/** A copy's metadata describes the source's account and Region. */
export function isFromElsewhere({ row }: AnyContext): boolean {
  const { sourceVaultArn, resourceArn, scope } = row as RecoveryPoint;
  const region = regionOf(sourceVaultArn ?? '') || regionOf(resourceArn);
  return region !== '' && region !== scope.region;
}

export function documentOf({ values }: AnyContext): Metadata {
  const object = jsonObject(textOf(values, 'document')) ?? {};
  return Object.fromEntries(Object.entries(object).filter(([, value]) => typeof value === 'string')) as Metadata;
}

/** The metadata to send: fields override the document, in any spelling of their keys. */
export function metadataOf(context: Context): Metadata {
  const type = typeOf(context);
  const written = documentOf(context);
  if (type === undefined) return written;
  const time = timeMetadata(type, context);
  const typed = { ...fieldMetadata(type, context), ...time };
  const others = Object.entries(written).filter(
    ([name]) => isSendable(type, name, context) && metadataValue(typed, name) === undefined,
  );
  const metadata = { ...Object.fromEntries(others), ...typed };
  return needsCreationToken(type, metadata) ? { ...metadata, CreationToken: context.token } : metadata;
}

function isSendable(type: RestoreType, name: string, context: Context): boolean {
  if (isOfAllTypes(name) || isInformation(type, name)) return false;
  const known = takenKeys(type).filter(({ key }) => isSameKey(key, name));
  return known.length === 0 || known.some((key) => isAsked(type, key, context));
}

function fieldMetadata(type: RestoreType, context: Context): Metadata {
  const asked = type.keys.filter((key) => !key.unsent && isAsked(type, key, context));
  const texts = asked.map((key) => ({ key, text: typedText(type, key, context) })).filter(({ text }) => text !== '');
  const plain = texts.filter(({ key }) => key.inside === undefined);
  const members = Map.groupBy(
    texts.filter(({ key }) => key.inside !== undefined),
    ({ key }) => key.inside ?? '',
  );
  return {
    ...Object.fromEntries(plain.map(({ key, text }) => [key.key, toSent(text, key.format)])),
    ...Object.fromEntries(
      [...members].map(([holder, parts]) => [
        holder,
        JSON.stringify({
          ...jsonObject(metadataValue(documentOf(context), holder)),
          ...Object.fromEntries(parts.map(({ key, text }) => [key.key, toMember(text, key.format)])),
        }),
      ]),
    ),
  };
}

/** AWS takes whole seconds. */
const inSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** The time to which a point is restored; undefined: the latest one. */
export function chosenTime({ values, facts, now }: Context): number | undefined {
  const text = textOf(values, 'time');
  return text === 'latest' ? undefined : timeOf(text, (facts as RestoreFacts | undefined)?.openedAt ?? now);
}

function timeMetadata({ inTime }: RestoreType, context: Context): Metadata {
  const { row, now } = context;
  if (inTime === undefined || !isContinuous(row)) return {};
  const at = chosenTime(context);
  if (at === undefined && inTime.latest) return inTime.latest;
  if (inTime.time === undefined) return { RecoveryType: 'POINT_IN_TIME_RECOVERY' };
  return { [inTime.time]: inSeconds(at ?? restoreWindow(row, now, metadataIn(context)).to) };
}

/** Without a token a new file system fails: https://github.com/aws/aws-cli/issues/4467 */
const needsCreationToken = ({ type }: RestoreType, metadata: Metadata): boolean =>
  type === 'EFS' &&
  metadataValue(metadata, 'newFileSystem') === 'true' &&
  metadataValue(metadata, 'CreationToken') === undefined;
