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
