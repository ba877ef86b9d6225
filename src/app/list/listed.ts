// Few rows at once, read where something other than a list on screen needs them.
import type { Scope } from '../../domain/scope.ts';
import type { ListQuestion } from '../state/question.ts';

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

/** Where no row is read at all. */
export const noReads: SmallReads = { listed: () => [], rowOf: () => undefined };
