// Virtual machines of VMware: on VMware again, as an EC2 instance, or one disk as an EBS volume.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-vm.html
import { flag, folded, type Only, type RestoreType, typedName } from '../restore-type.ts';

const onVmware: Only = { key: 'RestoreTo', values: ['VMware'] };
const onVolume: Only = { key: 'RestoreTo', values: ['VMware', 'EC2Instance'], not: true };
const onEc2: Only = { key: 'RestoreTo', values: ['EC2Instance'] };

export const virtualMachine: RestoreType = {
  type: 'VirtualMachine',
  makes: 'a virtual machine',
  keys: [
    {
      key: 'RestoreTo',
      label: 'Restore to',
      needed: true,
      start: 'none',
      values: ['VMware', 'EC2Instance'],
      open: true,
      hint: 'VMware or EC2Instance; AWS does not document the value for an EBS volume',
    },
    { key: 'VMName', label: 'New virtual machine', needed: true, start: 'free', name: { longest: 80 }, only: onVmware },
    typedName('HypervisorArn', 'Hypervisor', { only: onVmware }),
    typedName('VMPath', 'Path', { only: onVmware, hint: '/datacenter/vm' }),
    typedName('ComputeResourceName', 'Host or cluster', { only: onVmware, hint: 'the cluster if the host is in one' }),
    typedName('VMDatastore', 'Datastore', { only: onVmware }),
    { key: 'InstanceType', label: 'Instance type', start: 'none', only: onEc2 },
    { key: 'SubnetId', label: 'Subnet', start: 'none', offers: 'subnets', only: onEc2 },
    {
      key: 'SecurityGroupIds',
      label: 'Security groups',
      format: 'list',
      start: 'none',
      offers: 'security-groups',
      only: onEc2,
    },
    { key: 'KmsKeyId', label: 'Key', start: 'none', offers: 'keys', only: onEc2 },
    flag('RequireIMDSv2', 'Require IMDSv2', { start: 'none', only: onEc2 }),
  ],
  folded: [
    ...folded('json', 'DisksToRestore').map((key) => ({ ...key, start: 'none' as const, only: onVmware })),
    { key: 'ItemsToRestore', format: 'json', start: 'none' },
    { key: 'vmId', start: 'none', only: onVmware },
    ...folded('text', 'AvailabilityZone EbsVolumeType IsEncrypted').map((key) => ({
      ...key,
      start: 'none' as const,
      only: onVolume,
    })),
    { key: 'KmsKeyId', start: 'none', only: onVolume },
    ...folded('text', 'VpcId IamInstanceProfileName UserData InstanceInitiatedShutdownBehavior RamdiskId KernelId').map(
      (key) => ({ ...key, start: 'none' as const, only: onEc2 }),
    ),
    ...folded('boolean', 'EbsOptimized DisableApiTermination').map((key) => ({
      ...key,
      start: 'none' as const,
      only: onEc2,
    })),
    ...folded('json', 'Placement CreditSpecification HibernationOptions LicenseSpecifications NetworkInterfaces').map(
      (key) => ({ ...key, start: 'none' as const, only: onEc2 }),
    ),
  ],
  information: [],
  tags: 'no',
  unverified: {
    sentence:
      'Not verified against AWS: one disk as an EBS volume needs a value of RestoreTo that AWS does not document.',
    only: onVolume,
  },
};
