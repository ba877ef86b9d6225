// From findings to lines of the list: muted ones apart, those of one cause as one, worst first.
import { isSame } from '../../lib/same.ts';
import { finish, forEach, type Steps, sorted } from '../../lib/steps.ts';
import { namesApart } from '../arn-names.ts';
import { type AttentionLine, compareAttention, toLine } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { type FindingGroup, groupFindings, toGroupLine } from './finding-groups.ts';
import { mutes } from './mutes.ts';
import type { AttentionSettings } from './settings.ts';

/** Both worst first. */
export interface FindingLines {
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
}

const noLines: FindingLines = { items: [], muted: [] };

export const linesOf = (findings: readonly Finding[], settings: AttentionSettings, now: number): FindingLines =>
  finish(linesOfFindings(findings, settings, now, noLines));

/** What says the same as in the list before stays the same object, and so does the whole. */
export function* linesOfFindings(
  findings: readonly Finding[],
  { mutes: all }: Pick<AttentionSettings, 'mutes'>,
  now: number,
  before: FindingLines,
): Steps<FindingLines> {
  const loud: Finding[] = [];
  const quiet: Finding[] = [];
  yield* forEach(findings, (finding) => {
    (all.some((mute) => mutes(mute, finding, now)) ? quiet : loud).push(finding);
  });
  const labelOf = labelsOf(findings);
  const items = yield* toLines(groupFindings(loud), { now, before: before.items, labelOf });
  const muted = yield* toLines(quiet, { now, before: before.muted, labelOf });
  return items === before.items && muted === before.muted ? before : { items, muted };
}

/** Two resources of one Name tag have findings of their own, and two plans of one name. */
function labelsOf(findings: readonly Finding[]): (finding: Finding) => string {
  const labels = namesApart(findings.map((finding) => ({ name: finding.subject, id: subjectId(finding) })));
  const known = new Map(findings.map((finding, index) => [finding, labels[index] ?? finding.subject]));
  return (finding) => known.get(finding) ?? finding.subject;
}

const subjectId = ({ resourceArn, evidence: { list, params } }: Finding): string | undefined =>
  resourceArn ?? (list === 'plans' ? params.id : undefined);

interface LinesOptions {
  readonly now: number;
  readonly before: readonly AttentionLine[];
  labelOf(finding: Finding): string;
}

function* toLines(
  findings: readonly (Finding | FindingGroup)[],
  { now, before, labelOf }: LinesOptions,
): Steps<readonly AttentionLine[]> {
  const known = new Map(before.map((line) => [line.id, line]));
  const lines: AttentionLine[] = [];
  yield* forEach(findings, (finding) => {
    const line = 'findings' in finding ? toGroupLine(finding, now, labelOf) : toLine(finding, now, labelOf(finding));
    const same = known.get(line.id);
    lines.push(same && isSame(same, line) ? same : line);
  });
  const ranked = yield* sorted(lines, compareAttention);
  const isUnchanged = ranked.length === before.length && ranked.every((line, index) => line === before[index]);
  return isUnchanged ? before : ranked;
}
