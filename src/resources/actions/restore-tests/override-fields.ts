// The fields for restore metadata that a restore testing selection overrides: one for each key of the table, shown where
// the resource type has it.
import { kindsOfType, type OverridableKey, overridableKeys } from '../../../domain/restore-testing/overridable-keys.ts';
import {
  kindOfOverrides,
  type Overrides,
  overrideValues,
  withOverrides,
} from '../../../domain/restore-testing/overrides.ts';
import { type AnyContext, type FormField, textOf } from '../../action.ts';
import { checkJson } from '../checks.ts';

export interface Overridden {
  /** The resource type of the selection. */
  typeOf(context: AnyContext): string;
  /** What the selection overrides now. */
  beforeOf?(context: AnyContext): Overrides;
}

const kebab = (key: string): string => key.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (letters) => `-${letters.toLowerCase()}`);

const kindFieldOf = (type: string): string => `${type.toLowerCase()}-kind`;

/** The kind of the resources, which decides about the keys. */
function kindOf(context: AnyContext, { typeOf }: Overridden): string {
  const kinds = kindsOfType(typeOf(context));
  const chosen = textOf(context.values, kindFieldOf(typeOf(context)));
  return kinds.find((kind) => kind === chosen) ?? kinds[0] ?? '';
}

const specOf = (key: string, context: AnyContext, of: Overridden): OverridableKey | undefined =>
  overridableKeys[kindOf(context, of)]?.find((spec) => spec.key === key);

const typesWithKinds = ['FSx', 'RDS'] as const;

function kindField(type: string, of: Overridden): FormField {
  const before = (context: AnyContext) => of.beforeOf?.(context) ?? {};
  return {
    id: kindFieldOf(type),
    label: 'Kind',
    kind: 'choice',
    hint: `of ${type}: its resources need different settings`,
    options: () => kindsOfType(type).map((value) => ({ value })),
    visible: (context) => of.typeOf(context) === type,
    initial: (context) => kindOfOverrides(type, before(context)),
  };
}

/** All kinds that have a key, with its specification in each. */
const kindsByKey: ReadonlyMap<string, readonly (readonly [kind: string, spec: OverridableKey])[]> = Map.groupBy(
  Object.entries(overridableKeys).flatMap(([kind, specs]) => specs.map((spec) => [kind, spec] as const)),
  ([, { key }]) => key,
);

function checkOverride(key: string, of: Overridden) {
  return (text: string, context: AnyContext): string | undefined => {
    const spec = specOf(key, context, of);
    if (!spec) return undefined;
    if (text === '' && spec.required)
      return `AWS cannot infer it: without it each test of ${kindOf(context, of)} fails.`;
    if (text === '') return undefined;
    if (spec.kind === 'number' && !/^\d+$/.test(text)) return `${spec.label} takes a whole number.`;
    return spec.kind === 'json' ? checkJson(text) : undefined;
  };
}

function hintOf(kinds: readonly (readonly [string, OverridableKey])[]): string {
  const named = kinds.map(([kind, { required }]) => (required ? `${kind} (needed)` : kind));
  const example = kinds.find(([, spec]) => spec.example)?.[1].example;
  return `of ${named.join(', ')}${example ? `, such as ${example}` : ''}; empty: as AWS infers it`;
}

function overrideField(key: string, of: Overridden): FormField {
  const kinds = kindsByKey.get(key) ?? [];
  const [, first] = kinds[0] ?? [];
  const common = {
    id: kebab(key),
    label: first?.label ?? key,
    optional: true,
    checksEmpty: true,
    hint: hintOf(kinds),
    visible: (context: AnyContext) => specOf(key, context, of) !== undefined,
    initial: (context: AnyContext) => overrideValues(kindOf(context, of), of.beforeOf?.(context) ?? {})[key] ?? '',
    check: checkOverride(key, of),
  };
  if (first?.kind === 'boolean') {
    return { ...common, kind: 'choice', options: () => [{ value: '', label: 'as AWS infers it' }, ...yesOrNo] };
  }
  if (kinds.every(([, { choices }]) => choices === undefined)) return { ...common, kind: 'text' };
  return {
    ...common,
    kind: 'pick',
    options: (context) => (specOf(key, context, of)?.choices ?? []).map((value) => ({ value })),
  };
}

const yesOrNo = [{ value: 'true' }, { value: 'false' }];

/** The fields of all types. They are optional, but for those that AWS cannot infer. */
export const overrideFields = (of: Overridden): readonly FormField[] => [
  ...typesWithKinds.map((type) => kindField(type, of)),
  ...[...kindsByKey.keys()].map((key) => overrideField(key, of)),
];

/** The overrides of the form: those that it has no field for stay as they are. */
export function overridesOf(context: AnyContext, of: Overridden): Record<string, string> {
  const values = Object.fromEntries([...kindsByKey.keys()].map((key) => [key, textOf(context.values, kebab(key))]));
  return withOverrides(kindOf(context, of), values, of.beforeOf?.(context) ?? {});
}
