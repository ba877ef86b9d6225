export const help = (): string => `vaultop where: one resource, or all rows that contain a text

  vaultop where TEXT [options]
  vaultop where vol-0a1b2c3d4e5f67890
  vaultop where arn:aws:rds:eu-west-1:111122223333:db:orders -o json

The text is an ARN, an id, a name, or any part of them, of a tag value or of a message. If it names one resource, its
page is printed: objective and age, open findings, the last failure with its cause and the next step, all recovery
points in all vaults, accounts and Regions, the last jobs, its plans, its CloudTrail events, and the snapshots that EBS
or RDS made without AWS Backup. Otherwise the rows of all lists that contain the text are printed, the best match first;
then the rows of the store that AWS no longer lists, with the time since when.

  -o, --output FORM    table (default) or json
  and the flags that say where to look: --profile, --role-arn, --region, --context …; see vaultop --help

Requests the lists that the dashboard requests. Lists that an account or Region did not answer are named on stderr.

Exit codes: 0 found, 1 nothing found, or some account or Region did not answer, 2 usage.
`;
