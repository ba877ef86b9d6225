// The copy routes between Regions, and the age of the worst copy on each route.
import { accountOf, regionOf } from '../../arn.ts';
import type { Scope } from '../../scope.ts';
import type { Tone } from '../../tone.ts';
import { worseTone } from '../findings/trouble.ts';
import type { CopyState } from '../points/promised-copies.ts';
import { type CopyProtection, copyTone, type Protection } from './protection.ts';

export interface CopyRoute {
  readonly scope: Scope;
  readonly toRegion: string;
  /** Set only if the destination is another account. */
  readonly toAccount?: string;
  readonly promised: number;
  /** Resources whose newest backup was copied to the destination. */
  readonly arrived: number;
  readonly underWay: number;
  readonly failed: number;
  readonly missing: number;
  readonly cannotCross: number;
  /**
   * For each resource the time of its newest copy at the destination is taken; of these times, the earliest. Epoch ms.
   */
  readonly worstDataAt?: number;
  /** The resource with the worst copy. */
  readonly worstName?: string;
  /** Ms from the backup to the arrival of the slowest copy. */
  readonly worstLagMs?: number;
  /** Copies that failed, are missing, cannot be made or are too old, worst first. */
  readonly troubled: readonly TroubledCopy[];
}

export interface TroubledCopy extends CopyProtection {
  /** Name of the resource. */
  readonly name: string;
  readonly arn: string;
}

const stateOrder: readonly CopyState[] = ['failed', 'missing', 'cannot-cross', 'waiting', 'under-way', 'arrived'];

/** One route for each pair of source and destination, from the protection of all resources. */
export function copyRoutes(protections: readonly Protection[], now: number): CopyRoute[] {
  const copies = protections.flatMap((resource) =>
    resource.copies.map((copy) => ({ ...copy, scope: resource.scope, name: resource.name, arn: resource.arn })),
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
        troubled: members
          .filter((copy) => isTroubled(copy, now))
          .map(({ scope: _, ...copy }) => copy)
          .toSorted((a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || (a.name < b.name ? -1 : 1)),
        ...(account === '' || account === first.scope.accountId ? {} : { toAccount: account }),
        ...(worst?.dataAt === undefined ? {} : { worstDataAt: worst.dataAt, worstName: worst.name }),
        ...(lags.length === 0 ? {} : { worstLagMs: Math.max(...lags) }),
      },
    ];
  });
}

const isTroubled = (copy: CopyProtection, now: number): boolean => ['bad', 'warn'].includes(copyTone(copy, now));

/** The tone of the worst copy; good only if all copies arrived in time. */
export function routeTone({ promised, arrived, troubled }: CopyRoute, now: number): Tone {
  const own = arrived === promised ? 'good' : 'busy';
  return troubled.map((copy) => copyTone(copy, now)).reduce(worseTone, own);
}
