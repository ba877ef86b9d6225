// From which Region to which other are resources copied, and how old is the worst of it there?
import { accountOf, regionOf } from '../arn.ts';
import type { Scope } from '../scope.ts';
import type { Protection } from './protection.ts';

export interface CopyRoute {
  readonly scope: Scope;
  readonly toRegion: string;
  /** Only where it is another. */
  readonly toAccount?: string;
  readonly promised: number;
  /** Resources whose newest backup is there. */
  readonly arrived: number;
  readonly underWay: number;
  readonly failed: number;
  readonly missing: number;
  readonly cannotCross: number;
  /** Epoch ms of the oldest newest copy there. */
  readonly worstDataAt?: number;
  /** The resource it is of. */
  readonly worstName?: string;
  /** Ms from backup to arrival, of the slowest. */
  readonly worstLagMs?: number;
}

export function copyRoutes(protections: readonly Protection[]): CopyRoute[] {
  const copies = protections.flatMap((resource) =>
    resource.copies.map((copy) => ({ ...copy, scope: resource.scope, name: resource.name })),
  );
  const groups = Map.groupBy(
    copies,
    ({ scope, vaultArn }) => `${scope.accountId}/${scope.region}/${accountOf(vaultArn)}/${regionOf(vaultArn)}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const count = (...states: string[]) => members.filter(({ state }) => states.includes(state)).length;
    const aged = members.filter(({ dataAt }) => dataAt !== undefined);
    const worst = aged.toSorted((a, b) => (a.dataAt ?? 0) - (b.dataAt ?? 0))[0];
    const lags = members.flatMap(({ lagMs }) => lagMs ?? []);
    const account = accountOf(first.vaultArn);
    return [
      {
        scope: first.scope,
        toRegion: regionOf(first.vaultArn),
        promised: members.length,
        arrived: count('arrived'),
        underWay: count('under-way', 'waiting'),
        failed: count('failed'),
        missing: count('missing'),
        cannotCross: count('cannot-cross'),
        ...(account === '' || account === first.scope.accountId ? {} : { toAccount: account }),
        ...(worst?.dataAt === undefined ? {} : { worstDataAt: worst.dataAt, worstName: worst.name }),
        ...(lags.length === 0 ? {} : { worstLagMs: Math.max(...lags) }),
      },
    ];
  });
}
