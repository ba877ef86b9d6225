// How many resources are protected, and how many of the others are in each state: "41 of 45 protected · 2 in no plan".
import { placeKey } from '../scope.ts';
import {
  type CoverageRow,
  type CoverageState,
  coverageStates,
  coverageWords,
  protectedStates,
  uncountedStates,
} from './coverage-row.ts';

export interface CoverageTotals {
  /** Resources that are to be protected. */
  readonly total: number;
  readonly protected: number;
  /** Of the other states that count, those that resources are in. */
  readonly others: readonly { readonly state: CoverageState; readonly count: number }[];
  /** Account-Regions of which not every resource can be judged. */
  readonly unknownRegions: number;
}

export function coverageTotals(rows: readonly CoverageRow[]): CoverageTotals {
  const counted = rows.filter(({ kind, state }) => kind === 'resource' && !uncountedStates.has(state));
  const byState = Map.groupBy(counted, ({ state }) => state);
  const gaps = rows.filter(({ kind, state }) => kind === 'account-region' && state === 'not-known');
  return {
    total: counted.length,
    protected: counted.filter(({ state }) => protectedStates.has(state)).length,
    others: coverageStates.flatMap((state) => {
      const count = protectedStates.has(state) ? 0 : (byState.get(state)?.length ?? 0);
      return count === 0 ? [] : [{ state, count }];
    }),
    unknownRegions: new Set(gaps.map(({ scope }) => placeKey(scope))).size,
  };
}

export function coverageSentence({ total, protected: safe, others, unknownRegions }: CoverageTotals): string {
  const gaps = `not every resource known in ${unknownRegions} ${unknownRegions === 1 ? 'account-Region' : 'account-Regions'}`;
  return [
    `${safe} of ${total} protected`,
    ...others.map(({ state, count }) => `${count} ${coverageWords(state)}`),
    ...(unknownRegions === 0 ? [] : [gaps]),
  ].join(' · ');
}
