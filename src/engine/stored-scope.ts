// The owner of stored rows: an account in a Region as one identity sees it.
import type { Scope } from '../domain/scope.ts';
import { type StoredScope, wholeOrganization } from '../store/row-shape.ts';

export const storedScope = ({ accountId, region, organization }: Scope, identity: string): StoredScope => ({
  identity,
  region,
  accountId: organization ? wholeOrganization : accountId,
});

/** The reader of the rows adds the connection. */
export const toScope = ({ accountId, region }: StoredScope): Scope => ({ accountId, region, connection: '' });

/** The account and the role or user, at an endpoint: the name of a session changes with each sign-in. */
export function identityName(arn: string, address: string): string {
  return [address, lastingArn(arn)].join(' ');
}

/** The ARN without the name of a session. */
export function lastingArn(arn: string): string {
  const [path, ...name] = arn.split('/');
  const lasting = path?.includes(':assumed-role') ? name.slice(0, -1) : name;
  return [path, ...lasting].join('/');
}
