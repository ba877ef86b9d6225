export const help = (): string => `vaultop iam-policy: the IAM policy that vaultop needs, and nothing more

  vaultop iam-policy                                        to look at everything
  vaultop iam-policy --lists jobs,vaults --no-cloudwatch    for two lists
  vaultop iam-policy --write --role arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole
  vaultop iam-policy --org --terraform > policy.tf

  --lists NAMES        these lists, with the pages of their rows. Default: all lists, and the overview
  --no-cloudwatch      without the metrics, as the dashboard with that flag
  --all-regions        with what --all-regions of the dashboard needs; all lists have it
  --org                with what --org of the dashboard needs
  --role-arn ARN       the dashboard takes on this role, or several; with * for the account
  --events-queue URL   the dashboard takes live events from this queue, or several
  --write              with the actions of the lists, but those of --allow
  --role ARN           a role that AWS Backup may be given, or several; without one no backup, copy or restore can be
                       started. iam:PassRole is for these roles and for AWS Backup alone
  --allow KINDS        with --write: lock (vault locks), policy (access policies, approval teams), delete (whatever
                       removes or detaches something)
  --terraform          as aws_iam_policy_document of Terraform instead of JSON

Each of --lists, --role-arn, --events-queue, --role and --allow can be repeated or takes commas. No action of the policy has a *. AWS
is not asked. Tagging a resource of another service also needs that service's own action, such as ec2:CreateTags.

Exit codes: 0 printed, 1 failed, 2 usage.
`;
