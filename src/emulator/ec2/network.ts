// Where an account-Region can place things: zones, a VPC with a subnet in each zone, security groups.
import { createRandom, seedOf } from '../estate/random.ts';

/** Sydney has no default VPC: what names no subnet there cannot be placed. */
const withoutDefaultVpc: ReadonlySet<string> = new Set(['ap-southeast-2']);

export interface Network {
  vpcId: string;
  isDefault: boolean;
  zones: string[];
  subnets: { id: string; zone: string; name: string }[];
  groups: { id: string; name: string }[];
  dbSubnetGroups: string[];
}

export function networkOf(account: string, region: string): Network {
  const random = createRandom(seedOf('network', account, region));
  const zones = ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
  const isDefault = !withoutDefaultVpc.has(region);
  return {
    vpcId: `vpc-${random.hex(17)}`,
    isDefault,
    zones,
    subnets: zones.map((zone) => ({ id: `subnet-${random.hex(17)}`, zone, name: `private-${zone}` })),
    groups: ['default', 'databases', 'web'].map((name) => ({ id: `sg-${random.hex(17)}`, name })),
    dbSubnetGroups: [...(isDefault ? ['default'] : []), 'private-databases'],
  };
}
