// The scope of stored feed events: they come from all accounts and Regions that the queues cover.
import type { Scope } from '../../domain/scope.ts';

/** `connection`: the connection that reads the queues. */
export const feedScope = (connection: string): Scope => ({
  connection,
  accountId: '',
  region: '',
  organization: true,
});
