/** Who calls, where and what, as the SigV4 Authorization header names it. Signatures are not checked. */
export interface CredentialScope {
  accessKeyId: string;
  region: string;
  /** The signing name: backup, cloudtrail, monitoring, sts, account. */
  service: string;
}

export function readCredentialScope(authorization: string | undefined): CredentialScope | undefined {
  const [, accessKeyId, region, service] =
    /Credential=([^/,\s]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization ?? '') ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

/** What is asked without a signature: a token says who asks. The Region would be that of the address, of which there is one. */
export function unsignedScope(body: string): CredentialScope | undefined {
  const isUnsigned = /(^|&)Action=AssumeRoleWithWebIdentity(&|$)/.test(body);
  return isUnsigned ? { service: 'sts', region: 'us-east-1', accessKeyId: '' } : undefined;
}
