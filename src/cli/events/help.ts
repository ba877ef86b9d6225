export const help = (): string => `vaultop events: the live feed through EventBridge and SQS

  vaultop events setup --account DIGITS --region NAME[,NAME] [options]

Prints a shell script with the CloudFormation templates and the AWS CLI commands that build the feed. It creates
nothing by itself: read the script, then run it with credentials that may. Then start vaultop with the queue it prints:
  vaultop --events-queue https://sqs.eu-west-1.amazonaws.com/123456789012/vaultop-events

  --account DIGITS       the account that is to hold the queue
  --region NAME          a Region whose events are wanted; again or with commas for more
  --queue-region NAME    where the queue is to be; else the first Region
  --name NAME            of queue, bus, rules and stacks (vaultop-events)
  --org-id ID            all accounts of the organization send (o-…), by a stack set of the management account
  --org-unit ID          with --org-id: its root (r-…) or units (ou-…); again for more
  --from-account DIGITS  instead of --org-id: these other accounts send; again or with commas
  --no-api-calls         leave out the calls that CloudTrail tells of; they need a trail in each Region
  --print WHAT           script (all of it), central or member (one template alone, as YAML)

One queue per reader: SQS gives each message to one of those who read a queue, so two dashboards on one queue see
about half of the events each. Run setup again with another --name for the second. A dashboard whose queue brings fewer
ends of jobs than polling finds says "feed misses events".
Vaults' notifications come the same way: subscribe the queue to the SNS topic and let sns.amazonaws.com send to it.
`;
