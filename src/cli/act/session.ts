import type { Scope } from '../../domain/scope.ts';
import { UsageError } from '../options/options.ts';
import type { World } from '../world.ts';
import type { Session } from './prepare.ts';

/** The account of the first connection, in the first Region. */
export async function openSession({ aws, place }: World): Promise<Session> {
  const [connection] = place.connections;
  const [region] = place.regions;
  if (!connection || !region) throw new UsageError('no Region is set: add --region, such as --region eu-west-1.');
  const { signal } = new AbortController();
  const scope: Scope = { accountId: '', region, connection: connection.id };
  const { Account, Arn } = await aws.call(
    scope,
    { service: 'sts', operation: 'GetCallerIdentity', input: {} },
    { signal, priority: 0 },
  );
  return { aws, signal, scope: { ...scope, accountId: Account ?? '' }, identity: Arn };
}
