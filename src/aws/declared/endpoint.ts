// The endpoint of a service: the configured one, else the one in the partition of the Region.
// https://docs.aws.amazon.com/general/latest/gr/rande.html
import { partition as partitionOf } from '@aws-sdk/core/client';

export interface EndpointParameters {
  readonly Endpoint?: string | undefined;
  readonly Region?: string | undefined;
  readonly UseFIPS?: boolean | undefined;
  readonly UseDualStack?: boolean | undefined;
}

export interface AddressedService {
  /** The first part of its host names. */
  readonly host: string;
  /** In aws-us-gov the normal endpoints use FIPS-validated cryptography. */
  readonly isFipsInGovCloud?: boolean;
}

/** Throws with the messages of the SDK's own clients. */
export function endpointOf(service: AddressedService, parameters: EndpointParameters): { url: URL } {
  const { Endpoint, Region, UseFIPS = false, UseDualStack = false } = parameters;
  if (Endpoint !== undefined) {
    if (UseFIPS) throw new Error('Invalid Configuration: FIPS and custom endpoint are not supported');
    if (UseDualStack) throw new Error('Invalid Configuration: Dualstack and custom endpoint are not supported');
    return { url: new URL(Endpoint) };
  }
  if (!Region) throw new Error('Invalid Configuration: Missing Region');
  const partition = partitionOf(Region);
  if ((UseFIPS && !partition.supportsFIPS) || (UseDualStack && !partition.supportsDualStack)) {
    throw new Error(unsupported(UseFIPS, UseDualStack));
  }
  const isPlain = service.isFipsInGovCloud && partition.name === 'aws-us-gov' && !UseDualStack;
  const host = UseFIPS && !isPlain ? `${service.host}-fips` : service.host;
  const suffix = UseDualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
  return { url: new URL(`https://${host}.${Region}.${suffix}`) };
}

function unsupported(useFips: boolean, useDualStack: boolean): string {
  if (useFips && useDualStack) return 'FIPS and DualStack are enabled, but this partition does not support one or both';
  return `${useFips ? 'FIPS' : 'DualStack'} is enabled but this partition does not support ${useFips ? 'FIPS' : 'DualStack'}`;
}
