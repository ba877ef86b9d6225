// Findings of one cause as one line: forty resources that one broken role keeps from being backed up.
import { memoryKey } from '../alerts/memory-key.ts';
import { scopeKey } from '../scope.ts';
import type { AttentionLine } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { nextStepOf, togetherOf } from './finding-sentence.ts';
import { severities } from './severity.ts';
import { listed } from './words.ts';

export interface FindingGroup {
  readonly key: string;
  /** At least `manyFrom`, in the order of their ids. */
  readonly findings: readonly [Finding, ...Finding[]];
}

/** From so many on, findings of one cause are one line. */
const manyFrom = 4;

/** The findings that stand for themselves, and the groups of the others. */
export function groupFindings(all: readonly Finding[]): readonly (Finding | FindingGroup)[] {
  const groups = Map.groupBy(all, (finding) => {
    const key = togetherOf(finding)?.key(finding);
    return key === undefined ? '' : `${scopeKey(finding.scope)}/${finding.kind}/${key}`;
  });
  return [...groups].flatMap(([key, findings]): readonly (Finding | FindingGroup)[] => {
    const [first, ...others] = findings.toSorted(byId);
    return key === '' || findings.length < manyFrom || !first ? findings : [{ key, findings: [first, ...others] }];
  });
}

/** In an order of their own, whatever was found first. */
const byId = (one: Finding, other: Finding): number => (one.id < other.id ? -1 : 1);

export function toGroupLine(
  { key, findings }: FindingGroup,
  now: number,
  labelOf: (finding: Finding) => string,
): AttentionLine {
  const [first] = findings;
  const { kind, scope, evidence, resourceType } = first;
  const together = togetherOf(first);
  const subject = listed(findings.map(labelOf));
  return {
    ...{ id: `many/${key}`, kind, scope, subject, evidence },
    severity: severities.find((level) => findings.some(({ severity }) => severity === level)) ?? first.severity,
    text: `${subject}: ${together?.says(first, findings.length) ?? ''}`,
    since: Math.min(...findings.map(({ since = now }) => since)),
    nextStep: nextStepOf(first),
    count: findings.length,
    cause: together?.cause?.(first) ?? together?.key(first) ?? key,
    members: findings.map((finding) => ({ key: memoryKey(finding), severity: finding.severity })),
    ...(resourceType === undefined ? {} : { resourceType }),
  };
}
