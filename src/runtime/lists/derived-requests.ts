// The scopes of a derived list's rows: including accounts of an organization that are not watched themselves, if the
// organization is requested through the same connection.
import type { Data } from '../../app/state/data.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';

export function derivedRequests(
  requests: readonly ListRequest[],
  { organizationScopes = [] }: Pick<Data, 'organizationScopes'>,
): readonly ListRequest[] {
  const [first] = requests;
  if (!first || first.isNarrowed || organizationScopes.length === 0) return requests;
  const requested = new Set(requests.map(({ scope: { connection, region } }) => `${connection}/${region}`));
  const more = organizationScopes.filter(({ connection, region }) => requested.has(`${connection}/${region}`));
  return [...requests, ...more.map((scope) => ({ ...first, scope }))];
}
