// Read-only by default: what is not known to read does not leave the process.
import { AwsProblemError } from './errors.ts';
import type { Service } from './operations.ts';
import { refusedByGate } from './problem-texts.ts';

const readingName = /^(Get|List|Describe|Export|Lookup)[A-Z]/;

/** They read by their name, yet hand out credentials. */
const mintsCredentials: ReadonlySet<string> = new Set([
  'GetDelegatedAccessToken',
  'GetFederationToken',
  'GetSessionToken',
  'GetWebIdentityToken',
]);

/** STS changes nothing, but most of it makes credentials: only what signs in and says who one is. */
const signsIn: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'GetCallerIdentity',
]);

export function isReadOnly(operation: string): boolean {
  return readingName.test(operation) && !mintsCredentials.has(operation);
}

export function assertAllowed(service: Service, operation: string, write: boolean): void {
  if (write) return;
  const allowed = service === 'sts' ? signsIn.has(operation) : isReadOnly(operation);
  if (!allowed) throw new AwsProblemError(refusedByGate(service, operation));
}
