// How many resources are protected, and how many of the others are in each state:
// "412 of 431 protected · 7 in no plan · 12 not known: 2 accounts, 1 Region".
import { plural } from '../attention/findings/words.ts';
import { placeKey, type Scope } from '../scope.ts';
import {
  type CoverageRow,
  type CoverageState,
  coverageStates,
  coverageWords,
  protectedStates,
  uncountedStates,
} from './coverage-row.ts';

/** The resources of one account-Region by state: totals are sums of these. */
export interface CoverageCounts {
  readonly scope: Scope;
  /** Without the states that no resource is in. */
  readonly states: Readonly<Partial<Record<CoverageState, number>>>;
  /** Not every resource can be judged, or is known at all. */
  readonly hasGap: boolean;
  /** Epoch ms of the inventory. Absent: none has been read. */
  readonly readAt?: number;
}

export interface CoverageTotals {
  /** Resources that are to be protected. */
  readonly total: number;
  readonly protected: number;
  /** Of the other states that count, those that resources are in. */
  readonly others: readonly StateCount[];
  /** Account-Regions of which not every resource can be judged. */
  readonly unknownRegions: number;
  /** The same: accounts of which this holds in every Region, and the Regions of the other accounts. */
  readonly unknownPlaces: UnknownPlaces;
}

export interface StateCount {
  readonly state: CoverageState;
  readonly count: number;
}

export interface UnknownPlaces {
  readonly accounts: number;
  readonly regions: number;
}

/** One entry for each account-Region that a row is of. */
export function coverageCounts(rows: readonly CoverageRow[]): CoverageCounts[] {
  return [...Map.groupBy(rows, ({ scope }) => placeKey(scope)).values()].flatMap((ofPlace) => {
    const [first] = ofPlace;
    return first ? [countsOf(first.scope, ofPlace)] : [];
  });
}

function countsOf(scope: Scope, rows: readonly CoverageRow[]): CoverageCounts {
  const states: Partial<Record<CoverageState, number>> = {};
  for (const { kind, state } of rows) if (kind === 'resource') states[state] = (states[state] ?? 0) + 1;
  return { scope, states, hasGap: rows.some(({ kind, state }) => kind === 'account-region' && state === 'not-known') };
}

/** `accounts`: ids of all accounts that were to be judged. One without counts is not known. */
export function totalsOf(counts: readonly CoverageCounts[], accounts: Iterable<string> = []): CoverageTotals {
  const sum = (states: readonly CoverageState[]) =>
    counts.reduce((whole, { states: own }) => whole + states.reduce((all, state) => all + (own[state] ?? 0), 0), 0);
  const counted = coverageStates.filter((state) => !uncountedStates.has(state));
  const gaps = counts.filter(({ hasGap }) => hasGap);
  return {
    total: sum(counted),
    protected: sum([...protectedStates]),
    others: counted.flatMap((state) => {
      const count = protectedStates.has(state) ? 0 : sum([state]);
      return count === 0 ? [] : [{ state, count }];
    }),
    unknownRegions: new Set(gaps.map(({ scope }) => placeKey(scope))).size,
    unknownPlaces: unknownPlaces(counts, accounts),
  };
}

export const coverageTotals = (rows: readonly CoverageRow[], accounts: Iterable<string> = []): CoverageTotals =>
  totalsOf(coverageCounts(rows), accounts);

function unknownPlaces(counts: readonly CoverageCounts[], all: Iterable<string>): UnknownPlaces {
  const byAccount = Map.groupBy(counts, ({ scope }) => scope.accountId);
  const unread = [...new Set(all)].filter((id) => !byAccount.has(id)).length;
  const isOneOfSeveral = byAccount.size + unread > 1;
  const [whole, parts] = [new Set<string>(), new Set<string>()];
  for (const [accountId, places] of byAccount) {
    const gaps = places.filter(({ hasGap }) => hasGap);
    if (isOneOfSeveral && gaps.length === places.length) whole.add(accountId);
    else for (const { scope } of gaps) parts.add(scope.region);
  }
  return { accounts: whole.size + unread, regions: parts.size };
}

export interface CoveragePart {
  /** 'all': of all resources that count. */
  readonly state: CoverageState | 'all';
  readonly text: string;
}

/** The sentence in parts. There is no number of protected resources while no resource is known. */
export function coverageParts(totals: CoverageTotals): readonly CoveragePart[] {
  const { total, protected: safe, others } = totals;
  const where = placesWords(totals);
  const unknown = others.find(({ state }) => state === 'not-known')?.count ?? 0;
  const notKnown = [...(unknown === 0 ? [] : [`${unknown} `]), 'not known', ...(where === '' ? [] : [`: ${where}`])];
  return [
    ...(total === 0 && where !== '' ? [] : [{ state: 'all' as const, text: `${safe} of ${total} protected` }]),
    ...others.flatMap(({ state, count }) =>
      state === 'not-known' ? [] : [{ state, text: `${count} ${coverageWords(state)}` }],
    ),
    ...(unknown === 0 && where === '' ? [] : [{ state: 'not-known' as const, text: notKnown.join('') }]),
  ];
}

/** '2 accounts, 1 Region'. */
function placesWords({ unknownPlaces: { accounts, regions } }: CoverageTotals): string {
  return [
    ...(accounts === 0 ? [] : [plural(accounts, 'account')]),
    ...(regions === 0 ? [] : [plural(regions, 'Region')]),
  ].join(', ');
}

export const coverageSentence = (totals: CoverageTotals): string =>
  coverageParts(totals)
    .map(({ text }) => text)
    .join(' · ');
