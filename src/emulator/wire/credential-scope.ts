import { createBoundedCache } from '../estate/bounded-cache.ts';

/** The access key, Region and service in the SigV4 Authorization header. Signatures are not checked. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  /** The signing name: backup, cloudtrail, monitoring, sts, account. */
  service: string;
}

export type ReadCredentialScope = (authorization: string | undefined) => CredentialScope | undefined;

/**
 * Caches scopes: there are few callers and Regions, each credential is parsed once a day, and no recorded call keeps
 * its whole header in memory.
 */
export function createCredentialReader(): ReadCredentialScope {
  const known = createBoundedCache<CredentialScope | typeof unreadable>(1_000);
  return (authorization) => {
    const [, credential = ''] = /Credential=([^,\s]+)/.exec(authorization ?? '') ?? [];
    const scope = known.get(credential, () => readCredential(credential) ?? unreadable);
    return scope === unreadable ? undefined : scope;
  };
}

const unreadable = 'unreadable';

function readCredential(credential: string): CredentialScope | undefined {
  const [, accessKeyId, region, service] = /^([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(credential) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

/**
 * The scope of an unsigned request, whose token identifies the caller. AWS takes the Region from the endpoint; the
 * emulator has one endpoint.
 */
export function unsignedScope(body: string): CredentialScope | undefined {
  const isUnsigned = /(^|&)Action=AssumeRoleWithWebIdentity(&|$)/.test(body);
  return isUnsigned ? { service: 'sts', region: 'us-east-1', accessKeyId: '' } : undefined;
}
