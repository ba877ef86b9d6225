// Builds the report from AWS's responses.

import { unansweredFacts } from '../../app/attention/unanswered.ts';
import { unansweredLists } from '../../app/state/lists/responses.ts';
import { organizationAccounts } from '../../app/state/places.ts';
import { type Acknowledgement, isListed, withAcknowledged } from '../../domain/attention/findings/acknowledgement.ts';
import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import { lineRowsOfAll } from '../../domain/attention/findings/finding-groups.ts';
import { type LineRow, linesOfRows } from '../../domain/attention/findings/line-row.ts';
import { severities } from '../../domain/attention/findings/severity.ts';
import { coverageGaps } from '../../domain/coverage/coverage-gaps.ts';
import type { CoverageRow } from '../../domain/coverage/coverage-row.ts';
import { coverageTotals } from '../../domain/coverage/coverage-totals.ts';
import { collectorName } from '../../domain/scope.ts';
import { keyGaps } from '../../domain/vaults/key-gaps.ts';
import type { Evaluated } from '../evaluation/evaluate-responses.ts';
import type { RequestedLists } from '../evaluation/request-lists.ts';
import type { CheckArguments } from './arguments.ts';
import type { Report } from './report.ts';

export type JudgeOptions = Pick<CheckArguments, 'from' | 'without'> &
  Partial<Pick<CheckArguments, 'coverage'>> & {
    readonly evaluated: Evaluated;
    /** What persons have acknowledged. */
    readonly acknowledgements?: readonly Acknowledgement[];
  };

export function judge(requested: Omit<RequestedLists, 'identities'>, options: JudgeOptions): Report {
  const { from, without, coverage = false, evaluated, acknowledgements = [] } = options;
  const { data, requests, place } = requested;
  const places = [...evaluated.places, ...evaluated.collected];
  const rows = places.flatMap((one) => one.rows('attention').rows as readonly LineRow[]);
  const lines = withAcknowledged(lineRowsOfAll(rows), acknowledgements);
  const items = linesOfRows(lines.filter(isListed), data.now).map(withCollector);
  const listed = severities.slice(0, severities.indexOf(from) + 1);
  const covered = coverage
    ? evaluated.places.flatMap((one) => one.rows('coverage').rows as readonly CoverageRow[])
    : [];
  const lists = unansweredLists(requests, data);
  const facts = unansweredFacts(data, lists, place);
  return {
    at: data.now,
    items: items.filter(({ severity }) => listed.includes(severity)),
    muted: lines.filter(({ muted }) => muted).length,
    acknowledged: lines.filter(({ acknowledged }) => acknowledged).length,
    unanswered: [
      ...facts.map(({ sentence }) => sentence),
      ...coverageGaps(covered, data.accounts),
      ...(coverage
        ? keyGaps(
            evaluated.places.flatMap((one) => one.keys()),
            data.accounts,
          )
        : []),
      ...evaluated.problems,
    ],
    nextSteps: new Map(facts.flatMap(({ sentence, nextStep }) => (nextStep ? [[sentence, nextStep]] : []))),
    lists,
    without,
    ...(coverage ? { coverage: coverageTotals(covered, organizationAccounts(data)) } : {}),
    accounts: data.accounts,
  };
}

/** Says whose response a finding rests on, if not on the own one. */
function withCollector(line: AttentionLine): AttentionLine {
  const { collectedAs } = line.scope;
  return collectedAs === undefined
    ? line
    : { ...line, text: `${line.text} (collected as ${collectorName(collectedAs)})` };
}
