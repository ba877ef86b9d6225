// What is sent back of a point's metadata without a field: folded keys with their values in the point.
import { isSameKey, jsonObject, type Metadata, metadataValue } from '../../../domain/restore/metadata-keys.ts';
import type { RestoreType } from '../../../domain/restore/restore-type.ts';
import { restoreTypes } from '../../../domain/restore/restore-types.ts';
import type { AnyContext } from '../../action.ts';
import { isAsked, isFromElsewhere, metadataIn, typeOf } from './restore-context.ts';

/** Folded keys with their values, where those may be sent back. */
export function initialRest(context: AnyContext): Metadata {
  const type = typeOf(context);
  const metadata = metadataIn(context);
  if (type === undefined) return withoutTargets(metadata);
  const elsewhere = isFromElsewhere(context);
  const kept = type.folded.flatMap((spec) => {
    if (spec.start === 'none' || (spec.local && elsewhere) || !isAsked(type, spec, context)) return [];
    const value = metadataValue(metadata, spec.key);
    const left = value === undefined ? undefined : withoutMembers(type, spec.key, value);
    return left === undefined || left === '' ? [] : [[spec.key, left] as const];
  });
  return Object.fromEntries(kept);
}

/** A JSON object without the members that have fields of their own; undefined if nothing is left. */
function withoutMembers({ keys }: RestoreType, holder: string, value: string): string | undefined {
  const members = keys.filter(({ inside }) => inside !== undefined && isSameKey(inside, holder));
  const object = members.length === 0 ? undefined : jsonObject(value);
  if (object === undefined) return value;
  const left = Object.entries(object).filter(([name]) => !members.some(({ key }) => isSameKey(key, name)));
  return left.length === 0 ? undefined : JSON.stringify(Object.fromEntries(left));
}

/** Keys that select the target of the restore for some type; in the recovery point's metadata they name the source. */
const choosesTarget: readonly string[] = [
  ...restoreTypes.flatMap(({ keys }) =>
    keys.flatMap(({ key, inside, start }) =>
      start === 'free' || start === 'none' || typeof start === 'object' ? [inside ?? key] : [],
    ),
  ),
  'CreationToken',
  'TargetDBInstanceIdentifier',
  'DatabaseName',
];

/** Of a type that is not known here nothing is sent back that may name what is there. */
const withoutTargets = (metadata: Metadata): Metadata =>
  Object.fromEntries(
    Object.entries(metadata).filter(
      ([name]) =>
        !/^(InformationalOnly:|aws:backup:)/i.test(name) && !choosesTarget.some((key) => isSameKey(key, name)),
    ),
  );
