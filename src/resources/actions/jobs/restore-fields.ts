// The form of a restore, made from the table of each type. The target is never the source by default.
import { regionOf } from '../../../domain/arn.ts';
import type { Job } from '../../../domain/jobs/job.ts';
import { valueProblem } from '../../../domain/restore/key-values.ts';
import { isSameKey } from '../../../domain/restore/metadata-keys.ts';
import { freeName, namePattern, sourceName } from '../../../domain/restore/restore-names.ts';
import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import type { RestoreKey, RestoreType } from '../../../domain/restore/restore-type.ts';
import { restoreTypes } from '../../../domain/restore/restore-types.ts';
import type { ProtectedResource } from '../../../domain/vaults/protected-resource.ts';
import type { AnyContext, FormField } from '../../action.ts';
import {
  factsOf,
  fieldId,
  isAsked,
  isOneOfMany,
  ownValue,
  typedText,
  typeOf,
  valueOfPoint,
} from './restore-context.ts';
import { rightFor } from './restore-facts.ts';
import { metadataOf } from './restore-metadata.ts';

/** A field is visible only for recovery points of its type. */
export const keyFields: readonly FormField[] = restoreTypes.flatMap((type) =>
  type.keys.map((key) => keyField(type, key)),
);

function keyField(type: RestoreType, spec: RestoreKey): FormField {
  const { key, label, needed, values, start, offers, hint } = spec;
  const isKeyShown = !(spec.unsent || isSameKey(key, label));
  const hints = [...(isKeyShown ? [key] : []), ...(hint === undefined ? [] : [hint])];
  const base = {
    id: fieldId(type.type, spec),
    label,
    group: type.type,
    ...(hints.length > 0 && { hint: hints.join(': ') }),
    optional: !needed,
    visible: (context: AnyContext) => typeOf(context)?.type === type.type && isAsked(type, spec, context),
    // Only for its own type: the names that are taken are looked up for each proposed name.
    initial: (context: AnyContext) => (typeOf(context)?.type === type.type ? initialOf(spec, context) : ''),
    check: (text: string, context: AnyContext) =>
      (text === ownValue && isOneOfMany(context) ? undefined : valueProblem(label, text, spec)) ??
      (start === 'free' ? checkFree(type, spec, context) : undefined),
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
  const { row } = context;
  const { start } = spec;
  if (start === 'none') return '';
  if (start === 'free') {
    const rule = { ...spec.name, at: factsOf(context)?.openedAt ?? context.now };
    if (isOneOfMany(context)) return namePattern(rule);
    return freeName(sourceName(row.resourceArn), takenNames(context), rule);
  }
  if (start) return start.value;
  return isOneOfMany(context) ? ownValue : valueOfPoint(spec, context);
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
    return `${name} exists already: a restore to a new resource needs an unused name.`;
  }
  return name.length > longest ? `${name} is longer than ${longest} characters.` : undefined;
}
