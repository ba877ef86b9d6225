// The effect of vault locks on the backups and copies of a plan.
import type { BackupPlanInput, BackupRuleInput, Lifecycle } from '@aws-sdk/client-backup';
import { vaultNameOf } from '../../../domain/arn.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import type { AnyContext, Undo } from '../../action.ts';
import { vaultsHere } from '../fields.ts';
import { irreversible, undoable } from '../undo.ts';
import { type LockWarning, lockWarning } from '../vaults/lock-warnings.ts';

interface Place {
  readonly rule: string;
  /** Name or ARN. */
  readonly vault: string;
  readonly days: number | undefined;
}

const daysOf = (lifecycle: Lifecycle | undefined): number | undefined => {
  const days = lifecycle?.DeleteAfterDays;
  return days === undefined || days < 0 ? undefined : days;
};

const placesOf = ({ RuleName: rule = '', ...more }: BackupRuleInput): readonly Place[] => [
  { rule, vault: more.TargetBackupVaultName ?? '', days: daysOf(more.Lifecycle) },
  ...(more.TargetLogicallyAirGappedBackupVaultArn
    ? [{ rule, vault: more.TargetLogicallyAirGappedBackupVaultArn, days: daysOf(more.Lifecycle) }]
    : []),
  ...(more.CopyActions ?? []).map((copy) => ({
    rule,
    vault: copy.DestinationBackupVaultArn ?? '',
    days: daysOf(copy.Lifecycle),
  })),
];

/** There is no warning for backups that the previous version of the plan already kept in such a vault for as long. */
function planLocks(plan: BackupPlanInput, context: AnyContext): readonly LockWarning[] {
  const before = ((context.facts?.plan as BackupPlanInput | undefined)?.Rules ?? []).flatMap(placesOf);
  const isNew = ({ vault, days }: Place) => !before.some((one) => one.vault === vault && one.days === days);
  return (plan.Rules ?? [])
    .flatMap(placesOf)
    .filter(isNew)
    .flatMap((place) => {
      const vault = vaultOf(place.vault, context);
      const warning = lockWarning({ vault, named: place.vault, days: place.days, now: context.now, recurring: true });
      return warning
        ? [{ ...warning, text: `Rule ${place.rule}: ${warning.text.charAt(0).toLowerCase()}${warning.text.slice(1)}` }]
        : [];
    });
}

function vaultOf(named: string, context: AnyContext): Vault | undefined {
  if (vaultNameOf(named) === '') return vaultsHere(context).find(({ name }) => name === named);
  return (context.known('vaults') as readonly Vault[]).find(({ arn }) => arn === named);
}

/**
 * A plan whose backups nobody can ever delete is confirmed by name, unless its previous version had such backups
 * already.
 */
export const locking = (planIn: (context: AnyContext) => BackupPlanInput) => {
  const locksIn = (context: AnyContext) => planLocks(planIn(context), context);
  return {
    undo: (context: AnyContext): Undo =>
      locksIn(context).some(({ isForever }) => isForever)
        ? irreversible('nobody can ever delete recovery points without "delete after" in a locked vault')
        : undoable(context.row === undefined ? 'delete the plan' : 'revert to the earlier version'),
    warningsOf: (context: AnyContext) => locksIn(context).map(({ text }) => text),
  };
};
