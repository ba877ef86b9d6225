export const help = (): string => `vaultop events: the live feed through EventBridge and SQS

  vaultop events setup --account DIGITS --region NAME[,NAME] [options]
  vaultop events setup --account 123456789012 --region eu-west-1,us-east-1 > feed.sh

Prints a shell script with the CloudFormation templates and the AWS CLI commands that build the feed. It creates
nothing itself: read the script, and run it with credentials that may create these. Start vaultop with the queue that
the script prints:
  vaultop --events-queue https://sqs.eu-west-1.amazonaws.com/123456789012/vaultop-events

  --account DIGITS       the account of the queue
  --region NAME          a Region whose events are sent; repeatable, or with commas
  --queue-region NAME    the Region of the queue. Default: the first Region
  --name NAME            the name of queue, bus, rules and stacks (vaultop-events)
  --org-id ID            all accounts of the organization send (o-…), by a stack set of the management account
  --org-unit ID          with --org-id: its root (r-…) or units (ou-…); repeatable
  --from-account DIGITS  instead of --org-id: these other accounts send; repeatable, or with commas
  --no-api-calls         without API calls from CloudTrail, which need a trail in each Region
  --print WHAT           script (everything), central or member (one template as YAML)

Each reader needs its own queue: SQS delivers each message to one reader, so two dashboards on one queue get about half
of the events each. Run setup again with another --name for the second. A dashboard whose queue delivers fewer ends of
jobs than polling finds shows "feed misses events".
For vault notifications, subscribe the queue to the SNS topic and let sns.amazonaws.com send to it.
`;
