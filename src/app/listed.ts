// Few rows at once, read where something other than a list on screen needs them.
import type { Scope } from '../domain/scope.ts';
import type { Data } from './data.ts';
import type { ListQuestion } from './question.ts';

/** The account or the Region that rows are in. */
export type Within = Partial<Pick<Scope, 'accountId' | 'region'>>;

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type AnyRow = any;

export interface SmallReads {
  /** The rows of one list in some places. Of lists that grow with time, such as jobs, the newest ones. */
  listed(questions: readonly ListQuestion[], within?: Within): readonly AnyRow[];
  /** One row as it is now; undefined: it has gone. `like`: as it was known before, which makes it quicker to find. */
  rowOf(questions: readonly ListQuestion[], key: string, like?: AnyRow): AnyRow;
}

export const isWithin = ({ accountId, region }: Within, { scope }: { readonly scope: Scope }): boolean =>
  (accountId ?? scope.accountId) === scope.accountId && (region ?? scope.region) === scope.region;

/** Out of the answers in memory. */
export function readsOfAnswers({ snapshot }: Pick<Data, 'snapshot'>): SmallReads {
  const rowsOf = (question: ListQuestion): readonly AnyRow[] => [...(snapshot(question)?.rows.values() ?? [])];
  return {
    listed: (questions, within = {}) => questions.flatMap(rowsOf).filter((row) => isWithin(within, row)),
    rowOf(questions, key) {
      for (const question of questions) {
        const rows = snapshot(question)?.rows;
        if (rows?.has(key)) return rows.get(key);
      }
      return undefined;
    },
  };
}
