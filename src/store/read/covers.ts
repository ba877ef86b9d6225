// Which stored rows a whole response would have listed, had they still been there.

export interface Covers {
  /** Rows that are at least so new, by `at`, in epoch ms. A row without a time is none of them. */
  readonly since?: number;
  /**
   * With `since`: of a value of this member older rows are covered too, where the response lists an older one with it. Only
   * the response itself knows.
   */
  readonly olderBy?: string;
  /** Rows of which these members have these values. */
  readonly equals?: Readonly<Record<string, unknown>>;
}

export interface CoveredRow {
  readonly at: number;
  members(): Readonly<Record<string, unknown>>;
}

/** The members are read only where they decide. */
export function isCovered({ since, equals }: Covers, row: CoveredRow): boolean {
  if (since !== undefined && (row.at === 0 || row.at < since)) return false;
  const wanted = Object.entries(equals ?? {});
  if (wanted.length === 0) return true;
  const members = row.members();
  return wanted.every(([name, value]) => members[name] === value);
}
