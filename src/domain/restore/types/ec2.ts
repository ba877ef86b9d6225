// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ec2.html
import { flag, folded, type RestoreType } from '../restore-type.ts';

export const ec2: RestoreType = {
  type: 'EC2',
  makes: 'an instance',
  keys: [
    { key: 'InstanceType', label: 'Instance type' },
    {
      key: 'SubnetId',
      label: 'Subnet',
      offers: 'subnets',
      local: true,
      hint: 'empty: of the default VPC; needed in an account without a default VPC',
    },
    { key: 'SecurityGroupIds', label: 'Security groups', format: 'list', offers: 'security-groups', local: true },
    {
      key: 'IamInstanceProfileName',
      label: 'Instance profile',
      start: 'none',
      hint: 'UseBackedUpValue or a name; empty: none',
    },
    flag('RequireIMDSv2', 'Require IMDSv2'),
  ],
  folded: [
    ...folded(
      'json',
      'CpuOptions CreditSpecification InstanceMarketOptions LicenseSpecifications HibernationOptions ElasticGpuSpecification Monitoring',
    ),
    ...folded(
      'text',
      'Architecture VirtualizationType Platform RootDeviceType RamdiskId KernelId UserData InstanceInitiatedShutdownBehavior',
    ),
    ...folded('boolean', 'EnaSupport EbsOptimized DisableApiTermination'),
    { key: 'Placement', format: 'json', local: true },
    { key: 'CapacityReservationSpecification', format: 'json', local: true },
    { key: 'BlockDeviceMappings', format: 'json', start: 'none' },
    // Interfaces and private addresses of the source are taken while it lives.
    { key: 'NetworkInterfaces', format: 'json', start: 'none' },
  ],
  // The page says that the key pair cannot be changed.
  information: ['KeyName', 'VpcId'],
  tags: 'yes',
  rights: { sentence: 'An instance profile needs iam:PassRole on the role, which the AWS managed policy lacks.' },
};
