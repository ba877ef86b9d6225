// A vault's access policy applies to every call that names the vault, in addition to the caller's own permissions.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
import { vaultArn } from '../../estate/arn.ts';
import { organizationId } from '../../organizations/organizations-service.ts';
import type { Call, Handler } from '../../protocols/service.ts';
import { accessDenied } from '../../wire/aws-error.ts';
import { denies, readPolicy } from '../../wire/resource-policy.ts';

interface Named {
  BackupVaultName?: string;
  SourceBackupVaultName?: string;
  RecoveryPointArn?: string;
}

/** Wraps the handler of an operation: refuses calls that the policy of the named vault denies. */
export function guarded(operation: string, handle: Handler): Handler {
  return (input: never, call) => {
    refuseDenied(`backup:${operation}`, input, call);
    return handle(input, call);
  };
}

function refuseDenied(action: string, input: Named, call: Call): void {
  const { estate, region, account, caller } = call;
  const name = input.BackupVaultName ?? input.SourceBackupVaultName ?? vaultOfPoint(action, input, call);
  const vault = estate.vaults(region).find((candidate) => candidate.name === name);
  const policy = vault?.policy === undefined ? undefined : readPolicy(vault.policy);
  if (vault === undefined || policy === undefined) return;
  const role = `arn:aws:iam::${account}:role/${caller.role}`;
  const context = {
    'aws:principalarn': role,
    'aws:principalaccount': account,
    'aws:userid': caller.id,
    'aws:principalorgid': organizationId(estate),
  };
  const principal = { action, account, callers: [caller.arn, role], context };
  const resources = [
    vaultArn(region, account, vault.name),
    ...(input.RecoveryPointArn ? [input.RecoveryPointArn] : []),
  ];
  const denied = resources.find((resource) => denies(policy, { ...principal, resource }));
  if (denied === undefined) return;
  throw accessDenied(
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${denied} with an explicit deny in a resource-based policy`,
  );
}

/** StartRestoreJob names only the recovery point. */
function vaultOfPoint(
  action: string,
  { RecoveryPointArn: arn }: Named,
  { estate, region, now }: Call,
): string | undefined {
  if (action !== 'backup:StartRestoreJob' || arn === undefined) return undefined;
  const guardedVaults = estate.vaults(region).filter(({ policy }) => policy !== undefined);
  return guardedVaults.find(({ name }) => estate.points(region, name, now).some((point) => point.arn === arn))?.name;
}
