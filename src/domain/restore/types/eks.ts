// A whole cluster, by its composite point.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-eks.html
import { chosen, flag, type Only, type RestoreType, typedName, yesNo } from '../restore-type.ts';

const toNew: Only = { key: 'newCluster', values: ['true'] };
const toExisting: Only = { key: 'newCluster', values: ['false'] };

export const eks: RestoreType = {
  type: 'EKS',
  makes: 'a cluster',
  keys: [
    { ...chosen('newCluster', 'As a new cluster', yesNo), format: 'boolean' },
    { key: 'clusterName', label: 'New cluster', needed: true, start: 'free', name: { longest: 100 }, only: toNew },
    typedName('clusterName', 'Into cluster', { id: 'into-cluster', only: toExisting }),
    { key: 'clusterRole', label: 'Role of the cluster', needed: true, local: true, only: toNew },
    { key: 'eksClusterVersion', label: 'Version', only: toNew },
    {
      key: 'vpcId',
      label: 'VPC',
      needed: true,
      inside: 'clusterVpcConfig',
      local: true,
      only: toNew,
    },
    {
      key: 'subnetIds',
      label: 'Subnets',
      format: 'list',
      needed: true,
      inside: 'clusterVpcConfig',
      offers: 'subnets',
      local: true,
      only: toNew,
    },
    {
      key: 'securityGroupIds',
      label: 'Security groups',
      format: 'list',
      needed: true,
      inside: 'clusterVpcConfig',
      offers: 'security-groups',
      local: true,
      only: toNew,
    },
    {
      key: 'nodeGroups',
      label: 'Node groups',
      format: 'json',
      local: true,
      only: toNew,
      hint: 'all of the backup: [{"nodeGroupId":"…","subnetIds":["…"],"nodeRole":"…"}]',
    },
    {
      key: 'nestedRestoreJobs',
      label: 'Nested restores',
      format: 'json',
      start: 'none',
      hint: '{"ARN of a nested point": "its metadata as JSON in a text"}',
    },
    flag('namespaceLevelRestore', 'Only namespaces', { start: 'none', only: toExisting }),
    {
      key: 'namespaces',
      label: 'Namespaces',
      format: 'list',
      needed: true,
      start: 'none',
      only: { key: 'namespaceLevelRestore', values: ['true'] },
      hint: 'at most 5',
    },
  ],
  folded: [
    { key: 'controlPlaneScalingTier', only: toNew },
    { key: 'encryptionConfigProviderKeyArn', local: true, only: toNew },
    { key: 'fargateProfiles', format: 'json', local: true, only: toNew },
    { key: 'podIdentityAssociations', format: 'json', local: true, only: toNew },
    { key: 'kubernetesRestoreOrder', format: 'json', start: 'none' },
    { key: 'restoreKubernetesManifestsOnly', format: 'boolean', start: 'none' },
  ],
  information: [],
  tags: 'yes',
  rights: { sentence: 'The role needs iam:PassRole for the roles of the cluster and its nodes.' },
  next: {
    sentence:
      'In another cluster, IAM roles for service accounts still trust the source cluster; EFS volumes need new mount targets.',
  },
};
