// A finding as the store keeps it: in plain members, and without the connection through which it was seen.
import { placeKey, type Scope, scopeKey } from '../../scope.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';

type Without<Value, Names extends PropertyKey> = Value extends unknown ? Omit<Value, Names> : never;

export type FindingRow = Without<Finding, 'evidence'> & {
  /** The same within its account-Region. */
  readonly id: string;
  /** It lies in the account-Region of the finding. */
  readonly evidence: Omit<Evidence, 'scope'>;
};

export function toFindingRow(finding: Finding, scope: Scope): FindingRow {
  const { list, params } = finding.evidence;
  return { ...finding, id: idWithin(finding.id, scope), scope, evidence: { list, params } } as FindingRow;
}

export const findingOf = (row: FindingRow): Finding =>
  ({
    ...row,
    id: `${scopeKey(row.scope)}/${row.id}`,
    evidence: { ...row.evidence, scope: row.scope },
  }) as Finding;

/** Whichever connection it names. */
export function idWithin(id: string, scope: Scope): string {
  const place = `/${placeKey(scope)}/`;
  const at = id.indexOf(place);
  return at < 0 ? id : id.slice(at + place.length);
}
