// From findings to lines of the list: muted ones apart, those of one cause as one, worst first.
import { namesApart } from '../arn-names.ts';
import { type AttentionLine, compareAttention, toLine } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { groupFindings, toGroupLine } from './finding-groups.ts';
import { mutes } from './mutes.ts';
import type { AttentionSettings } from './settings.ts';

/** Both worst first. */
export interface FindingLines {
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
}

/** The findings are all of one account-Region: a label tells subjects of one name apart. */
export function linesOf(
  findings: readonly Finding[],
  { mutes: all }: Pick<AttentionSettings, 'mutes'>,
  now: number,
): FindingLines {
  const isMuted = (finding: Finding) => all.some((mute) => mutes(mute, finding, now));
  const { muted = [], items = [] } = Object.groupBy(findings, (finding) => (isMuted(finding) ? 'muted' : 'items'));
  const labelOf = labelsOf(findings);
  const groups = groupFindings(items).map((found) =>
    'findings' in found ? toGroupLine(found, now, labelOf) : toLine(found, now, labelOf(found)),
  );
  return {
    items: groups.toSorted(compareAttention),
    muted: muted.map((finding) => toLine(finding, now, labelOf(finding))).toSorted(compareAttention),
  };
}

/** Two resources of one Name tag have findings of their own, and two plans of one name. */
export function labelsOf(findings: readonly Finding[]): (finding: Finding) => string {
  const labels = namesApart(findings.map((finding) => ({ name: finding.subject, id: subjectId(finding) })));
  const known = new Map(findings.map((finding, index) => [finding, labels[index] ?? finding.subject]));
  return (finding) => known.get(finding) ?? finding.subject;
}

const subjectId = ({ resourceArn, evidence: { list, params } }: Finding): string | undefined =>
  resourceArn ?? (list === 'plans' ? params.id : undefined);
