// The lock or access policy of a vault before a change, as far as CloudTrail still has it: requested rarely.
import type { Audit } from '../../domain/audits/audit.ts';
import { withPolicyRisk } from '../../domain/audits/audit-risk.ts';
import { lockPut, policyDelete, policyPut } from './audit-record.ts';

/** Rows of one event name, newest first. */
export type LookUpByName = (eventName: string) => AsyncGenerator<Audit[]>;

interface Change {
  /** Events that change the setting. */
  readonly names: readonly string[];
  /** Events that contain the whole setting. */
  readonly history: readonly string[];
  readonly withBefore: (row: Audit, before: Audit) => Audit;
}

const changes: readonly Change[] = [
  {
    names: [lockPut, 'DeleteBackupVaultLockConfiguration'],
    history: [lockPut],
    withBefore: (row, { lock }) => (lock ? { ...row, lockBefore: lock } : row),
  },
  {
    names: [policyPut, policyDelete],
    history: [policyPut, policyDelete],
    withBefore: (row, { policy }) => (policy === undefined ? row : withPolicyRisk({ ...row, policyBefore: policy })),
  },
];

export async function* withHistory(pages: AsyncGenerator<Audit[]>, lookUp: LookUpByName): AsyncGenerator<Audit[]> {
  const histories = new Map<Change, Audit[]>();
  for await (const rows of pages) {
    let known = rows;
    for (const change of changes) {
      if (!rows.some((row) => isOf(change, row))) continue;
      const history = histories.get(change) ?? (await collect(change.history, lookUp));
      histories.set(change, history);
      known = known.map((row) => {
        const earlier = isOf(change, row) ? before(row, history) : undefined;
        return earlier ? change.withBefore(row, earlier) : row;
      });
    }
    yield known;
  }
}

const isOf = ({ names }: Change, { name, touched }: Audit): boolean =>
  touched.vaultName !== undefined && names.includes(name);

async function collect(names: readonly string[], lookUp: LookUpByName): Promise<Audit[]> {
  const found: Audit[] = [];
  for (const name of names) for await (const rows of lookUp(name)) found.push(...rows);
  return found.toSorted((a, b) => b.at - a.at);
}

/** The newest earlier event of the same vault that AWS carried out. */
const before = (row: Audit, history: readonly Audit[]): Audit | undefined =>
  history.find(
    ({ at, touched, errorCode, id }) =>
      at < row.at && id !== row.id && errorCode === undefined && touched.vaultName === row.touched.vaultName,
  );
