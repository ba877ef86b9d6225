// The rows of a list that the store has: newer than an age, of a past time, or older than AWS lists.

import type { ListRow } from '../../../app/list/rows.ts';
import { requestFor } from '../../../app/state/lists/list-requests.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import { createKnownIdentities } from '../../../engine/access/known-identities.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { complain } from '../../output/output.ts';
import type { World } from '../../world.ts';
import type { Refusal } from '../request-all.ts';
import type { CollectedRowsOptions } from './collected-rows.ts';
import type { EarlierRowsOptions } from './earlier-rows.ts';
import type { KeepOptions } from './keep-responses.ts';

/** The identities of all connections that have signed in. */
export async function identitiesIn(
  state: AccessState,
  aws: World['aws'],
): Promise<(scope: Scope) => string | undefined> {
  const { connections } = state;
  const identities = createKnownIdentities({ connections: () => connections, address: aws.address });
  await Promise.all(connections.map(({ id }) => identities.identityOf({ connection: id })));
  const table = identities.table();
  return ({ connection }) => table.get(connection);
}

interface StoredList extends Omit<KeepOptions, 'store'> {
  readonly store: ProgramStore | undefined;
  readonly scopes: readonly Scope[];
}

const requestsOf = ({ scopes, resource, params }: Pick<StoredList, 'scopes' | 'resource' | 'params'>) =>
  scopes.map((scope) => ({ ...requestFor(resource.id, scope), params }));

/** Undefined: the store has no answer that is new enough. `since`: epoch ms. */
export async function lookUp({ store, identityOf, ...list }: StoredList, since: number) {
  if (!store) return undefined;
  const { storedRows } = await import('./stored-rows.ts');
  return storedRows({ store, requests: requestsOf(list), identityOf, since });
}

/** The rows at a past time. */
export async function lookBack({ store, identityOf, ...list }: StoredList, asOf: number) {
  if (!store) return { rows: [], unknown: list.scopes };
  const { pastRows } = await import('./past-rows.ts');
  return pastRows({ store, requests: requestsOf(list), identityOf, asOf });
}

export const notKnown = (scope: Scope): Refusal => ({
  scope,
  problem: {
    kind: 'not-stored',
    message: 'Not known: the store has no response of that time.',
    nextStep: 'run vaultop store info to see the begin of its history',
    retryable: false,
  },
});

interface CollectedList extends StoredList, Pick<CollectedRowsOptions, 'arns' | 'state' | 'asOf' | 'now'> {
  readonly refusals: readonly Refusal[];
  row(key: string, row: ListRow): Promise<void>;
}

/** Rows of other identities, after the own ones. Returns where they have none either. */
export async function readCollected({ store, refusals, row, ...list }: CollectedList): Promise<readonly Refusal[]> {
  if (!store || list.arns.length === 0) return [];
  const { collectedRows } = await import('./collected-rows.ts');
  const found = await collectedRows({ ...list, store, unanswered: refusals.map(({ scope }) => scope) });
  for (const note of found.notes) complain(note);
  for (const [key, one] of found.rows) await row(key, one);
  return found.unknown.map(list.asOf === undefined ? notCollected : notKnown);
}

export const notCollected = (scope: Scope): Refusal => ({
  scope,
  problem: {
    kind: 'not-stored',
    message: `Not known: ${scope.collectedAs} has collected no whole answer to this list.`,
    nextStep: 'see what the store has: vaultop store info',
    retryable: false,
  },
});

export const noEarlier = { gaps: [], sentences: [] };

/** Rows that AWS no longer lists. */
export async function readEarlier(options: EarlierRowsOptions) {
  const { earlierRows, toReport } = await import('./earlier-rows.ts');
  return toReport(await earlierRows(options), options.state.accounts);
}
