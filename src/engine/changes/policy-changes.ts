// Changes of access policies: no list of AWS has a vault's policy, and the events that set it have it.

import type { Audit } from '../../domain/audits/audit.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import { judgePolicy } from '../../domain/vaults/policy-change.ts';

export function policyChanges(audits: readonly Audit[]): readonly ChangeRow[] {
  return audits.flatMap((audit): readonly ChangeRow[] => {
    const { policy: after, policyBefore: before, id, at, actor, name, scope, touched, errorCode } = audit;
    if (after === undefined || errorCode !== undefined) return [];
    const verdict = judgePolicy({ after, accountId: scope.accountId, ...(before === undefined ? {} : { before }) });
    return [
      {
        scope,
        id: `audits/${id}`,
        kind: 'changed',
        at,
        seenAt: at,
        what: 'access policy',
        list: 'audits',
        key: id,
        name: touched.vaultName ?? audit.target,
        change: verdict?.reason ?? 'the policy cannot be read, so what it allows is not known',
        members: [{ member: 'policy', ...(before === undefined ? {} : { before }), after }],
        by: actorWords(actor),
        event: name,
        auditId: id,
        row: audit,
      },
    ];
  });
}
