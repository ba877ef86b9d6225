// Fields that several actions share, and their values in a call.
import { airGappedType } from '../../domain/vaults/lock.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { type AnyContext, type FormField, type FormValues, numberOf, textOf } from '../action.ts';
import { checkLifecycle, checkRetention, checkRole, defaultRole } from './checks.ts';
import { checkTags, parseTags, type Tags } from './tag-text.ts';

export const longestDays = 36_500;

/** An object with `key`, or an empty object if there is no value: absent and empty differ for AWS. */
export const given = <T>(key: string, value: T | undefined | ''): Record<string, T> =>
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    ? {}
    : { [key]: value as T };

export const textField = (id: string, label: string, more: Partial<Extract<FormField, { kind: 'text' }>> = {}) =>
  ({ id, label, kind: 'text', ...more }) as const satisfies FormField;

export const daysField = (id: string, label: string, more: Partial<FormField> = {}): FormField =>
  ({ id, label, kind: 'number', least: 1, most: longestDays, optional: true, ...more }) as FormField;

export const tagsField = (label = 'Tags', more: Partial<FormField> = {}): FormField =>
  ({
    id: 'tags',
    label,
    kind: 'text',
    optional: true,
    hint: 'env=prod, team=db; quote a key or value that contains a comma',
    check: checkTags,
    ...more,
  }) as FormField;

export const tagsOf = (values: FormValues): Tags => parseTags(textOf(values, 'tags'));

export const roleField = (initial?: (context: AnyContext) => string | undefined): FormField => ({
  id: 'role',
  label: 'Role',
  kind: 'pick',
  initial: (context) => initial?.(context) ?? defaultRole(context.scope.accountId, context.scope.region),
  options: (context) => [
    { value: defaultRole(context.scope.accountId, context.scope.region), label: "AWS Backup's default role" },
    ...seenRoles(context),
  ],
  check: checkRole,
});

/** Roles of earlier jobs: they are known to work. */
function seenRoles({ known, scope }: AnyContext) {
  const { accountId } = scope;
  const jobs = known('backup-jobs', { accountId }) as readonly { roleArn?: string; scope: AnyContext['scope'] }[];
  const roles = jobs.flatMap((job) => (job.roleArn && job.scope.accountId === accountId ? [job.roleArn] : []));
  return [...new Set(roles)].map((value) => ({ value }));
}

export const vaultsHere = ({ known, scope }: AnyContext): readonly Vault[] =>
  (known('vaults', scope) as readonly Vault[]).filter(
    (vault) => vault.scope.region === scope.region && vault.scope.accountId === scope.accountId,
  );

/** The name of a vault in the action's own Region. If the vaults are not known, any name is accepted. */
export const vaultField = (more: Partial<FormField> = {}): FormField =>
  ({
    id: 'vault',
    label: 'Vault',
    kind: 'pick',
    options: (context: AnyContext) =>
      vaultsHere(context).map(({ name, pointCount = '?' }) => ({ value: name, label: `${pointCount} points` })),
    check(text: string, context: AnyContext) {
      const vaults = vaultsHere(context);
      if (vaults.length === 0 || vaults.some(({ name }) => name === text)) return undefined;
      return `There is no vault ${text} in ${context.scope.region}; there are ${vaults.map(({ name }) => name).join(', ')}.`;
    },
    ...more,
  }) as FormField;

/** The days until cold storage and until deletion, checked together and against the lock of the vault. */
export function lifecycleFields(vaultOf: (context: AnyContext) => Vault | undefined): FormField[] {
  return [
    daysField('cold-after', 'Cold storage after days', {
      hint: 'empty: never; types without cold storage ignore it',
      check: (_, { values }) => checkLifecycle(numberOf(values, 'delete-after'), numberOf(values, 'cold-after')),
    }),
    daysField('delete-after', 'Delete after days', {
      hint: 'empty: kept forever',
      checksEmpty: true,
      check: (_, context) =>
        checkLifecycle(numberOf(context.values, 'delete-after'), numberOf(context.values, 'cold-after')) ??
        checkRetention(numberOf(context.values, 'delete-after'), vaultOf(context)) ??
        needsEnd(numberOf(context.values, 'delete-after'), vaultOf(context)),
    }),
  ];
}

/** An air-gapped vault always has a maximum retention, whether or not the list contains it. */
const needsEnd = (days: number | undefined, vault: Vault | undefined): string | undefined =>
  days === undefined && vault?.type === airGappedType
    ? `The vault ${vault.name} is logically air-gapped: without "delete after" the job fails.`
    : undefined;

export function lifecycleOf(values: FormValues): Record<string, number> {
  return {
    ...given('MoveToColdStorageAfterDays', numberOf(values, 'cold-after')),
    ...given('DeleteAfterDays', numberOf(values, 'delete-after')),
  };
}
