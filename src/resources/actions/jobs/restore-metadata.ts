// The metadata of a restore request, from the values of the form: only keys that AWS takes for the type.
import { isInformation, takenKeys, toMember, toSent } from '../../../domain/restore/key-values.ts';
import {
  isOfAllTypes,
  isSameKey,
  jsonObject,
  type Metadata,
  metadataValue,
} from '../../../domain/restore/metadata-keys.ts';
import type { RestoreType } from '../../../domain/restore/restore-type.ts';
import { restoreWindow } from '../../../domain/restore/restore-window.ts';
import { timeOf } from '../../../domain/time-text.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { type ActionContext, type AnyContext, textOf } from '../../action.ts';
import { isAsked, isOneOfMany, metadataIn, typedText, typeOf } from './restore-context.ts';
import type { RestoreFacts } from './restore-facts.ts';
import { initialRest } from './restore-rest.ts';

type Context = ActionContext<RecoveryPoint>;

/** Of several points, each has its own besides what is typed for all. */
export function documentOf(context: AnyContext): Metadata {
  const object = jsonObject(textOf(context.values, 'document')) ?? {};
  const own = isOneOfMany(context) ? initialRest(context) : {};
  const typed = Object.fromEntries(Object.entries(object).filter(([, value]) => typeof value === 'string')) as Metadata;
  const left = Object.entries(own).filter(([name]) => metadataValue(typed, name) === undefined);
  return { ...Object.fromEntries(left), ...typed };
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
