// Where events of the feed are kept: they come of all accounts and Regions that the queues tell of.
import type { Scope } from '../../domain/scope.ts';

/** `connection`: whose credentials read the queues. */
export const feedScope = (connection: string): Scope => ({
  connection,
  accountId: '',
  region: '',
  organization: true,
});
