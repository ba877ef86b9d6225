import { createBoundedCache } from '../estate/bounded-cache.ts';

/** Who calls, where and what, as the SigV4 Authorization header names it. Signatures are not checked. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  /** The signing name: backup, cloudtrail, monitoring, sts, account. */
  service: string;
}

export type ReadCredentialScope = (authorization: string | undefined) => CredentialScope | undefined;

/** Some callers at some places: each is read once a day, and no call that is remembered holds on to its whole header. */
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

/** What is asked without a signature: a token says who asks. The Region would be that of the address, of which there is one. */
export function unsignedScope(body: string): CredentialScope | undefined {
  const isUnsigned = /(^|&)Action=AssumeRoleWithWebIdentity(&|$)/.test(body);
  return isUnsigned ? { service: 'sts', region: 'us-east-1', accessKeyId: '' } : undefined;
}
