// The unknown parts of the coverage of resources, as sentences: with a gap no verdict is good.
import { scopeKey } from '../scope.ts';
import type { CoverageRow } from './coverage-row.ts';
import { coverageReasonWords } from './coverage-sentence.ts';

/** `accounts`: names by id. */
export function coverageGaps(rows: readonly CoverageRow[], accounts: ReadonlyMap<string, string>): string[] {
  const unknown = rows.filter(({ state }) => state === 'not-known');
  return [...Map.groupBy(unknown, ({ scope }) => scopeKey(scope)).values()].flatMap((ofPlace) => {
    const [first] = ofPlace;
    if (!first) return [];
    const { accountId, region } = first.scope;
    const place = `${accounts.get(accountId) ?? accountId}/${region}`;
    return [...regionGaps(ofPlace), ...resourceGaps(ofPlace)].map((sentence) => `coverage in ${place}: ${sentence}`);
  });
}

const regionGaps = (rows: readonly CoverageRow[]): string[] =>
  rows.flatMap((row) => (row.kind === 'account-region' ? row.gaps : []));

/** One sentence for each reason. */
function resourceGaps(rows: readonly CoverageRow[]): string[] {
  const resources = rows.filter((row) => row.kind === 'resource');
  return [...Map.groupBy(resources, coverageReasonWords)].map(([reason, members]) =>
    members.length === 1
      ? `${members[0]?.name} is not known: ${reason}`
      : `${members.length} resources are not known: ${reason}`,
  );
}
