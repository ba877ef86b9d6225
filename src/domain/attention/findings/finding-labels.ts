// What tells findings apart whose subjects have one name.
import { namesApart } from '../../arn-names.ts';
import type { Finding } from './finding.ts';

/** The findings are all of one account-Region. Two resources of one Name tag have findings of their own, and two plans of one name. */
export function labelsOf(findings: readonly Finding[]): (finding: Finding) => string {
  const labels = namesApart(findings.map((finding) => ({ name: finding.subject, id: subjectId(finding) })));
  const known = new Map(findings.map((finding, index) => [finding, labels[index] ?? finding.subject]));
  return (finding) => known.get(finding) ?? finding.subject;
}

const subjectId = ({ resourceArn, evidence: { list, params } }: Finding): string | undefined =>
  resourceArn ?? (list === 'plans' ? params.id : undefined);
