// The form of a restore, made from the table of each type. The target is never the source by default.
import { regionOf, shortName } from '../../../domain/arn.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { valueInPoint, valueProblem } from '../../../domain/restore/key-values.ts';
import { isSameKey, jsonObject, type Metadata, metadataValue } from '../../../domain/restore/metadata-keys.ts';
import { freeName, namePattern, sourceName } from '../../../domain/restore/restore-names.ts';
import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import type { RestoreKey, RestoreType } from '../../../domain/restore/restore-type.ts';
import { restoreTypes } from '../../../domain/restore/restore-types.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import type { AnyContext, FormField } from '../../action.ts';
import { rightFor } from './restore-facts.ts';
import {
  factsOf,
  fieldId,
  isAsked,
  isFromElsewhere,
  metadataIn,
  metadataOf,
  typedText,
  typeOf,
} from './restore-metadata.ts';

/** A field is visible only for recovery points of its type. */
export const keyFields: readonly FormField[] = restoreTypes.flatMap((type) =>
  type.keys.map((key) => keyField(type, key)),
);

function keyField(type: RestoreType, spec: RestoreKey): FormField {
  const { key, label, needed, values, start, offers, hint } = spec;
  const base = {
    id: fieldId(type.type, spec),
    label,
    hint: [spec.unsent || isSameKey(key, label) ? '' : key, hint ?? ''].filter((part) => part !== '').join(': '),
    optional: !needed,
    visible: (context: AnyContext) => typeOf(context)?.type === type.type && isAsked(type, spec, context),
    // Only for its own type: the names that are taken are looked up for each proposed name.
    initial: (context: AnyContext) => (typeOf(context)?.type === type.type ? initialOf(spec, context) : ''),
    check: (text: string, context: AnyContext) =>
      valueProblem(label, text, spec) ?? (start === 'free' ? checkFree(type, spec, context) : undefined),
  };
  if (values) return { ...base, kind: 'pick', options: () => values.map((value) => ({ value })) };
  if (offers === undefined) return { ...base, kind: 'text' };
  return {
    ...base,
    kind: 'pick',
    options: (context) => factsOf(context)?.offers[offers] ?? [],
    preview: (_, context) =>
      factsOf(context)?.refused.includes(rightFor(offers)) ? [`free text: AWS did not answer ${rightFor(offers)}`] : [],
  };
}

function initialOf(spec: RestoreKey, context: AnyContext): string {
  const { row, among = [row], scope } = context;
  const { key, start, local } = spec;
  if (start === 'none') return '';
  if (start === 'free') {
    const openedAt = factsOf(context)?.openedAt ?? context.now;
    if (among.length > 1) return namePattern(openedAt, spec.name);
    return freeName(sourceName(row.resourceArn), takenNames(context), openedAt, spec.name);
  }
  if (start) return start.value;
  if (local && isFromElsewhere(context)) return '';
  const value = valueInPoint(spec, metadataIn(context)) ?? '';
  if (isSameKey(key, 'file-system-id') && value === '') return shortName(row.resourceArn);
  // The zone of a copy may be that of its source Region.
  return isSameKey(key, 'availabilityZone') && !value.startsWith(scope.region) ? '' : value;
}

/** In lower case: names of known resources, and of resources that earlier restores created. */
export function takenNames(context: AnyContext): ReadonlySet<string> {
  const { row, scope, known } = context;
  const isHere = (one: { readonly scope: AnyContext['scope'] }) =>
    one.scope.region === scope.region && one.scope.accountId === scope.accountId;
  const arns = [
    row.resourceArn,
    ...(known('protected-resources', scope) as readonly ProtectedResource[]).filter(isHere).map(({ arn }) => arn),
    ...(known('restore-jobs', scope) as readonly Job[])
      .filter(isHere)
      .flatMap(({ createdResourceArn }) => createdResourceArn ?? []),
    ...(factsOf(context)?.made ?? []),
  ];
  const here = arns.filter((arn) => regionOf(arn) === '' || regionOf(arn) === scope.region);
  return new Set(here.map((arn) => sourceName(arn).toLowerCase()));
}

function checkFree(type: RestoreType, spec: RestoreKey, context: AnyContext): string | undefined {
  const { kind } = restoreTarget(context.row.resourceType, metadataOf(context));
  const name = typedText(type, spec, context);
  const { longest = 63 } = spec.name ?? {};
  if (kind === 'new' && takenNames(context).has(name.toLowerCase())) {
    return `${name} exists already: a restore to something new needs a free name.`;
  }
  return name.length > longest ? `${name} is longer than ${longest} characters.` : undefined;
}

/** What the document begins with: folded keys with their values in the point, where those may be sent back. */
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
