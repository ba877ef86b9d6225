// Reads a few rows for uses other than a list on screen.
import type { Scope } from '../../domain/scope.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';

/** The account or the Region of the rows, or the ARN of the AWS resource that they are about. */
export interface Within extends Partial<Pick<Scope, 'accountId' | 'region'>> {
  readonly subject?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type AnyRow = any;

export interface SmallReads {
  /** The rows of one list in some account-Regions. For lists that grow with time, such as jobs, the newest rows. */
  listed(requests: readonly ListRequest[], within?: Within): readonly AnyRow[];
  /** The present row; undefined: it has gone. `like`: an earlier state of the row, which makes the lookup faster. */
  rowOf(requests: readonly ListRequest[], key: string, like?: AnyRow): AnyRow;
}

export const isWithin = ({ accountId, region }: Within, { scope }: { readonly scope: Scope }): boolean =>
  (accountId ?? scope.accountId) === scope.accountId && (region ?? scope.region) === scope.region;

/** For programs that read no row. */
export const noReads: SmallReads = { listed: () => [], rowOf: () => undefined };
