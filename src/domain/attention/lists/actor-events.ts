// The actor and targets of all records of one kind by one person.
import { defined } from '../../../lib/defined.ts';
import type { Audit, RiskLevel } from '../../audits/audit.ts';
import { riskRank } from '../../audits/audit-risk.ts';
import type { Scope } from '../../scope.ts';
import type { ScopeFacts } from '../facts.ts';
import { evidenceOf, groupAudits } from './audit-groups.ts';

export interface ActorEvents {
  readonly scope: Scope;
  readonly actor: string;
  readonly name: string;
  readonly denied: boolean;
  readonly risk: RiskLevel;
  readonly reason?: string;
  readonly count: number;
  /** Epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Newest first, without duplicates. */
  readonly targets: readonly string[];
  readonly sourceIps: readonly string[];
  /** The newest record. */
  readonly newest: Pick<Audit, 'name' | 'errorCode' | 'touched'>;
  /** The parameters that narrow the list of audits to these records. */
  readonly records: Readonly<Record<string, string>>;
}

/** One entry for each operation, actor and outcome (denied or not). Targets are newest first. */
export function actorEventsOf({ audits, scope }: ScopeFacts): ActorEvents[] {
  return groupAudits(audits?.rows ?? []).map((group) => {
    const { actor, name, denied, audits: rows } = group;
    const [newest] = rows;
    const worst = rows.toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk))[0];
    return {
      scope,
      actor,
      name,
      denied,
      risk: worst?.risk ?? 'none',
      ...(worst?.riskReason ? { reason: worst.riskReason } : {}),
      count: rows.length,
      firstAt: rows.at(-1)?.at ?? 0,
      lastAt: newest?.at ?? 0,
      targets: [...new Set(rows.map(({ target }) => target))].filter(Boolean),
      sourceIps: [...new Set(rows.flatMap(({ sourceIp }) => sourceIp ?? []))],
      newest: { name, touched: newest?.touched ?? {}, ...defined({ errorCode: newest?.errorCode }) },
      records: evidenceOf(group),
    };
  });
}
