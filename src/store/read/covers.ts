// The stored rows that a whole response covers: it would have listed them if they still existed.

export interface Covers {
  /** Rows with at least this `at`, in epoch ms. A row without a time is not covered. */
  readonly since?: number;
  /**
   * With `since`: if the response lists an older row with a value of this member, older rows with that value are
   * covered, too. Only the response shows how far.
   */
  readonly olderBy?: string;
  /** Rows whose members have these values. */
  readonly equals?: Readonly<Record<string, unknown>>;
}

export interface CoveredRow {
  readonly at: number;
  members(): Readonly<Record<string, unknown>>;
}

/** Members are read only if they decide. */
export function isCovered({ since, equals }: Covers, row: CoveredRow): boolean {
  if (since !== undefined && (row.at === 0 || row.at < since)) return false;
  const wanted = Object.entries(equals ?? {});
  if (wanted.length === 0) return true;
  const members = row.members();
  return wanted.every(([name, value]) => members[name] === value);
}
