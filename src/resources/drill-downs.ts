// Drill-downs that several resources share.
import { scopeOfArn, vaultNameOf } from '../domain/arn.ts';
import type { CreatedBy } from '../domain/jobs/job.ts';
import type { Scope } from '../domain/scope.ts';
import type { DrillDown } from './resource.ts';

/** The ARN contains the Region of the plan: it differs from the Region of a copy. */
export function toPlan<Row extends { readonly createdBy?: CreatedBy; readonly scope: Scope }>(): DrillDown<Row> {
  const scopeOf = ({ createdBy, scope }: Row) => scopeOfArn(createdBy?.planArn, scope);
  return {
    to: 'plans',
    title: 'plan',
    single: true,
    params: (row) => (row.createdBy && scopeOf(row) ? { id: row.createdBy.planId } : undefined),
    scope: (row) => scopeOf(row) ?? row.scope,
  };
}

export function toResource<Row extends { readonly resourceArn: string }>(): DrillDown<Row> {
  return {
    to: 'protected-resources',
    title: 'resource',
    single: true,
    params: ({ resourceArn }) => (resourceArn === '' ? undefined : { arn: resourceArn }),
  };
}

interface Placed {
  readonly scope: Scope;
}

/** A vault by its ARN, in the Region of the ARN. A vault of another account cannot be reached. */
export function toVault<Row extends Placed>(title: string, arnOf: (row: Row) => string | undefined): DrillDown<Row> {
  return {
    to: 'vaults',
    title,
    single: true,
    params(row) {
      const name = vaultNameOf(arnOf(row));
      return name !== '' && scopeOfArn(arnOf(row), row.scope) ? { name } : undefined;
    },
    scope: (row) => scopeOfArn(arnOf(row), row.scope) ?? row.scope,
  };
}

/** A recovery point in a vault that is given by ARN, in the Region of that vault. */
export function toPoint<Row extends Placed>(
  title: string,
  find: (row: Row) => { readonly vaultArn: string | undefined; readonly arn: string | undefined },
): DrillDown<Row> {
  return {
    to: 'recovery-points',
    title,
    single: true,
    params(row) {
      const { vaultArn, arn } = find(row);
      const vaultName = vaultNameOf(vaultArn);
      if (!arn || vaultName === '' || !scopeOfArn(vaultArn, row.scope)) return undefined;
      return { vaultName, arn };
    },
    scope: (row) => scopeOfArn(find(row).vaultArn, row.scope) ?? row.scope,
  };
}

interface Resourceful {
  readonly arn: string;
  readonly type: string;
  readonly name: string;
}

/** Drill-downs of a resource. */
export const ofResource: readonly DrillDown<Resourceful>[] = [
  {
    to: 'recovery-points',
    title: 'recovery points',
    params: ({ arn, type, name }) => ({ resourceArn: arn, resourceType: type, resourceName: name }),
  },
  { to: 'backup-jobs', title: 'backup jobs', params: ({ arn }) => ({ resourceArn: arn }) },
  { to: 'copy-jobs', title: 'copy jobs', params: ({ arn }) => ({ resourceArn: arn }) },
  { to: 'restore-jobs', title: 'restore jobs', params: ({ arn }) => ({ resourceArn: arn }) },
  {
    to: 'access-points',
    title: 'access points',
    params: ({ arn, type }) => (type === 'S3' ? { resourceArn: arn } : undefined),
  },
];
