export const help = (): string => `vaultop iam-policy: the IAM policy that vaultop needs, and nothing more

  vaultop iam-policy                                        read access to everything
  vaultop iam-policy --lists jobs,vaults --no-cloudwatch    for two lists
  vaultop iam-policy --write --role arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole
  vaultop iam-policy --org --terraform > policy.tf

  --lists NAMES        only these lists, with the details of their rows. Default: all lists, and the overview
  --no-cloudwatch      without CloudWatch metrics, for --no-cloudwatch of the dashboard
  --all-regions        with the permissions for --all-regions of the dashboard; included by default
  --org                with the permissions for --org of the dashboard
  --role-arn ARN       a role that the dashboard assumes, or several; * for the account: in all accounts
  --events-queue URL   a queue from which the dashboard reads live events, or several
  --write              with the actions of the lists, except those of --allow
  --role ARN           a role that may be passed to AWS Backup, or several; without a role no backup, copy or restore can
                       be started. iam:PassRole is limited to these roles and to AWS Backup
  --scan-role ARN      a role with which GuardDuty scans recovery points, or several: plans that scan for malware name it
  --allow KINDS        with --write: lock (vault locks), policy (access policies, approval teams), delete (all actions
                       that delete or disassociate something)
  --terraform          as Terraform aws_iam_policy_document instead of JSON

--lists, --role-arn, --events-queue, --role, --scan-role and --allow can be repeated, or take commas. No action of the policy
has a *. No request is sent to AWS. Tagging a resource of another service also needs that service's own action, such as ec2:CreateTags.

Exit codes: 0 printed, 1 failed, 2 usage.
`;
