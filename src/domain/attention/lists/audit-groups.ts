// Records of one operation by one person.
import type { Audit } from '../../audits/audit.ts';
import { isDenied } from '../../audits/audit-risk.ts';

export interface AuditGroup {
  readonly key: string;
  readonly actor: string;
  readonly name: string;
  readonly denied: boolean;
  /** Newest first. */
  readonly audits: readonly Audit[];
}

export function groupAudits(audits: readonly Audit[]): AuditGroup[] {
  const groups = Map.groupBy(audits, (audit) => `${audit.actor}/${audit.name}/${isDenied(audit) ? 'denied' : ''}`);
  return [...groups].map(([key, rows]) => {
    const sorted = rows.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
    const [{ actor, name } = { actor: '', name: '' }] = sorted;
    return { key, actor, name, denied: key.endsWith('denied'), audits: sorted };
  });
}

/**
 * The parameters that narrow the list of audits to the single record, or to the records of this person and operation.
 */
export function evidenceOf({ name, actor, audits }: AuditGroup): Readonly<Record<string, string>> {
  const [first, ...more] = audits;
  if (first && more.length === 0) return { id: first.id };
  return { eventName: name, ...(actor === '' ? {} : { actor }) };
}
