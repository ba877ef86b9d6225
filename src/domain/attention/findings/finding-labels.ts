// Distinguishes findings whose subjects have the same name.
import { namesApart } from '../../arn-names.ts';
import type { Finding } from './finding.ts';

/**
 * All findings belong to one account-Region. Two resources with the same Name tag have separate findings, and so have
 * two plans of the same name.
 */
export function labelsOf(findings: readonly Finding[]): (finding: Finding) => string {
  const labels = namesApart(findings.map((finding) => ({ name: finding.subject, id: subjectId(finding) })));
  const known = new Map(findings.map((finding, index) => [finding, labels[index] ?? finding.subject]));
  return (finding) => known.get(finding) ?? finding.subject;
}

const subjectId = ({ resourceArn, evidence: { list, params } }: Finding): string | undefined =>
  resourceArn ?? (list === 'plans' ? params.id : undefined);
