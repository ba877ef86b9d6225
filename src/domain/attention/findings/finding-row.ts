// A finding as the store keeps it: plain members, without the connection through which it was seen.
import { placeKey, type Scope, scopeKey } from '../../scope.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';

type Without<Value, Names extends PropertyKey> = Value extends unknown ? Omit<Value, Names> : never;

export type FindingRow = Without<Finding, 'evidence'> & {
  /** Unique within the account-Region. */
  readonly id: string;
  /** The evidence belongs to the account-Region of the finding. */
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

/** Removes the scope from an id, whatever connection the id names. */
export function idWithin(id: string, scope: Scope): string {
  const place = `/${placeKey(scope)}/`;
  const at = id.indexOf(place);
  return at < 0 ? id : id.slice(at + place.length);
}
